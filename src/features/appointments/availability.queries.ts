import { type Insertable, sql } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'
import type { AvailabilityRule } from '#src/features/appointments/availability.schema.ts'

/** The practitioner's sites with their zones; undefined where there is no such practitioner here. */
export const findPractitionerSites = async (tx: ScopedTx, organisationId: string, practitionerId: string) => {
  const { rows } = await sql<{ sites: { id: string; timeZone: string }[] }>`
    select coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'timeZone', s.time_zone)) from practitioner_sites ps
      join sites s on s.organisation_id = ps.organisation_id and s.id = ps.site_id
      where ps.organisation_id = p.organisation_id and ps.practitioner_id = p.id), '[]') as sites
    from practitioners p where p.organisation_id = ${organisationId} and p.id = ${practitionerId}`.execute(tx)
  return rows[0]?.sites
}

export const findAvailability = (tx: ScopedTx, organisationId: string, practitionerId: string) =>
  tx
    .selectFrom('availability')
    .select(['rules', 'version'])
    .where('organisationId', '=', organisationId)
    .where('practitionerId', '=', practitionerId)
    .executeTakeFirst()

const asJson = (rules: AvailabilityRule[]) => sql<AvailabilityRule[]>`${JSON.stringify(rules)}::jsonb`

/** Writes the first rules; undefined where somebody was faster. */
export const insertAvailability = (
  tx: ScopedTx,
  row: { organisationId: string; practitionerId: string; rules: AvailabilityRule[]; at: string },
) =>
  tx
    .insertInto('availability')
    .values({
      organisationId: row.organisationId,
      practitionerId: row.practitionerId,
      rules: asJson(row.rules),
      version: 1,
      createdAt: row.at,
      updatedAt: row.at,
    })
    .onConflict((conflict) => conflict.columns(['organisationId', 'practitionerId']).doNothing())
    .returning(['rules', 'version'])
    .executeTakeFirst()

/** Replaces the rules where their version is still the expected one; undefined where it is not. */
export const updateAvailability = (
  tx: ScopedTx,
  row: {
    organisationId: string
    practitionerId: string
    rules: AvailabilityRule[]
    expected: number | null
    at: string
  },
) =>
  tx
    .updateTable('availability')
    .set({ rules: asJson(row.rules), version: sql`version + 1`, updatedAt: row.at })
    .where('organisationId', '=', row.organisationId)
    .where('practitionerId', '=', row.practitionerId)
    .$if(row.expected !== null, (query) => query.where('version', '=', row.expected ?? 0))
    .returning(['rules', 'version'])
    .executeTakeFirst()

export const insertTimeOff = (tx: ScopedTx, row: Insertable<Database['timeOff']>) =>
  tx.insertInto('timeOff').values(row).returningAll().executeTakeFirstOrThrow()

export const insertExtraHours = (tx: ScopedTx, row: Insertable<Database['extraHours']>) =>
  tx.insertInto('extraHours').values(row).returningAll().executeTakeFirstOrThrow()

/** Periods of a practitioner by id, at most `limit + 1`, after the given id. */
export const listPeriods = <T extends 'timeOff' | 'extraHours'>(
  tx: ScopedTx,
  table: T,
  organisationId: string,
  practitionerId: string,
  after: string | null,
  limit: number,
): Promise<Database[T][]> =>
  sql<Database[T]>`
    select * from ${sql.table(table === 'timeOff' ? 'time_off' : 'extra_hours')}
    where organisation_id = ${organisationId} and practitioner_id = ${practitionerId}
      and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${limit + 1}`
    .execute(tx)
    .then(({ rows }) => rows)

/** Removes a period; false where there was none. */
export const deletePeriod = async (
  tx: ScopedTx,
  table: 'timeOff' | 'extraHours',
  organisationId: string,
  practitionerId: string,
  id: string,
): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table === 'timeOff' ? 'time_off' : 'extra_hours')}
    where organisation_id = ${organisationId} and practitioner_id = ${practitionerId} and id = ${id}`.execute(
    tx,
  )
  return numAffectedRows === 1n
}
