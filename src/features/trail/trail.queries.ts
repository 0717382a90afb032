import { sql } from 'kysely'
import type { ScopedTx, Tx } from '#src/db/database.ts'
import type { AuditEvent, AuditFilters } from '#src/features/trail/trail.schema.ts'

/** Where a page ended: instant and id of its last event. */
export type Position = [at: string, id: string]

/** Events by themselves, and by whose data they showed: what they are found, paged and sorted by. */
const byTime = { at: sql`e.at`, place: sql`e.at, e.id`, latestFirst: sql`e.at desc, e.id desc` }
const byPatient = {
  at: sql`x.at`,
  place: sql`x.at, x.event_id`,
  latestFirst: sql`x.at desc, x.event_id desc`,
}

const before = (after: Position | null, { place }: typeof byTime) =>
  after ? sql`and (${place}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``

/** An event as it is read. */
export type FoundEvent = Omit<AuditEvent, 'reason' | 'fields'> & {
  reason: Buffer | null
  detail: Record<string, unknown>
}

/**
 * Events of the organisation in scope, the latest first, at most `limit + 1`. By patient they come from the index of whose
 * data each showed, as no index under a policy looks into a list of ids.
 */
export const listAuditEvents = async (
  tx: ScopedTx,
  organisationId: string,
  filters: AuditFilters,
  after: Position | null,
  limit: number,
): Promise<FoundEvent[]> => {
  const { patientId, accountId, action, from, to } = filters
  const { at, latestFirst } = patientId ? byPatient : byTime
  const source = patientId
    ? sql`audit_event_patients x join audit_events e on e.organisation_id = x.organisation_id and e.id = x.event_id`
    : sql`audit_events e`
  const ofPatient = patientId
    ? sql`and x.organisation_id = ${organisationId} and x.patient_id = ${patientId}`
    : sql``
  const { rows } = await sql<FoundEvent>`
    select e.id, e.at, e.action, e.resource, e.resource_ids as "resourceIds", e.patient_id as "patientId",
        case when e.patient_id is null then e.patient_ids else array[e.patient_id] end as "patientIds",
        e.account_id as "accountId", e.role, e.ground, e.on_behalf_of as "onBehalfOf", e.unit_id as "unitId",
        e.client_system as "clientSystem", e.outcome, e.detail, e.reason, e.request_id as "requestId"
      from ${source}
     where e.organisation_id = ${organisationId} ${ofPatient}
       ${accountId ? sql`and e.account_id = ${accountId}` : sql``}
       ${action ? sql`and e.action = ${action}` : sql``}
       ${from ? sql`and ${at} >= ${from}::timestamptz` : sql``}
       ${to ? sql`and ${at} < ${to}::timestamptz` : sql``}
       ${before(after, patientId ? byPatient : byTime)}
     order by ${latestFirst} limit ${limit + 1}`.execute(tx)
  return rows
}

/** An event about a person, with the country of the organisation where it happened. */
export interface OwnEvent {
  id: string
  at: string
  action: AuditEvent['action']
  resource: string
  organisationId: string
  country: string | null
  accountId: string | null
  role: string
  ground: string
  reason: Buffer | null
}

/** Events about whomever an account is a patient as, in all organisations, the latest first, at most `limit + 1`. */
export const listOwnEvents = async (
  tx: Tx,
  accountId: string,
  after: Position | null,
  limit: number,
): Promise<OwnEvent[]> => {
  const { rows } = await sql<OwnEvent>`
    select e.id, e.at, e.action, e.resource, e.organisation_id as "organisationId", d.country, e.account_id as "accountId",
        e.role, e.ground, e.reason
      from patients p
      cross join lateral (select x.at, x.event_id from audit_event_patients x
        where x.organisation_id = p.organisation_id and x.patient_id = p.id ${before(after, byPatient)}
        order by ${byPatient.latestFirst} limit ${limit + 1}) shown
      join audit_events e on e.organisation_id = p.organisation_id and e.id = shown.event_id
      left join directory_organisations d on d.organisation_id = p.organisation_id
     where p.account_id = ${accountId}
     order by shown.at desc, shown.event_id desc limit ${limit + 1}`.execute(tx)
  return rows
}

/** The sealed names under which colleagues know these accounts, former members' included. */
export const findColleagues = (tx: ScopedTx, organisationId: string, accountIds: readonly string[]) =>
  tx
    .selectFrom('memberships')
    .select(['id', 'accountId', 'sealed'])
    .where('organisationId', '=', organisationId)
    .where('accountId', 'in', accountIds)
    .execute()
