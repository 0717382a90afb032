import type { Static } from '@sinclair/typebox'
import { sql, type Updateable } from 'kysely'
import type { Access } from '#src/access/access.ts'
import { withinReach } from '#src/access/reach.ts'
import type { Database, ScopedTx, Tx } from '#src/db/database.ts'
import { remembering } from '#src/db/statement-text.ts'
import type { Statement } from '#src/db/transact.ts'
import type { AppointmentRow, ListedAppointment } from '#src/features/appointments/appointments.schema.ts'

export type AppointmentRecord = Static<typeof AppointmentRow>

/** The columns of an answer, as the read statements select them from `a`. */
const columns = `a.id, a.organisation_id as "organisationId", a.practitioner_id as "practitionerId", a.service_id as "serviceId",
  a.site_id as "siteId", a.patient_id as "patientId", a.starts_at as "startsAt", a.ends_at as "endsAt", a.time_zone as "timeZone",
  a.status, a.imported, a.cancelled_at as "cancelledAt", a.cancelled_by as "cancelledBy", a.cancelled_late as "cancelledLate",
  a.late_changes as "lateChanges", a.price_amount as "priceAmount", a.price_currency as "priceCurrency", a.payer, a.confidential,
  a.settled_at as "settledAt", a.invoice_number as "invoiceNumber", a.external_id as "externalId", a.version,
  a.created_at as "createdAt", a.updated_at as "updatedAt"`

/** A row of the read statements. */
export type ReadAppointment = Omit<ListedAppointment, 'price'> & {
  priceAmount: number
  priceCurrency: string
}

/**
 * The SQL condition that a booking's time is not over at an instant, to the second and whenever it is swept. No
 * organisation keeps one for less than a month: younger ones need no look at its calendar.
 */
const isKept = (at: string) =>
  `(a.ends_at > ${at}::timestamptz - interval '28 days' or not is_outlived(a.organisation_id, a.ends_at, ${at}::timestamptz))`

/** One appointment with its sealed texts; holds, lapsed holds and what is over at `at` are nobody's to read. */
export const appointmentStatement = (
  reach: string,
  organisationId: string,
  id: string,
  at: string,
): Statement => ({
  text: `select ${columns}, a.sealed from appointments a
    where a.organisation_id = $1 and a.id = $2 and a.status not in ('held', 'lapsed') and ${isKept('$3')} and ${reach}`,
  values: [organisationId, id, at],
})

export interface AppointmentFilters {
  from?: string
  to?: string
  practitionerId?: string
  patientId?: string
  status?: string
  settled?: boolean
  updatedSince?: string
}

/** Where the previous page ended: its last start (or change) and id. */
export type Position = [string, string]

/** @param shape all conditions but the reach, order and limit */
const writeList = (reach: readonly string[], shape: string): string => {
  const [conditions = '', order = ''] = shape.split(/(?= order by )/)
  const branches = reach.map(
    (within) => `select ${columns} from appointments a where ${conditions} and ${within}${order}`,
  )
  const shownOrder = order
    .replace('a.starts_at', '"startsAt"')
    .replace('a.updated_at', '"updatedAt"')
    .replace('a.id', 'id')
  return branches.length === 1 ? branches.join() : `(${branches.join(') union all (')})${shownOrder}`
}
const listText = remembering(writeList)

/**
 * A page of appointments by start, or by change where `updatedSince` is asked for; `limit + 1` rows.
 * @param reach the condition of the caller's reach, or its branches
 * @param at ISO 8601: what is over by then is not shown
 */
export const appointmentsStatement = (
  reach: string | readonly string[],
  organisationId: string,
  filters: AppointmentFilters,
  after: Position | null,
  limit: number,
  at: string,
): Statement => {
  const values: unknown[] = [organisationId]
  const given = (value: unknown) => `$${values.push(value)}`
  const order = filters.updatedSince === undefined ? 'starts_at' : 'updated_at'
  const conditions = [
    'a.organisation_id = $1',
    ...(filters.practitionerId ? [`a.practitioner_id = ${given(filters.practitionerId)}`] : []),
    ...(filters.patientId ? [`a.patient_id = ${given(filters.patientId)}`] : []),
    ...(filters.from ? [`a.starts_at >= ${given(filters.from)}`] : []),
    ...(filters.to ? [`a.starts_at < ${given(filters.to)}`] : []),
    ...(filters.updatedSince ? [`a.updated_at >= ${given(filters.updatedSince)}`] : []),
    filters.status ? `a.status = ${given(filters.status)}` : `a.status not in ('held', 'lapsed')`,
    ...(filters.settled === undefined ? [] : [`a.settled_at is ${filters.settled ? 'not ' : ''}null`]),
    ...(after ? [`(a.${order}, a.id) > (${given(after[0])}::timestamptz, ${given(after[1])}::uuid)`] : []),
  ]
  conditions.push(isKept(given(at)))
  const shape = `${conditions.join(' and ')} order by a.${order}, a.id limit ${given(limit + 1)}`
  return { text: typeof reach === 'string' ? writeList([reach], shape) : listText(reach, shape), values }
}

/** A person's appointments across organisations, latest first, each with the organisation's name and whether another overlaps it. */
export const listOwnAppointments = (
  tx: Tx,
  accountId: string,
  after: Position | null,
  limit: number,
  at: string,
) =>
  sql<ReadAppointment & { organisationName: string; overlaps: boolean }>`
    select ${sql.raw(columns)}, coalesce(d.name, '') as "organisationName",
      exists (select from patients q join appointments b on b.organisation_id = q.organisation_id and b.patient_id = q.id
        where q.account_id = ${accountId} and b.id <> a.id and b.status = 'booked' and a.status = 'booked'
          and b.starts_at < a.ends_at and b.ends_at > a.starts_at) as overlaps
    from patients p
    join appointments a on a.organisation_id = p.organisation_id and a.patient_id = p.id
    left join directory_organisations d on d.organisation_id = a.organisation_id
    where p.account_id = ${accountId} and a.status not in ('held', 'lapsed')
      and (a.ends_at > ${at}::timestamptz - interval '28 days' or not is_outlived(a.organisation_id, a.ends_at, ${at}::timestamptz))
      and (${after?.[0] ?? null}::timestamptz is null or (a.starts_at, a.id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
    order by a.starts_at desc, a.id desc limit ${limit + 1}`
    .execute(tx)
    .then(({ rows }) => rows)

/**
 * Queues for practitioners, then for patients, each by id, until the transaction ends: whoever takes or moves time
 * goes through here, so that a storm waits in line instead of in deadlocks.
 */
export const lockCalendars = (
  tx: ScopedTx,
  organisationId: string,
  practitionerIds: string[],
  patientIds: string[],
) => {
  const keys = [...[...new Set(practitionerIds)].sort(), ...[...new Set(patientIds)].sort()].map(
    (id) => `${organisationId}/${id}`,
  )
  return sql`select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest(${keys}::text[]) with ordinality as k (key, n) order by n`.execute(
    tx,
  )
}

/** Lets go of a practitioner's holds that begin in the range and whose time to be confirmed is over. */
export const lapseHolds = (
  tx: ScopedTx,
  organisationId: string,
  practitionerId: string,
  range: { from: string; until: string },
  at: string,
) =>
  sql`update appointments set status = 'lapsed', updated_at = ${at}, version = version + 1
      where organisation_id = ${organisationId} and practitioner_id = ${practitionerId} and status = 'held'
        and expires_at <= ${at} and starts_at > ${range.from} and starts_at < ${range.until}`.execute(tx)

/** A time that is the patient's already. */
export interface PatientTime {
  startsAt: string
  endsAt: string
  confidential: boolean
}

/** When the patient is elsewhere: what touches the 24 hours from an instant on, as no service takes longer. */
export const patientTimes = async (
  tx: ScopedTx,
  organisationId: string,
  patientId: string,
  from: string,
  except: string | null,
): Promise<PatientTime[]> => {
  const { rows } = await sql<PatientTime>`
    select a.starts_at as "startsAt", a.ends_at as "endsAt", a.confidential from appointments a
     where a.organisation_id = ${organisationId} and a.patient_id = ${patientId} and a.ends_at > ${from}
       and a.starts_at > ${from}::timestamptz - interval '24 hours' and a.starts_at < ${from}::timestamptz + interval '24 hours'
       and a.id is distinct from ${except}::uuid and (a.status in ('held', 'booked') or (a.status = 'completed' and not a.imported))`.execute(
    tx,
  )
  return rows
}

const asInserted = (row: AppointmentRecord) => ({
  ...row,
  lateChanges: sql<AppointmentRecord['lateChanges']>`${JSON.stringify(row.lateChanges)}::jsonb`,
})

/** Adds an appointment. */
export const insertAppointment = async (tx: ScopedTx, row: AppointmentRecord): Promise<void> => {
  await tx.insertInto('appointments').values(asInserted(row)).execute()
}

/** Adds appointments. */
export const insertAppointments = async (tx: ScopedTx, rows: readonly AppointmentRecord[]): Promise<void> => {
  if (rows.length > 0) await tx.insertInto('appointments').values(rows.map(asInserted)).execute()
}

const known = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('appointments')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('status', 'not in', ['held', 'lapsed'])

const reached = (tx: ScopedTx, organisationId: string, id: string, access: Access, at: string) =>
  known(tx, organisationId, id)
    .where(withinReach(access, { patient: 'patient_id', confidential: 'confidential' }))
    .where(sql<boolean>`not is_outlived(organisation_id, ends_at, ${at}::timestamptz)`)

/** An appointment for a job, which reaches the whole organisation; nobody else changes it before its transaction ends. */
export const lockAppointmentForJob = (tx: ScopedTx, organisationId: string, id: string) =>
  known(tx, organisationId, id).forUpdate().executeTakeFirst()

/** An appointment within reach, for a verb that changes it: nobody else changes it before the transaction ends. */
export const lockAppointment = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  access: Access,
  at: string,
) => reached(tx, organisationId, id, access, at).forUpdate().executeTakeFirst()

/** The same without the lock. */
export const findAppointment = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  access: Access,
  at: string,
) => reached(tx, organisationId, id, access, at).executeTakeFirst()

/** Changes an appointment in the given state; its version goes up by one. */
export const updateAppointment = async (
  tx: ScopedTx,
  appointment: Pick<AppointmentRecord, 'organisationId' | 'id' | 'version' | 'status'>,
  change: Updateable<Database['appointments']>,
) => {
  const { lateChanges, ...rest } = change
  return tx
    .updateTable('appointments')
    .set({
      ...rest,
      ...(lateChanges === undefined ? {} : { lateChanges: sql`${JSON.stringify(lateChanges)}::jsonb` }),
      version: appointment.version + 1,
    })
    .where('organisationId', '=', appointment.organisationId)
    .where('id', '=', appointment.id)
    .where('version', '=', appointment.version)
    .where('status', '=', appointment.status)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Ids of what is booked with a practitioner and touches one of the intervals. */
export const bookedWithin = async (
  tx: ScopedTx,
  organisationId: string,
  practitionerId: string,
  intervals: { siteId: string; from: Date; until: Date }[],
): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select a.id from appointments a
    join unnest(${intervals.map((i) => i.siteId)}::uuid[], ${intervals.map((i) => i.from)}::timestamptz[], ${intervals.map((i) => i.until)}::timestamptz[])
      as away (site_id, since, until) on away.site_id = a.site_id and a.starts_at < away.until and a.busy_until > away.since
    where a.organisation_id = ${organisationId} and a.practitioner_id = ${practitionerId} and a.status = 'booked'
    order by a.starts_at`.execute(tx)
  return rows.map(({ id }) => id)
}

export const findSettings = (tx: ScopedTx, organisationId: string) =>
  tx.selectFrom('organisations').select('settings').where('id', '=', organisationId).executeTakeFirstOrThrow()
