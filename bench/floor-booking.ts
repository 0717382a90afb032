import type pg from 'pg'
import { v7 as newId } from 'uuid'

interface WantedTime {
  id: string
  practitionerId: string
  serviceId: string
  siteId: string
  patientId: string
  startsAt: string
}

const minutes = 60_000
const leadTimes = { P7D: 7 * 24 * 60 * minutes, PT24H: 24 * 60 * minutes }

const lock = `select pg_advisory_xact_lock(hashtextextended($1, 0)), pg_advisory_xact_lock(hashtextextended($2, 0))`

const check = `select exists (select from appointments
    where organisation_id = $1 and (practitioner_id = $2 or patient_id = $3) and status in ('held', 'booked')
      and starts_at > $4::timestamptz - interval '1 day' and starts_at < $5 and ends_at > $4) as taken`

const insertAppointment = `insert into appointments (organisation_id, id, practitioner_id, service_id, site_id, patient_id,
    starts_at, ends_at, busy_from, busy_until, time_zone, status, imported, price_amount, price_currency, payer, cancelled_late,
    late_changes, version, created_at, updated_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $7, $8, 'Europe/Stockholm', 'booked', false, 50000, 'SEK', 'patient', false, '[]', 1, $9, $9)
  returning *`

const insertMails = `insert into mails (organisation_id, id, kind, subject_id, subject_version, lead_time, patient_id, language,
    due_at, state, attempts, created_at)
  select $1, u.id, u.kind, $2, 1, u.lead_time, $3, 'sv', u.due_at, 'planned', 0, $4
    from unnest($5::uuid[], $6::text[], $7::text[], $8::timestamptz[]) as u (id, kind, lead_time, due_at)`

const insertOutbox = `insert into outbox (organisation_id, id, job, subject_id, created_at) values ($1, $2, 'mail.send', $3, $4)`

const insertAudit = `insert into audit_events (organisation_id, id, at, action, patient_id, resource, resource_ids, role, ground, detail)
  values ($1, $2, $3, 'create', $4, 'appointment', array[$5::uuid], 'receptionist', 'careRelation', '{}')`

/** One booking as plain SQL: the rows that the service writes, one named statement after the other. */
export const bookBarely = async (pool: pg.Pool, organisationId: string, wanted: WantedTime) => {
  const { id, practitionerId, serviceId, siteId, patientId, startsAt } = wanted
  const at = new Date().toISOString()
  const start = Date.parse(startsAt)
  const endsAt = new Date(start + 15 * minutes).toISOString()
  const client = await pool.connect()
  const run = (name: string, text: string, values: unknown[]) => client.query({ name, text, values })
  try {
    await client.query('begin')
    await run('lock', lock, [`${organisationId}/${practitionerId}`, `${organisationId}/${patientId}`])
    const calendar = [organisationId, practitionerId, patientId, startsAt, endsAt]
    const { rows: checked } = await run('check', check, calendar)
    if (checked[0].taken) throw new Error('taken')
    const ids = [organisationId, id, practitionerId, serviceId, siteId, patientId]
    const { rows } = await run('appointment', insertAppointment, [...ids, startsAt, endsAt, at])
    const due = [at, ...Object.values(leadTimes).map((before) => new Date(start - before).toISOString())]
    const mailIds = due.map(() => newId())
    const kinds = ['appointmentConfirmation', 'appointmentReminder', 'appointmentReminder']
    const reasons = [mailIds, kinds, ['', ...Object.keys(leadTimes)], due]
    await run('mails', insertMails, [organisationId, id, patientId, at, ...reasons])
    await run('outbox', insertOutbox, [organisationId, newId(), mailIds[0], at])
    await run('audit', insertAudit, [organisationId, newId(), at, patientId, id])
    await client.query('commit')
    return rows[0]
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
