import { conflict } from '#src/errors.ts'

const constraints = new Set(['services_external_id', 'practitioners_external_id'])

/**
 * Waits for a write and turns the clash of its external id with another thing's into a refusal.
 * @throws Problem 409 `already-exists`
 */
export const refusingTaken = async <R>(writing: Promise<R>): Promise<R> => {
  try {
    return await writing
  } catch (error) {
    if (!constraints.has((error as { constraint?: string }).constraint ?? '')) throw error
    throw conflict('already-exists', { errors: [{ pointer: '/externalId', detail: 'is taken' }] })
  }
}
