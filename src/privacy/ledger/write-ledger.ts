import type pg from 'pg'
import type { Pools } from '#src/db/connect.ts'
import {
  beatInstance,
  bindInstance,
  findLedgerState,
  findUnwritten,
  type LedgerState,
  lockLedger,
  placeEntries,
} from '#src/privacy/ledger/ledger.queries.ts'
import {
  appendEntries,
  type LedgerPlace,
  type LedgerTail,
  makeLedger,
  readEntries,
  readInstance,
  readTail,
  writeMark,
} from '#src/privacy/ledger/ledger-file.ts'
import { type LedgerEntry, LedgerError } from '#src/privacy/ledger/ledger-line.ts'

const batch = 1_000

/** A failover may lose the last seconds of a database; a minute of them is no restore. */
const beatsForgiven = 1

/** What the ledger is written from and to. */
export interface LedgerDeps {
  readonly db: Pick<Pools, 'worker'>
  readonly place: LedgerPlace
}

/** One writer at a time, over all processes: the lock goes with the transaction, however the process ends. */
const alone = async <R>({ db }: LedgerDeps, run: (tx: pg.ClientBase) => Promise<R>): Promise<R> => {
  const client = await db.worker.connect()
  let usable = false
  try {
    await client.query('begin')
    await lockLedger(client)
    const result = await run(client)
    await client.query('commit')
    usable = true
    return result
  } catch (error) {
    usable = await client.query('rollback').then(
      () => true,
      () => false,
    )
    throw error
  } finally {
    client.release(!usable)
  }
}

const bind = async (tx: pg.ClientBase, place: LedgerPlace, { instanceId, bound, head }: LedgerState) => {
  if (instanceId === null)
    throw new LedgerError('restored', 'the database was restored, and the ledger was not replayed')
  const belongsTo = await readInstance(place)
  if (belongsTo !== null && belongsTo !== instanceId)
    throw new LedgerError('otherLedger', `${place.folder} holds the ledger of another database`)
  if (belongsTo === null && (bound || head !== null))
    throw new LedgerError('ledgerIncomplete', `the ledger is missing from ${place.folder}`)
  if (belongsTo === null) await makeLedger(place, instanceId)
  if (!bound) await bindInstance(tx)
}

/** A process that died between the file and the database left acts that stand there and have no place here. */
const finishPlaces = async (
  tx: pg.ClientBase,
  place: LedgerPlace,
  { head }: LedgerState,
  tail: LedgerTail,
) => {
  if (tail.position <= (head ?? 0)) return
  let waiting: LedgerEntry[] = []
  const settle = async () => {
    if ((await placeEntries(tx, waiting)) < waiting.length)
      throw new LedgerError('databaseBehind', 'the ledger holds acts that the database does not know')
    waiting = []
  }
  for await (const entry of readEntries(place, head ?? 0)) {
    waiting.push(entry)
    if (waiting.length === batch) await settle()
  }
  await settle()
}

/**
 * Compares file and database, and finishes what a crash left between them.
 * @returns the file's end
 * @throws LedgerError where they do not belong together, or one of them lacks something
 */
export const reconcile = async (
  tx: pg.ClientBase,
  place: LedgerPlace,
): Promise<{ tail: LedgerTail; state: LedgerState }> => {
  const state = await findLedgerState(tx)
  await bind(tx, place, state)
  const tail = await readTail(place)
  const head = state.head ?? 0
  if (tail.position < head || (tail.position === head && tail.id !== state.headId))
    throw new LedgerError('ledgerIncomplete', `the ledger holds up to ${tail.position}, and went to ${head}`)
  if (tail.beat > state.beat + beatsForgiven)
    throw new LedgerError('databaseBehind', 'the ledger has seen a later state of the database')
  await finishPlaces(tx, place, state, tail)
  return { tail, state }
}

const writeBatch = (deps: LedgerDeps): Promise<number> =>
  alone(deps, async (tx) => {
    const { place } = deps
    const { tail, state } = await reconcile(tx, place)
    const acts = await findUnwritten(tx, batch)
    const entries = acts.map((act, i) => ({ position: tail.position + 1 + i, ...act }))
    if (entries.length > 0) {
      const head = await appendEntries(place, tail, entries)
      // Not before the lines are durable: a mark may lag, never lead.
      await writeMark(place, { ...head, beat: state.beat })
      await placeEntries(tx, entries)
    }
    return entries.length
  })

/**
 * Appends every committed act that is not in the ledger's file yet; when it resolves all of them are durable there. Any
 * number of processes may run it at once, and one that dies anywhere leaves what the next run finishes.
 * @throws LedgerError where file and database do not belong together
 */
export const writeUnwritten = async (deps: LedgerDeps): Promise<void> => {
  while ((await writeBatch(deps)) === batch);
}

/** Notes how late it is by the database's own count, so that a database which went back in time shows. */
export const noteBeat = (deps: LedgerDeps): Promise<void> =>
  alone(deps, async (tx) => {
    const { tail, state } = await reconcile(tx, deps.place)
    // The count that is committed already: the mark never leads.
    await writeMark(deps.place, { position: tail.position, hash: tail.hash, beat: state.beat })
    await beatInstance(tx)
  })
