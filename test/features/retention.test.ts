import assert from 'node:assert/strict'
import fc from 'fast-check'
import { t } from 'tap'
import { Temporal } from 'temporal-polyfill'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import { isOutlived, outlivedUntil } from '#src/privacy/retention/periods.ts'
import { openBookedClinic } from '#test/helpers/booked-clinic.ts'
import { sweep } from '#test/helpers/sweeps.ts'
import { until } from '#test/helpers/until.ts'
import { startWorkers } from '#workers/main.ts'

const zones = [
  'Europe/Stockholm',
  'America/New_York',
  'Asia/Baku',
  'Africa/Casablanca',
  'Pacific/Auckland',
  'UTC',
]
const periods = ['P13M', 'P1M', 'P6M', 'P30D', 'PT24H', 'P1Y']
const instants = fc
  .integer({ min: Date.parse('2023-01-01T00:00:00Z') / 1000, max: Date.parse('2032-12-31T00:00:00Z') / 1000 })
  .map((seconds) => new Date(seconds * 1000).toISOString())

t.test('P69: what is over by a period ended before the bound that a sweep looks up to', (t) => {
  fc.assert(
    fc.property(
      instants,
      fc.constantFrom(...periods),
      fc.constantFrom(...zones),
      fc.integer(),
      (at, period, zone, shift) => {
        const until = outlivedUntil(at, period, zone)
        const after = new Date(Date.parse(until) + 1).toISOString()
        assert.ok(isOutlived(until, period, at, zone))
        assert.ok(!isOutlived(after, period, at, zone))
        const end = new Date(Date.parse(until) + (shift % (4 * 86_400_000))).toISOString()
        const over = isOutlived(end, period, at, zone)
        if (over) assert.ok(end <= until, `${end} is over at ${at} by ${period} in ${zone}`)
        const nextDay = new Date(Date.parse(at) + 25 * 3_600_000).toISOString()
        if (end <= until) assert.ok(isOutlived(end, period, nextDay, zone), 'a day early at the very most')
      },
    ),
    { numRuns: 500 },
  )
  t.pass('of five hundred drawn')
  t.end()
})

t.test(
  'P69: 13 months, 30 days, 24 hours: one second before and after, in leap years and over clock changes',
  (t) => {
    const cases: [end: string, period: string, zone: string, due: string][] = [
      ['2026-05-10T09:30:00Z', 'P13M', 'Europe/Stockholm', '2027-06-10T09:30:00Z'],
      ['2027-01-31T10:00:00Z', 'P13M', 'Europe/Stockholm', '2028-02-29T10:00:00Z'],
      ['2026-01-31T10:00:00Z', 'P13M', 'Europe/Stockholm', '2027-02-28T10:00:00Z'],
      // Winter time to summer time: the wall clock counts.
      ['2026-02-28T10:00:00Z', 'P13M', 'Europe/Stockholm', '2027-03-28T09:00:00Z'],
      ['2026-02-20T10:00:00Z', 'P13M', 'Asia/Baku', '2027-03-20T10:00:00Z'],
      ['2028-02-29T10:00:00Z', 'P13M', 'UTC', '2029-03-29T10:00:00Z'],
      ['2028-02-10T10:00:00Z', 'P30D', 'UTC', '2028-03-11T10:00:00Z'],
      ['2028-02-28T23:00:00Z', 'PT24H', 'UTC', '2028-02-29T23:00:00Z'],
    ]
    const second = (instant: string, by: number) => new Date(Date.parse(instant) + by * 1000).toISOString()
    for (const [end, period, zone, due] of cases) {
      t.ok(outlivedUntil(second(due, -1), period, zone) < second(end, 0), `${end}: there a second before`)
      t.ok(outlivedUntil(second(due, 0), period, zone) >= second(end, 0), `${end}: over at ${due}`)
      t.ok(outlivedUntil(second(due, 1), period, zone) >= second(end, 0), `${end}: over a second after`)
    }
    t.end()
  },
)

t.test(
  'the database hides a booking at the very instants at which the calendar says that it is over',
  async (t) => {
    const clinic = await openBookedClinic(t)
    const { owner, organisationId } = clinic
    // Of Morocco's clock the database and the runtime know different editions.
    for (const zone of zones.filter((one) => one !== 'Africa/Casablanca')) {
      await owner.query('update organisations set time_zone = $2 where id = $1', [organisationId, zone])
      for (let n = 0; n < 400; n++) {
        // Every hour around two clock changes, and over the end of February.
        const end = new Date(Date.parse('2026-02-26T00:00:00Z') + n * 5_400_000).toISOString()
        const due = Temporal.Instant.from(end).toZonedDateTimeISO(zone).add('P13M').toInstant()
        const { rows } = await owner.query(
          'select is_outlived($1, $2, $3) as over, is_outlived($1, $2, $4) as before',
          [organisationId, end, due.toString(), due.subtract({ seconds: 1 }).toString()],
        )
        t.strictSame(rows, [{ over: true, before: false }], `${end} in ${zone}`)
      }
    }
  },
)

t.test(
  'P46 P69: a booking goes at its end and 13 months, unreadable before it is swept, and its mails with it',
  async (t) => {
    const clinic = await openBookedClinic(t)
    const { organisationId, owner, receptionist } = clinic
    const patientId = await clinic.patient()
    const id = await clinic.appointment(patientId, '2026-05-10T09:00:00.000Z')
    await clinic.plan(id, 'confirmation')
    const younger = await clinic.appointment(patientId, '2026-05-10T10:00:00.000Z')
    const path = `/v1/organisations/${organisationId}/appointments`
    const seen = async () => {
      const token = receptionist.token()
      const one = await clinic.call('GET', `${path}/${id}`, { token })
      const { body } = await clinic.call('GET', path, { token })
      return [one.status, body.data.length]
    }
    const stored = async () =>
      (await owner.query('select from appointments where id = any($1)', [[id, younger]])).rowCount
    clinic.clock.set('2027-06-10T09:29:59Z')
    t.strictSame(await seen(), [200, 2])
    t.equal((await sweep(clinic, organisationId)).rows.appointments, undefined)
    t.strictSame(await seen(), [200, 2])
    clinic.clock.set('2027-06-10T09:30:00Z')
    t.strictSame(await seen(), [404, 1], 'nobody reads it any more')
    t.equal(await stored(), 2, 'although it waits to be swept')
    clinic.clock.set('2027-06-10T09:30:01Z')
    const { rows } = await sweep(clinic, organisationId)
    t.equal(rows.appointments, 1)
    t.ok((rows.mails ?? 0) > 0)
    t.equal(await stored(), 1)
    t.equal((await owner.query('select from mails where subject_id = $1', [id])).rowCount, 0)
    t.strictSame(await seen(), [404, 1])
  },
)

t.test(
  'a sweep that is cut off in the middle is ended by the next one, and counts each row once',
  async (t) => {
    const clinic = await openBookedClinic(t)
    const { organisationId, owner } = clinic
    const patientId = await clinic.patient()
    for (let n = 0; n < 450; n++)
      await clinic.appointment(
        patientId,
        new Date(Date.parse('2026-05-10T00:00:00Z') + n * 3_600_000).toISOString(),
      )
    clinic.clock.set('2027-12-01T00:00:00Z')
    await owner.query(`
    create function fail_late() returns trigger language plpgsql as $$
    begin
      if (select count(*) from appointments) < 200 then raise exception 'killed'; end if;
      return null;
    end $$;
    create trigger fail_late after delete on appointments for each statement execute function fail_late()`)
    await t.rejects(sweep(clinic, organisationId))
    const { rows: left } = await owner.query(
      `select (select count(*)::int from appointments) as bookings, rows ->> 'appointments' as swept, finished_at from retention_runs
      where organisation_id = $1`,
      [organisationId],
    )
    t.strictSame(left, [{ bookings: 250, swept: '200', finished_at: null }])
    await owner.query('drop trigger fail_late on appointments')
    const { rows, finishedAt } = await sweep(clinic, organisationId)
    t.equal(rows.appointments, 450)
    t.ok(finishedAt)
    const due = await withJob(clinic.deps, organisationId, ({ tx }) =>
      tx.selectFrom('retentionRuns').selectAll().execute(),
    )
    t.equal(due.length, 1, 'one run')
  },
)

t.test(
  'P84: a deactivated patient goes once no booking refers to them, the sign-in when nothing else does',
  async (t) => {
    const clinic = await openBookedClinic(t)
    const { organisationId, owner, people } = clinic
    const [alone, elsewhere] = [
      await people.person({ email: 'alone@example.com' }),
      await people.person({ email: 'elsewhere@example.com' }),
    ]
    const patients: string[] = []
    for (const { accountId, email } of [alone, elsewhere]) {
      const id = await clinic.patient({ email })
      await owner.query(`update patients set account_id = $2, state = 'deactivated' where id = $1`, [
        id,
        accountId,
      ])
      await clinic.appointment(
        id,
        patients.length === 0 ? '2026-05-10T09:00:00.000Z' : '2026-05-10T10:00:00.000Z',
      )
      patients.push(id)
    }
    await people.organisation()
    await owner.query(
      `insert into memberships (organisation_id, id, account_id, roles, sealed, state, version, created_at, updated_at)
     select id, gen_random_uuid(), $1, '{receptionist}', '', 'active', 1, created_at, created_at from organisations
      where id <> $2 and kind = 'clinic'`,
      [elsewhere.accountId, organisationId],
    )
    const filed = async () =>
      (
        await owner.query(
          `select patient_id, account_id, id, state, expedite, rule, organisation_id = $1 as own from data_requests order by own, id`,
          [organisationId],
        )
      ).rows
    await sweep(clinic, organisationId)
    t.strictSame(await filed(), [], 'bookings refer to them')
    clinic.clock.set('2027-06-10T09:45:00Z')
    await sweep(clinic, organisationId)
    const [account, patient, ...none] = await filed()
    t.strictSame(none, [], 'the booking of the other one is there for another half an hour')
    t.match(account, {
      patient_id: null,
      account_id: alone.accountId,
      state: 'grace',
      rule: 'inactive',
      own: false,
    })
    t.match(patient, { patient_id: patients[0], id: account.id, expedite: true, own: true })
    clinic.clock.set('2027-06-10T22:00:00Z')
    await sweep(clinic, organisationId)
    await sweep(clinic, organisationId)
    const all = await filed()
    t.equal(all.length, 3, 'once each')
    t.match(
      all.find(({ patient_id }) => patient_id === patients[1]),
      { own: true },
    )
    t.notOk(
      all.some(({ own, account_id }) => !own && account_id === elsewhere.accountId),
      'the sign-in stays',
    )
  },
)

t.test('P46: workers sweep every organisation and the platform, each by a run of its own', async (t) => {
  const clinic = await openBookedClinic(t)
  const workers = await startWorkers(clinic.deps)
  t.teardown(() => workers.close())
  const finished = async () => {
    const { rows } = await clinic.owner.query(
      `select organisation_id as id from retention_runs where finished_at is not null`,
    )
    return rows.map(({ id }) => id)
  }
  await until('both are swept', async () => (await finished()).length === 2, 60_000)
  t.strictSame(new Set(await finished()), new Set([clinic.organisationId, PLATFORM_ID]))
})
