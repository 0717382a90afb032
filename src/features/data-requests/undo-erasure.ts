import { hashSecret } from '#src/crypto/secrets.ts'
import { type PublicScope, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { conflict } from '#src/errors.ts'
import { findRequest } from '#src/features/data-requests/data-requests.queries.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { enterUndo, listUndoable } from '#src/features/data-requests/public-requests.queries.ts'
import { neutralNameOf, tellRequester } from '#src/features/data-requests/tell-requester.ts'
import { withdrawPart } from '#src/features/data-requests/withdraw-request.ts'

interface Withdrawn {
  part: DataRequest
  name: string | null
}

const withdrawIn = async (
  scope: PublicScope,
  hash: Buffer,
  organisationId: string,
): Promise<Withdrawn | undefined> => {
  const { tx, at, subjectId, accountId } = scope
  await enterUndo(tx, hash, organisationId, at)
  const part = subjectId ? await findRequest(tx, organisationId, subjectId) : undefined
  const moved = part && (await withdrawPart(scope, part, { accountId, role: 'public' }))
  if (!moved) return undefined
  return { part: moved, name: await neutralNameOf(scope, organisationId) }
}

const undo = async (scope: PublicScope, hash: Buffer): Promise<void> => {
  const withdrawn: Withdrawn[] = []
  for (const organisationId of await listUndoable(scope.tx, hash, scope.at)) {
    const one = await withdrawIn(scope, hash, organisationId)
    if (one) withdrawn.push(one)
  }
  // In the scope of the part that was withdrawn last.
  const last = withdrawn.at(-1)
  if (!last) throw conflict('request-closed')
  await tellRequester(scope, last.part, 'requestWithdrawn', {
    organisations: withdrawn.map(({ name }) => name),
  })
}

/**
 * Withdraws an erasure by the link of its mail, without sign-in: every part of it that has not begun.
 * @throws Problem `invalid-token`; 409 `request-closed` where all have begun or were decided
 */
export const undoErasure = (deps: Deps, token: string, requestId: string): Promise<void> => {
  const hash = hashSecret(token)
  return withPublic(deps, 'undoErasure', hash, requestId, (scope) => undo(scope, hash))
}
