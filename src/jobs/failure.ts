import { UnrecoverableError } from 'bullmq'
import pg from 'pg'
import { Problem } from '#src/errors.ts'

const wellFormed = /^[a-z0-9][a-z0-9-]{1,63}$/

/** A job that did not succeed, told by a code alone: queues store failure texts in clear (`SECURITY.md` S67). */
export class JobFailure extends Error {
  readonly code: string
  /** Trying again is of no use. */
  readonly permanent: boolean

  /** @param code kebab case, at most 64 characters; anything else is taken for a library's text and dropped */
  constructor(code: string, options: { permanent?: boolean } = {}) {
    const kept = wellFormed.test(code) ? code : 'internal'
    super(kept)
    this.code = kept
    this.permanent = options.permanent ?? false
  }
}

const systemCode = /^[A-Z][A-Z0-9_]{2,39}$/

/**
 * What may be told of any error: its code, never its message, stack or detail.
 * @returns kebab case: ours as it is, `database-57p01` for an SQLSTATE, `system-econnrefused` for the machine's
 */
export const codeOf = (error: unknown): string => {
  if (error instanceof JobFailure || error instanceof Problem) return error.code
  if (error instanceof pg.DatabaseError) return `database-${error.code?.toLowerCase() ?? 'unknown'}`
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (typeof code === 'string' && systemCode.test(code))
    return `system-${code.toLowerCase().replaceAll('_', '-')}`
  return 'internal'
}

/** The error that the queue may store of a failure: the code is its message, and it has no stack. */
export const storable = (error: unknown): Error => {
  const code = codeOf(error)
  const stored =
    error instanceof JobFailure && error.permanent ? new UnrecoverableError(code) : new Error(code)
  stored.stack = ''
  return stored
}

const stalled = 'job stalled more than allowable limit'

/** The code in a failure text that the queue stored; BullMQ writes a few of its own. */
export const codeOfStored = (text: string | undefined): string =>
  text === stalled ? 'stalled' : text !== undefined && wellFormed.test(text) ? text : 'internal'
