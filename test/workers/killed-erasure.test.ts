import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Test, test } from 'tap'
import { v7 as newId } from 'uuid'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import { openRequest } from '#src/features/data-requests/open-request.ts'
import { runOf } from '#src/features/retention/sweep-organisation.ts'
import { readEntries } from '#src/privacy/ledger/ledger-file.ts'
import type { TestApp } from '#test/helpers/app.ts'
import { type BookedClinic, openBookedClinic } from '#test/helpers/booked-clinic.ts'
import { type Breakpoint, setBreakpoints } from '#test/helpers/breakpoints.ts'

const script = fileURLToPath(new URL('erasing.ts', import.meta.url))

const startProcess = (app: TestApp, parameters: readonly string[] = []): ChildProcess => {
  const { config } = app.deps
  return spawn(process.execPath, [script, app.clock.now().toISOString(), ...parameters], {
    env: {
      PATH: process.env.PATH ?? '',
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      NODE_ENV: 'test',
      DATABASE_URL: app.database.databaseUrl,
      DATABASE_OWNER_URL: app.database.ownerUrl,
      DATA_DIR: config.dataDir,
      BACKUP_DIR: config.backupDir,
      BACKUP_KEY: config.backupKey ?? '',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

type Breakpoints = Awaited<ReturnType<typeof setBreakpoints>>

/** Kills one process after the other at the next breakpoint, until one comes to its end. @returns where they died */
const killAtEach = async (
  breakpoints: Breakpoints,
  start: () => ChildProcess,
  mostLives: number,
): Promise<string[]> => {
  const deaths: string[] = []
  while (deaths.length < mostLives) {
    const child = start()
    const ended = once(child, 'exit')
    const place = await breakpoints.reached(() => child.exitCode !== null)
    if (place === null) {
      if (child.exitCode !== 0) throw new Error(`a process ended with ${child.exitCode}`)
      return deaths
    }
    child.kill('SIGKILL')
    await ended
    await breakpoints.pass()
    deaths.push(place)
  }
  throw new Error(`not done after ${mostLives} lives`)
}

/** Who is to be erased at the clinic alone, with a booking and a mail about it. */
const addPatient = async (clinic: BookedClinic, n: number) => {
  const email = `subject-${n}@people.example`
  const patientId = await clinic.patient({ email, firstName: `Zebulon${n}`, lastName: 'Quistgaard' })
  const appointmentId = await clinic.appointment(
    patientId,
    `2026-06-${String(n + 1).padStart(2, '0')}T08:00:00Z`,
  )
  await clinic.plan(appointmentId, 'confirmation')
  const requestId = newId()
  await withJob(clinic.deps, clinic.organisationId, (scope) =>
    openRequest(scope, {
      organisationId: clinic.organisationId,
      id: requestId,
      accountId: null,
      patientId,
      kind: 'erasure',
      object: 'all',
      source: 'staff',
      filedBy: null,
      role: 'org_admin',
      expedite: true,
      identity: { method: 'document', checkedBy: newId() },
      tell: false,
    }),
  )
  return { email, ids: [requestId, patientId], requestId, patientId, accountId: null }
}

/** Who is to be erased everywhere, a patient of the clinic. */
const addPerson = async (clinic: BookedClinic, n: number) => {
  const email = `person-${n}@people.example`
  const person = await clinic.people.person({ email })
  const patientId = await clinic.patient({ email })
  const { accountId } = person
  await clinic.owner.query('update patients set account_id = $1 where id = $2', [accountId, patientId])
  const answer = await clinic.call('POST', '/v1/me/data-requests', {
    token: person.token(),
    body: { kind: 'erasure', expedite: true },
  })
  const requestId = answer.body.id as string
  return { email, ids: [accountId], requestId, patientId, accountId }
}

// Each in the transaction that says so: what came before is done, that step is not, and what it did outside is.
const ofPatients = [
  'update data_requests scheduled -',
  'update data_requests running erase',
  'delete appointments',
  'delete subject_keys',
  'update data_requests running keys',
  'update data_requests running files',
  'update data_requests running check',
  'update data_requests verifying pass',
  'update data_requests verifying certify',
  'update data_requests verifying ledger',
  'update data_requests completed mail',
  'update mails',
  'update data_requests completed keys',
]
const ofAccounts = ['delete accounts', 'update data_requests completed -']

const mailsOf = async ({ deps }: TestApp): Promise<string[]> => {
  const folder = join(deps.config.dataDir, 'mail')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.eml'))
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
}

const messageIdOf = (mail: string) => /^message-id: *(\S+)/im.exec(mail)?.[1] ?? ''

const entriesOf = async ({ deps }: TestApp) => {
  const entries = []
  const place = { folder: deps.config.backupDir, keys: deps.backupKeys }
  for await (const entry of readEntries(place)) entries.push(entry)
  return entries
}

test('P85: killed with -9 inside of every step and between any two, erasures end in one state: one certificate, one entry in the ledger, one mail', async (t: Test) => {
  const clinic = await openBookedClinic(t)
  const { owner, organisationId } = clinic
  await owner.query(
    `insert into directory_organisations values ($1, 'clinic', 'Kliniken', 'SE', 'Europe/Stockholm', '{sv}', 'PT24H', null, null, now())`,
    [organisationId],
  )
  const places = [...ofPatients, ...ofAccounts]
  const patients = [await addPatient(clinic, 0), await addPatient(clinic, 1), await addPatient(clinic, 2)]
  const person = await addPerson(clinic, 3)
  const subjects = [...patients, person]
  const breakpoints = await setBreakpoints(
    t,
    clinic.database.superuserUrl,
    ['data_requests', 'appointments', 'patients', 'accounts', 'ledger_acts', 'mails', 'keys.subject_keys'],
    places.map((place, n): Breakpoint => {
      const subject = ofAccounts.includes(place) ? person : patients[n % patients.length]!
      // Of mails the one with the certificate, whose subject is the request.
      return { place, ids: place.endsWith(' mails') ? [subject.requestId] : subject.ids }
    }),
  )
  const deaths = await killAtEach(breakpoints, () => startProcess(clinic), places.length + 5)
  t.strictSame([...deaths].sort(), [...places].sort(), 'one died at each')
  t.strictSame(breakpoints.left(), [])

  const mails = await mailsOf(clinic)
  const entries = (await entriesOf(clinic)).filter(({ action }) => action === 'erased')
  for (const { requestId, patientId, accountId, email } of subjects) {
    const { rows: parts } = await owner.query(
      `select organisation_id, state, step, certificate is not null as certified, sealed from data_requests where id = $1 order by organisation_id`,
      [requestId],
    )
    const done = { state: 'completed', step: null, certified: true, sealed: null }
    const controllers = accountId === null ? [clinic.organisationId] : [PLATFORM_ID, clinic.organisationId]
    t.strictSame(
      parts,
      controllers.map((organisation_id) => ({ organisation_id, ...done })),
      email,
    )
    for (const organisationId of controllers) {
      const acts = entries.filter(
        (one) => one.organisationId === organisationId && one.detail.requestId === requestId,
      )
      t.equal(acts.length, 1, `${email}: one entry in the ledger`)
    }
    const certificates = mails.filter((mail) => mail.includes(email) && mail.includes('certificate.json'))
    t.equal(new Set(certificates.map(messageIdOf)).size, controllers.length, `${email}: one mail`)
    const { rows: left } = await owner.query(
      `select (select count(*)::int from patients where id = $1) as patients, (select count(*)::int from appointments where patient_id = $1) as appointments,
         (select count(*)::int from keys.subject_keys where subject_id in ($1, $2, $3)) as keys, (select count(*)::int from accounts where id = $2) as accounts,
         (select count(*)::int from mails where patient_id = $1) as mails`,
      [patientId, accountId, requestId],
    )
    t.strictSame(left, [{ patients: 0, appointments: 0, keys: 0, accounts: 0, mails: 0 }], email)
  }
  const { rows: unwritten } = await owner.query('select from ledger_acts where position is null')
  t.equal(unwritten.length, 0)
})

const bookings = { over: 450, young: 60 }

/** Visits of two months, of which the first is over, each with its mail. */
const fill = async ({ owner, organisationId }: BookedClinic, patientId: string) => {
  await owner.query(
    `with made as (
       insert into appointments (organisation_id, id, practitioner_id, service_id, site_id, patient_id, starts_at, ends_at, busy_from, busy_until,
           time_zone, status, imported, price_amount, price_currency, payer, cancelled_late, late_changes, version, created_at, updated_at)
       select p.organisation_id, gen_random_uuid(), p.id, s.id, (select id from sites limit 1), $2, t.at, t.at + interval '10 minutes', t.at,
           t.at + interval '10 minutes', 'Europe/Stockholm', 'completed', false, 0, 'SEK', 'patient', false, '[]', 1, t.at, t.at
         from practitioners p join services s using (organisation_id)
         cross join lateral (select timestamptz '2025-02-03T06:00:00Z' + make_interval(mins => n * 10) as at from generate_series(1, $3::int) as n
           union all select timestamptz '2026-04-01T06:00:00Z' + make_interval(mins => n * 10) from generate_series(1, $4::int) as n) as t
        where p.organisation_id = $1
       returning organisation_id, id, patient_id, starts_at)
     insert into mails (organisation_id, id, kind, subject_id, subject_version, lead_time, patient_id, language, due_at, state, attempts, sent_at, created_at)
       select organisation_id, gen_random_uuid(), 'appointmentConfirmation', id, 1, '', patient_id, 'sv', starts_at, 'sent', 1, starts_at, starts_at from made`,
    [organisationId, patientId, bookings.over, bookings.young],
  )
}

test('P69: killed with -9 in the middle, a sweep goes on where it stood: nothing else is lost, and statistics count once', async (t: Test) => {
  const clinic = await openBookedClinic(t, { bookingTraces: 'statistics' })
  const { owner, organisationId } = clinic
  const patientId = await clinic.patient()
  await fill(clinic, patientId)
  const young = `select md5(string_agg(a::text, '|' order by a.id)) as appointments, (select md5(string_agg(m::text, '|' order by m.id))
    from mails m where m.due_at > '2026-01-01') as mails, (select md5(string_agg(p::text, '|' order by p.id)) from patients p) as patients
    from (select id, organisation_id, patient_id, starts_at, status, version, updated_at from appointments where starts_at > '2026-01-01') a`
  const before = (await owner.query(young)).rows
  const { rows: over } = await owner.query(
    `select id from appointments where starts_at < '2026-01-01' order by ends_at`,
  )
  const run = await withJob(clinic.deps, organisationId, runOf)
  const at = (n: number): string[] => [over[n].id]
  const breakpoints = await setBreakpoints(
    t,
    clinic.database.superuserUrl,
    ['appointments', 'closed_periods', 'mails'],
    [
      { place: 'insert closed_periods', ids: ['2026-03-01'] },
      { place: 'delete mails', ids: at(250) },
      { place: 'delete appointments', ids: at(449) },
    ],
  )
  const deaths = await killAtEach(breakpoints, () => startProcess(clinic, [organisationId, run.id]), 8)
  t.equal(deaths.length, 3)
  t.strictSame((await owner.query(young)).rows, before, 'what is not over is as it was')
  const { rows: left } = await owner.query(
    `select (select count(*)::int from appointments) as appointments, (select count(*)::int from mails where kind = 'appointmentConfirmation') as mails`,
  )
  t.strictSame(left, [{ appointments: bookings.young, mails: bookings.young }])
  const { rows: counted } = await owner.query(
    'select month::text, sum(completed)::int as visits from monthly_statistics group by 1 order by 1',
  )
  t.strictSame(counted, [
    { month: '2025-02-01', visits: bookings.over },
    { month: '2026-04-01', visits: bookings.young },
  ])
  const { rows: runs } = await owner.query(
    'select rows, finished_at is not null as finished from retention_runs',
  )
  t.match(runs, [{ rows: { appointments: bookings.over, mails: bookings.over }, finished: true }])
})
