import {
  type Checkpoint,
  findHead,
  findLostBeforeSealing,
  findOutside,
  findTrailCountry,
  listCheckpoints,
  listSealed,
  planAnew,
  type SealedPlace,
} from '#src/audit/chain.queries.ts'
import { type ChainEnd, chainStart, checkpointMessage, madeAt, nextHash } from '#src/audit/chain.ts'
import { postAuditBatches } from '#src/audit/post-batches.ts'
import { readCheckpointKeys } from '#src/audit/seal-trail.ts'
import { yearsBefore } from '#src/audit/trail-months.ts'
import type { Scope } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { trailRuleOf } from '#src/privacy/law/trail-years.ts'

/**
 * What is wrong with a trail. `changed`: an event, its place or its reason is not what was sealed; `removed`: a place or
 * its event is gone; `cut`: what was signed goes further than what is there; `inserted`: an event claims an earlier time
 * than the sealing shows, or stands behind the signed end; `unsealed`: an event is in no chain although its time has
 * passed; `unsigned`: a signature does not hold.
 */
export type FaultKind = 'changed' | 'removed' | 'cut' | 'inserted' | 'unsealed' | 'unsigned'

export interface TrailFault {
  kind: FaultKind
  /** The first bad place; null where the event has none. */
  position: number | null
  eventId: string | null
}

export interface TrailVerdict {
  state: 'intact' | 'broken'
  /** Events whose place and hash were recomputed. */
  sealed: number
  /** Events too young to be in the chain. */
  waiting: number
  checkpoints: number
  lastCheckpoint: Checkpoint | null
  fault: TrailFault | null
}

const page = 2_000
/** How long an event may wait for the sealer, in milliseconds: a dozen of its rounds. */
const lag = 60_000
/** The longest transaction by far: an event is in a chain at most this long after it was made. */
const longestWrite = 10 * 60_000

const fault = (kind: FaultKind, position: number | null, eventId: string | null = null): TrailFault => ({
  kind,
  position,
  eventId,
})

/** Follows a chain place by place. */
class Walk {
  #end: ChainEnd
  #newest = 0
  #newestBefore = 0
  #sealedAt = ''
  count = 0
  readonly #signed: ReadonlyMap<number, readonly Checkpoint[]>
  readonly #realClock: boolean

  constructor(start: ChainEnd, signed: readonly Checkpoint[], realClock: boolean) {
    this.#end = start
    this.#signed = Map.groupBy(signed, ({ position }) => position)
    this.#realClock = realClock
  }

  get end(): ChainEnd {
    return this.#end
  }

  /** @returns what is wrong with the next place */
  follow(place: SealedPlace): TrailFault | null {
    const position = this.#end.position + 1
    if (place.position !== position) return fault('removed', position)
    if (place.canonical === null) return fault('removed', position, place.eventId)
    const hash = nextHash(this.#end.hash, place.canonical)
    if (!hash.equals(place.hash) || !place.reasonHolds) return fault('changed', position, place.eventId)
    const signed = this.#signed.get(position) ?? []
    if (signed.some((checkpoint) => !checkpoint.hash.equals(hash)))
      return fault('changed', position, place.eventId)
    if (this.#isBackdated(place)) return fault('inserted', position, place.eventId)
    this.#end = { position, hash }
    this.count++
    return null
  }

  // What was sealed in an earlier round was committed before: an event that claims to be much older was not there then.
  #isBackdated({ eventId, at, sealedAt }: SealedPlace): boolean {
    const made = madeAt(eventId)
    if (made === null) return true
    if (this.#realClock && at !== null && Math.abs(made - Date.parse(at)) > longestWrite) return true
    if (sealedAt !== this.#sealedAt) {
      this.#sealedAt = sealedAt
      this.#newestBefore = this.#newest
    }
    this.#newest = Math.max(this.#newest, made)
    return made < this.#newestBefore - longestWrite
  }
}

const signatureHolds = async (deps: Deps, checkpoint: Checkpoint): Promise<boolean> => {
  const { keyId, signature } = checkpoint
  const holds = () => deps.keyring.checkpointKeys.verify(keyId, checkpointMessage(checkpoint), signature)
  const known = holds()
  if (known !== undefined) return known
  await readCheckpointKeys(deps)
  return holds() ?? false
}

const firstUnsigned = async (deps: Deps, checkpoints: readonly Checkpoint[]): Promise<TrailFault | null> => {
  for (const checkpoint of checkpoints)
    if (!(await signatureHolds(deps, checkpoint))) return fault('unsigned', checkpoint.position)
  return null
}

/** The checkpoint that closed what has expired since, where the chain does not begin with its first event any more. */
const closingOf = (
  first: SealedPlace | undefined,
  checkpoints: readonly Checkpoint[],
): Checkpoint | undefined =>
  first === undefined ? checkpoints[0] : checkpoints.find(({ position }) => position === first.position - 1)

/** Nothing that the law keeps may be gone: what a younger checkpoint closes was taken away before its time. */
const isClosedTooEarly = async (
  { tx, at }: Scope,
  organisationId: string,
  closing: Checkpoint,
): Promise<boolean> => {
  const { least } = trailRuleOf(await findTrailCountry(tx, organisationId))
  return closing.at > yearsBefore(at, least)
}

const walkChain = async (
  scope: Scope,
  organisationId: string,
  signed: readonly Checkpoint[],
): Promise<{ end: ChainEnd; count: number; found: TrailFault | null }> => {
  const { tx, deps } = scope
  let places = await listSealed(tx, organisationId, 0, page)
  const closing = closingOf(places[0], signed)
  const expired = closing && !(await isClosedTooEarly(scope, organisationId, closing))
  const walk = new Walk(expired ? closing : chainStart, signed, !deps.config.test)
  while (places.length > 0) {
    for (const place of places) {
      const found = walk.follow(place)
      if (found) return { end: walk.end, count: walk.count, found }
    }
    places = places.length < page ? [] : await listSealed(tx, organisationId, walk.end.position, page)
  }
  return { end: walk.end, count: walk.count, found: null }
}

const faultOfEnd = async (
  { tx, deps }: Scope,
  organisationId: string,
  end: ChainEnd,
  signed: readonly Checkpoint[],
): Promise<TrailFault | null> => {
  const furthest = Math.max(0, ...signed.map(({ position }) => position))
  if (furthest > end.position) return fault('cut', end.position + 1)
  // Read again: the sealer may have gone on since.
  const head = await findHead(tx, organisationId)
  if (head === undefined) return end.position === 0 ? null : fault('unsigned', end.position)
  if (!(await signatureHolds(deps, head))) return fault('unsigned', head.position)
  return head.position < end.position ? fault('inserted', head.position + 1) : null
}

const faultOutside = async (
  { tx }: Scope,
  organisationId: string,
  overdue: string | null,
): Promise<TrailFault | null> => {
  const lost = await findLostBeforeSealing(tx, organisationId)
  if (lost !== undefined) return fault('removed', null, lost)
  return overdue === null ? null : fault('unsealed', null, overdue)
}

/**
 * Recomputes the chain of the organisation in scope from its first event, holds it against every signed checkpoint and
 * looks for events outside of it. But for events that it makes of batches it reads alone; those of the last minute count as waiting.
 */
export const verifyTrail = async (scope: Scope, organisationId: string): Promise<TrailVerdict> => {
  const { tx, at, deps } = scope
  await postAuditBatches(deps)
  await planAnew(tx)
  const [checkpoints, head] = [await listCheckpoints(tx, organisationId), await findHead(tx, organisationId)]
  const signed = head ? [...checkpoints, head] : checkpoints
  const unsigned = await firstUnsigned(deps, signed)
  const { end, count, found } = await walkChain(scope, organisationId, signed)
  const since = new Date(Date.parse(at) - lag).toISOString()
  const { waiting, overdue } = await findOutside(tx, organisationId, since)
  const first =
    found ??
    (await faultOfEnd(scope, organisationId, end, signed)) ??
    unsigned ??
    (await faultOutside(scope, organisationId, overdue))
  return {
    state: first ? 'broken' : 'intact',
    sealed: count,
    waiting,
    checkpoints: checkpoints.length,
    lastCheckpoint: checkpoints.at(-1) ?? null,
    fault: first,
  }
}
