import type pg from 'pg'
import { letGo } from '#src/backups/replay.queries.ts'
import { kyselyOf } from '#src/db/connect.ts'
import { PLATFORM_ID, type ScopedTx } from '#src/db/database.ts'
import type { Deps } from '#src/deps.ts'
import { eraseAgain } from '#src/features/erasures/erase-again.ts'
import { cameMeanwhile, type ErasureScope, type RunStep } from '#src/features/erasures/erase-rows.ts'
import type { LedgerEntry } from '#src/privacy/ledger/ledger-line.ts'

/** What a replay of acts works with, in its one transaction. */
export interface ReplayScope {
  readonly client: pg.ClientBase
  readonly tx: ScopedTx
  readonly deps: Pick<Deps, 'keyring'>
}

/** The transaction of a replay, for the queries of the features: its login owns the tables, and no policy hides rows from it. */
export const ownersTx = (client: pg.ClientBase): ScopedTx =>
  kyselyOf(client as pg.PoolClient, false) as ScopedTx

/**
 * Erases again whom a restored database still holds, with the erasure's own steps. What refers to the person only here,
 * because it went between the backup and the erasure, is let go of when it stands in the way.
 */
export const replayErasure = async (scope: ReplayScope, act: LedgerEntry): Promise<void> => {
  const { client, tx, deps } = scope
  const open: ErasureScope = { tx, deps, at: act.at, organisationId: act.organisationId }
  const run: RunStep = async (step) => {
    await client.query('savepoint step')
    try {
      return await step(open)
    } catch (error) {
      if (!cameMeanwhile(error)) throw error
      await client.query('rollback to savepoint step')
      if (act.patientId !== null) await letGo(client, 'patients', act.patientId, act.at)
      if (act.organisationId === PLATFORM_ID && act.accountId !== null)
        await letGo(client, 'accounts', act.accountId, act.at)
      return await step(open)
    }
  }
  await eraseAgain(open, run, act)
}
