import type { Test } from 'tap'
import { v7 as newId } from 'uuid'
import { withJob } from '#src/db/scope.ts'
import { planAppointmentMails } from '#src/features/messages/appointment-mails.ts'
import { sendMail } from '#src/features/messages/send-mail.ts'
import { startApp } from '#test/helpers/app.ts'
import { makePeople } from '#test/helpers/people.ts'
import { startSmtp } from '#test/helpers/smtp.ts'

type Settings = NonNullable<Parameters<Awaited<ReturnType<typeof makePeople>>['organisation']>[0]>['settings']

/** The instant at which every such test begins. */
const beginning = '2026-05-01T08:00:00.000Z'

/**
 * A clinic with a receptionist, whose appointments are rows, and whose mails go to a real SMTP server. Nothing is sent
 * before `send` is called.
 */
export const openBookedClinic = async (t: Test, settings: Settings = {}) => {
  const smtp = await startSmtp()
  t.teardown(() => smtp.close())
  const app = await startApp(t, { SMTP_URL: smtp.url })
  app.clock.set(beginning)
  const people = await makePeople(t, app)
  const { owner } = people
  const organisationId = await people.organisation({ ...(settings ? { settings } : {}) })
  const receptionist = await people.member(organisationId, 'receptionist')
  const [practitionerId, serviceId, siteId] = [newId(), newId(), newId()]
  await owner.query(
    `insert into sites values ($1, $2, 'Fertility centre', 'Europe/Stockholm', 'Götgatan 1', '116 20', 'Stockholm', 'SE', 1, $3, $3)`,
    [organisationId, siteId, beginning],
  )
  await owner.query(
    `insert into practitioners values ($1, $2, null, 'Maja', 'Ek', 'Oncologist', '{}', '{}', true, 'active', null, ''::bytea, 1, $3, $3)`,
    [organisationId, practitionerId, beginning],
  )
  await owner.query(
    `insert into services values ($1, $2, 'Chemotherapy', 'PT30M', null, null, null, 45000, 'SEK', 'patient', 'active', null, 1, $3, $3)`,
    [organisationId, serviceId, beginning],
  )

  return {
    ...app,
    smtp,
    people,
    owner,
    organisationId,
    receptionist,
    async patient(person: object = {}): Promise<string> {
      const body = {
        firstName: 'Leyla',
        lastName: 'Əliyeva',
        email: 'leyla@example.com',
        informedAt: '2026-04-30T08:00:00Z',
        ...person,
      }
      const path = `/v1/organisations/${organisationId}/patients`
      const { body: made } = await app.call('POST', path, { token: receptionist.token(), body })
      return made.id
    },
    async appointment(patientId: string, startsAt: string): Promise<string> {
      const id = newId()
      await owner.query(
        `insert into appointments (organisation_id, id, practitioner_id, service_id, site_id, patient_id, starts_at, ends_at,
           busy_from, busy_until, time_zone, status, imported, price_amount, price_currency, payer, cancelled_late, late_changes,
           version, created_at, updated_at)
         select $1, $2, $3, $4, $5, $6, s, s + interval '30 minutes', s, s + interval '30 minutes', 'Europe/Stockholm', 'booked',
           false, 45000, 'SEK', 'patient', false, '[]', 1, $7, $7 from (select $8::timestamptz as s) x`,
        [organisationId, id, practitionerId, serviceId, siteId, patientId, beginning, startsAt],
      )
      return id
    },
    /** Moves or cancels it as a row alone: `plan` tells of it. */
    async change(
      appointmentId: string,
      change: { startsAt?: string; status?: string; version: number },
    ): Promise<void> {
      await owner.query(
        `update appointments set version = $2, status = coalesce($3, status), starts_at = coalesce($4, starts_at),
           ends_at = coalesce($4, starts_at) + interval '30 minutes', busy_from = coalesce($4, starts_at),
           busy_until = coalesce($4, starts_at) + interval '30 minutes' where id = $1`,
        [appointmentId, change.version, change.status ?? null, change.startsAt ?? null],
      )
    },
    /** Plans what tells of an appointment's event, as it stands now. */
    plan(
      appointmentId: string,
      kind: 'confirmation' | 'change' | 'cancellation',
      leadTimes: string[] = ['P7D', 'PT24H'],
    ) {
      return withJob(app.deps, organisationId, async (scope) => {
        const row = await scope.tx
          .selectFrom('appointments')
          .select(['id', 'organisationId', 'patientId', 'startsAt', 'version'])
          .where('id', '=', appointmentId)
          .executeTakeFirstOrThrow()
        const appointment = { ...row, patientId: row.patientId ?? '' }
        await planAppointmentMails(scope, {
          appointment,
          kind,
          reminderLeadTimes: leadTimes,
          language: 'en',
        })
      })
    },
    /** The rows of an appointment's mails, by when they are due. */
    async mails(subjectId: string) {
      const { rows } = await owner.query(
        `select id, kind, subject_version as version, lead_time as "leadTime", state, attempts, failure, sealed, sent_at as "sentAt",
           to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI') as "dueAt"
           from mails where subject_id = $1 order by due_at, id`,
        [subjectId],
      )
      return rows
    },
    send: (mailId: string, organisation = organisationId) =>
      sendMail(app.deps, { organisationId: organisation, mailId }),
  }
}

export type BookedClinic = Awaited<ReturnType<typeof openBookedClinic>>
