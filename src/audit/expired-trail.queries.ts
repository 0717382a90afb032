import { sql } from 'kysely'
import type { ScopedTx } from '#src/db/database.ts'

/** Where the events of an instant and later begin in a chain; null where there are none. */
export const findFirstPosition = async (
  tx: ScopedTx,
  organisationId: string,
  from: string,
): Promise<number | null> => {
  // Sealed in another order than they happened by minutes alone: the first hour after the first of them holds the lowest.
  const { rows } = await sql<{ position: number | null }>`
    select min(s.position) as position
      from (select e.id from audit_events e,
          lateral (select f.at from audit_events f where f.organisation_id = ${organisationId} and f.at >= ${from}
            order by f.at limit 1) first
         where e.organisation_id = ${organisationId} and e.at >= ${from} and e.at <= first.at + interval '1 hour') e
      join audit_seals s on s.organisation_id = ${organisationId} and s.event_id = e.id`.execute(tx)
  return rows[0]?.position ?? null
}

/** The checkpoints that close what is over: signed at an instant or before it, below a position, in the chain's order. */
export const listClosingCheckpoints = async (
  tx: ScopedTx,
  organisationId: string,
  signedUntil: string,
  below: number | null,
  limit: number,
): Promise<number[]> => {
  const rows = await tx
    .selectFrom('auditCheckpoints')
    .select('position')
    .where('organisationId', '=', organisationId)
    .where('at', '<=', signedUntil)
    .$if(below !== null, (query) => query.where('position', '<', below ?? 0))
    .orderBy('position')
    .limit(limit)
    .execute()
  return rows.map(({ position }) => position)
}

/** Where a chain begins now; null where it holds nothing. */
export const findChainBeginning = async (tx: ScopedTx, organisationId: string): Promise<number | null> => {
  const row = await tx
    .selectFrom('auditSeals')
    .select('position')
    .where('organisationId', '=', organisationId)
    .orderBy('position')
    .limit(1)
    .executeTakeFirst()
  return row?.position ?? null
}

/** Takes a chain's beginning away up to a checkpoint. @returns how many events */
export const dropTrail = async (
  tx: ScopedTx,
  organisationId: string,
  position: number,
  until: string,
): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select drop_trail(${organisationId}::uuid, ${position}::bigint, ${until}::timestamptz) as count`.execute(
    tx,
  )
  return rows[0]?.count ?? 0
}

/** How many events happened before an instant, and how many of them show one of these patients. */
export const countTrailBefore = async (
  tx: ScopedTx,
  organisationId: string,
  until: string,
  patientIds: readonly string[],
): Promise<{ events: number; ofPatients: number }> => {
  const { rows } = await sql<{ events: number; ofPatients: number }>`
    select (select count(*) from audit_events e where e.organisation_id = ${organisationId} and e.at < ${until}) as events,
      (select count(distinct x.event_id) from audit_event_patients x
        where x.organisation_id = ${organisationId} and x.patient_id = any(${patientIds}::uuid[]) and x.at < ${until}) as "ofPatients"`.execute(
    tx,
  )
  return rows[0] ?? { events: 0, ofPatients: 0 }
}

/** Whether an event before an instant shows one of these patients. */
export const showsPatientsBefore = async (
  tx: ScopedTx,
  organisationId: string,
  until: string,
  patientIds: readonly string[],
): Promise<boolean> => {
  if (patientIds.length === 0) return false
  const { rows } = await sql`
    select from audit_event_patients x
     where x.organisation_id = ${organisationId} and x.patient_id = any(${patientIds}::uuid[]) and x.at < ${until} limit 1`.execute(
    tx,
  )
  return rows.length > 0
}
