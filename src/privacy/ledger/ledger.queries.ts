import type pg from 'pg'
import type { LedgerEntry } from '#src/privacy/ledger/ledger-line.ts'

/** What the database knows of its ledger. */
export interface LedgerState {
  /** Null: the database was restored. */
  readonly instanceId: string | null
  readonly bound: boolean
  readonly beat: number
  /** The last act that has its place; null where none has. */
  readonly head: number | null
  readonly headId: string | null
}

const writing = 7_202_500

/** Waits until no other process writes the ledger; ends with the transaction. */
export const lockLedger = async (tx: pg.ClientBase): Promise<void> => {
  await tx.query('select pg_advisory_xact_lock($1::bigint)', [writing])
}

/** What the database knows of its ledger. */
export const findLedgerState = async (tx: pg.ClientBase): Promise<LedgerState> => {
  const { rows } = await tx.query<LedgerState>(
    'select instance_id as "instanceId", bound, beat::int, head::int, head_id as "headId" from ledger_state()',
  )
  return rows[0] as LedgerState
}

/** Committed acts that have no place in the file, oldest first. */
export const findUnwritten = async (
  tx: pg.ClientBase,
  limit: number,
): Promise<Omit<LedgerEntry, 'position'>[]> => {
  const { rows } = await tx.query(
    `select id, created_at as at, organisation_id as "organisationId", action, account_id as "accountId",
       patient_id as "patientId", subject_id as "subjectId", detail, hashes from unwritten_ledger_acts($1)`,
    [limit],
  )
  return rows.map(({ at, ...row }) => ({ ...row, at: new Date(at).toISOString() }))
}

/**
 * Says of acts where they stand in the file.
 * @returns how many of them the database knows, in that place or in none
 */
export const placeEntries = async (tx: pg.ClientBase, entries: readonly LedgerEntry[]): Promise<number> => {
  const { rows } = await tx.query<{ count: number }>('select place_ledger_acts($1, $2, $3) as count', [
    entries.map(({ organisationId }) => organisationId),
    entries.map(({ id }) => id),
    entries.map(({ position }) => position),
  ])
  return rows[0]?.count ?? 0
}

/** Says that the database's ledger was made. */
export const bindInstance = async (tx: pg.ClientBase): Promise<void> => {
  await tx.query('select bind_instance()')
}

/** Counts a minute. */
export const beatInstance = async (tx: pg.ClientBase): Promise<void> => {
  await tx.query('select beat_instance()')
}
