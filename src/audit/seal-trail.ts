import {
  type ChainedEvent,
  type Checkpoint,
  findChainEnd,
  findLastCheckpoint,
  findUnsealed,
  insertCheckpoint,
  insertSeals,
  lockChain,
  planAnew,
  replaceHead,
} from '#src/audit/chain.queries.ts'
import { type ChainEnd, chainStart, checkpointMessage, nextHash } from '#src/audit/chain.ts'
import { postAuditBatches } from '#src/audit/post-batches.ts'
import { trailMonth } from '#src/audit/trail-months.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type JobScope, withJob } from '#src/db/scope.ts'
import { readPublic } from '#src/db/transact.ts'
import type { Deps } from '#src/deps.ts'

const batch = 1_000
const mostOrganisations = 500
const eventsPerCheckpoint = 10_000

const isDue = (last: Checkpoint | undefined, { position }: ChainEnd, at: string): boolean =>
  last === undefined ||
  position - last.position >= eventsPerCheckpoint ||
  at.slice(0, 10) > last.at.slice(0, 10)

const signed = ({ deps, organisationId, at }: JobScope, { position, hash }: ChainEnd): Checkpoint => {
  const unsigned = { organisationId, position, hash, at }
  return { ...unsigned, ...deps.keyring.checkpointKeys.sign(checkpointMessage(unsigned)) }
}

interface Sealed {
  readonly count: number
  readonly checkpoints: readonly Checkpoint[]
  /** Something waits that this batch did not take. */
  readonly more: boolean
}

/** Events as far as they are of one month: where it turns the chain is closed by a checkpoint, as months expire whole. */
const ofOneMonth = (events: readonly ChainedEvent[]): readonly ChainedEvent[] => {
  const month = trailMonth(events[0]?.at ?? '')
  const turn = events.findIndex(({ at }) => trailMonth(at) > month)
  return turn < 0 ? events : events.slice(0, turn)
}

/** Closes the month before where the first of these events begins another one. */
const closeMonth = async (
  scope: JobScope,
  end: (ChainEnd & { at: string | null }) | undefined,
  next: ChainedEvent,
  last: Checkpoint | undefined,
): Promise<Checkpoint[]> => {
  if (!end || end.at === null || end.position <= (last?.position ?? 0)) return []
  if (trailMonth(end.at) >= trailMonth(next.at)) return []
  const checkpoint = signed(scope, end)
  await insertCheckpoint(scope.tx, checkpoint)
  return [checkpoint]
}

const sealBatch = async (scope: JobScope): Promise<Sealed> => {
  const { tx, organisationId, at } = scope
  await planAnew(tx)
  await lockChain(tx, organisationId)
  const waiting = await findUnsealed(tx, organisationId, batch)
  const [first] = waiting
  if (first === undefined) return { count: 0, checkpoints: [], more: false }
  const events = ofOneMonth(waiting)
  const more = waiting.length === batch || events.length < waiting.length
  const last = await findLastCheckpoint(tx, organisationId)
  const before = await findChainEnd(tx, organisationId)
  const closing = await closeMonth(scope, before, first, last)
  let end: ChainEnd = before ?? chainStart
  const seals = events.map(({ id, canonical }) => {
    end = { position: end.position + 1, hash: nextHash(end.hash, canonical) }
    return { ...end, eventId: id }
  })
  await insertSeals(tx, organisationId, seals, at)
  const head = signed(scope, end)
  await replaceHead(tx, head)
  const turns = events.length < waiting.length
  if (!turns && !isDue(closing[0] ?? last, end, at))
    return { count: events.length, checkpoints: closing, more }
  await insertCheckpoint(tx, head)
  return { count: events.length, checkpoints: [...closing, head], more }
}

// Beside the database: who rewrites a chain there cannot rewrite the log that left the machine.
const tell = ({ log }: Deps, { organisationId, position, hash, at, keyId, signature }: Checkpoint) =>
  log.info(
    {
      organisationId,
      position,
      hash: hash.toString('hex'),
      at,
      keyId,
      signature: signature.toString('base64url'),
    },
    'audit checkpoint',
  )

const sealOrganisation = async (deps: Deps, organisationId: string): Promise<number> => {
  let total = 0
  for (;;) {
    const { count, checkpoints, more } = await withJob(deps, organisationId, sealBatch)
    for (const checkpoint of checkpoints) tell(deps, checkpoint)
    total += count
    if (!more) return total
  }
}

/** Reads the keys that sign checkpoints, and makes the next one when its time has come. */
export const readCheckpointKeys = (deps: Deps): Promise<void> =>
  withJob(deps, PLATFORM_ID, ({ tx }) => deps.keyring.checkpointKeys.renewIfDue(tx, deps.clock.now()))

/**
 * Gives every committed event that has none its position and hash, organisation by organisation. Any number of
 * processes may run it at once; whatever is committed meanwhile waits for the next run.
 * @returns how many events it sealed
 */
export const sealTrail = async (deps: Deps): Promise<number> => {
  await postAuditBatches(deps)
  const text = 'select unsealed_organisations($1) as id'
  const rows = await readPublic<{ id: string }>(deps.db, { text, values: [mostOrganisations] })
  let total = 0
  for (const { id } of rows) total += await sealOrganisation(deps, id)
  return total
}
