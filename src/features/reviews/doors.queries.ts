import type { Pools } from '#src/db/connect.ts'

/** A row of an organisation, by its id alone. */
export interface Named {
  organisationId: string
  id: string
}

type Pool = Pools['worker']

const named = async (pool: Pool, text: string, values: unknown[]): Promise<Named[]> => {
  const { rows } = await pool.query<{ organisation_id: string; id: string }>(text, values)
  return rows.map((row) => ({ organisationId: row.organisation_id, id: row.id }))
}

/** Completed appointments whose time for an invitation has come. */
export const namedVisits = (pool: Pool, at: Date, limit: number): Promise<Named[]> =>
  named(pool, 'select organisation_id, id from visits_to_review($1, $2)', [at, limit])

/** Invitations to addresses that were made at an instant or before and still hold the address. */
export const namedAddresses = (pool: Pool, made: Date, limit: number): Promise<Named[]> =>
  named(pool, 'select organisation_id, id from review_addresses_to_empty($1, $2)', [made, limit])

/** Ends invitations whose time is over. @returns how many rows were changed */
export const closeDueInvitations = async (pool: Pool, at: Date, limit: number): Promise<number> => {
  const { rows } = await pool.query<{ count: number }>('select close_review_invitations($1, $2) as count', [
    at,
    limit,
  ])
  return rows[0]?.count ?? 0
}
