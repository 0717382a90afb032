import { t } from 'tap'
import { sealTrail } from '#src/audit/seal-trail.ts'
import { verifyTrail } from '#src/audit/verify-trail.ts'
import { withJob } from '#src/db/scope.ts'
import { bookkeepingDate } from '#src/features/billing-rows/bookkeeping-date.ts'
import { openBookedClinic } from '#test/helpers/booked-clinic.ts'
import { sweep } from '#test/helpers/sweeps.ts'

t.test('P46: what a hold keeps stays, is counted, and goes when the hold is lifted', async (t) => {
  const clinic = await openBookedClinic(t)
  const { organisationId, owner } = clinic
  const admin = await clinic.people.member(organisationId, 'org_admin')
  const [held, other] = [await clinic.patient(), await clinic.patient({ email: 'other@example.com' })]
  const bookings = [
    await clinic.appointment(held, '2026-05-10T09:00:00.000Z'),
    await clinic.appointment(other, '2026-05-10T10:00:00.000Z'),
  ]
  const path = `/v1/organisations/${organisationId}`
  const post = (url: string, body: object) =>
    clinic.call('POST', `${path}${url}`, { token: admin.token(), body })
  t.match(await post('/legal-holds', { patientId: organisationId, reason: 'A claim' }), { status: 422 })
  const placed = await post('/legal-holds', { patientId: held, reason: 'A claim about a tooth' })
  t.match(placed, { status: 201, body: { patientId: held, reason: 'A claim about a tooth', liftedAt: null } })
  const { rows: stored } = await owner.query("select encode(sealed, 'escape') as text from legal_holds")
  t.notMatch(stored[0].text, /tooth/)
  const { rows: events } = await owner.query(
    `select patient_id, action from audit_events where resource = 'legalHold'`,
  )
  t.strictSame(events, [{ patient_id: held, action: 'create' }])

  const left = async () =>
    (await owner.query('select id from appointments where id = any($1)', [bookings])).rows.map(({ id }) => id)
  clinic.clock.set('2027-08-01T09:00:00Z')
  const preview = await clinic.call('GET', `${path}/retention/preview`, { token: admin.token() })
  t.match(
    preview.body.data.find(({ table }: { table: string }) => table === 'appointments'),
    { rows: 1, held: 1, rule: { kind: 'setting', period: 'P13M' } },
  )
  t.match(preview.body.holds, [{ id: placed.body.id, patientId: held }])
  t.match(await sweep(clinic, organisationId), { rows: { appointments: 1 }, held: { appointments: 1 } })
  t.strictSame(await left(), [bookings[0]])

  await owner.query('update sessions set authenticated_at = $1', [clinic.clock.now()])
  t.match(await post(`/legal-holds/${placed.body.id}/lift`, { reason: 'Withdrawn' }), {
    status: 200,
    body: { liftReason: 'Withdrawn', reason: 'A claim about a tooth' },
  })
  t.match(await post(`/legal-holds/${placed.body.id}/lift`, { reason: 'Again' }), { status: 409 })
  t.match(await sweep(clinic, organisationId), { rows: { appointments: 2 }, held: {} })
  t.strictSame(await left(), [])

  const last = await clinic.appointment(other, '2026-05-11T10:00:00.000Z')
  await post('/legal-holds', { reason: 'Supervision of the whole practice' })
  await sweep(clinic, organisationId)
  t.equal(
    (await owner.query('select from appointments where id = $1', [last])).rowCount,
    1,
    'everything stays',
  )
  const runs = await clinic.call('GET', `${path}/retention/runs`, { token: admin.token() })
  const [run] = runs.body.data
  t.match(run.registerVersion, /^[0-9a-f]{16}$/)
  t.match(
    run.tables.find(({ table }: { table: string }) => table === 'appointments'),
    { rows: 2, held: 1 },
  )
})

t.test(
  'P70: of a day of the log that goes, what a hold keeps is copied aside, and goes with the hold',
  async (t) => {
    const clinic = await openBookedClinic(t)
    const { organisationId, owner } = clinic
    await sweep(clinic)
    const [held, free] = [
      await clinic.people.person({ email: 'held@example.com' }),
      await clinic.people.person({ email: 'free@example.com' }),
    ]
    const patientId = await clinic.patient({ email: 'held@example.com' })
    await owner.query('update patients set account_id = $2 where id = $1', [patientId, held.accountId])
    for (const { accountId } of [held, free]) {
      await owner.query(
        `insert into usage_events select $2, $1, gen_random_uuid(), $3, 'person', 'getMe', 'GET /v1/me', '{}', 200`,
        ['2026-05-01T08:00:00Z', organisationId, accountId],
      )
      await owner.query(
        `insert into login_attempts (id, account_id, at, outcome, ip) values (gen_random_uuid(), $1, $2, 'failed', '192.0.2.1')`,
        [accountId, '2026-05-01T08:00:00Z'],
      )
    }
    const admin = await clinic.people.member(organisationId, 'org_admin')
    const call = (url: string, body: object) =>
      clinic.call('POST', `/v1/organisations/${organisationId}${url}`, { token: admin.token(), body })
    const { body: hold } = await call('/legal-holds', { patientId, reason: 'A claim' })
    const kept = async () => {
      const { rows } = await owner.query(
        `select (select array_agg(account_id) from held_usage_events) as usage, (select array_agg(account_id) from login_attempts) as attempts,
         to_regclass('partitions.usage_events_20260501') as day`,
      )
      return rows[0]
    }
    clinic.clock.set('2026-06-01T00:00:00Z')
    await sweep(clinic)
    t.strictSame(await kept(), { usage: [held.accountId], attempts: [held.accountId], day: null })
    await owner.query('update sessions set authenticated_at = $1', [clinic.clock.now()])
    t.equal((await call(`/legal-holds/${hold.id}/lift`, { reason: 'Over' })).status, 200)
    await sweep(clinic)
    t.strictSame(await kept(), { usage: null, attempts: null, day: null })
  },
)

t.test(
  'a booking that was paid by an invoice leaves a billing row until the bookkeeping date, and nothing else',
  async (t) => {
    const clinic = await openBookedClinic(t)
    const { organisationId, owner } = clinic
    const admin = await clinic.people.member(organisationId, 'org_admin')
    const patientId = await clinic.patient()
    const [invoiced, paid] = [
      await clinic.appointment(patientId, '2026-05-10T09:00:00.000Z'),
      await clinic.appointment(patientId, '2026-05-11T09:00:00.000Z'),
    ]
    await owner.query(
      `update appointments set status = 'completed', settled_at = '2026-05-20T10:00:00Z', invoice_number = case when id = $1 then '2026-118' end
      where id = any($2)`,
      [invoiced, [invoiced, paid]],
    )
    clinic.clock.set('2027-07-01T09:00:00Z')
    await sweep(clinic, organisationId)
    const { rows } = await owner.query(
      `select done_on::text, kept_until::text, encode(sealed, 'escape') as sealed, b::text as whole from billing_rows b`,
    )
    t.match(rows, [{ done_on: '2026-05-10', kept_until: '2033-12-31' }])
    t.notMatch(rows[0].sealed, /Leyla|2026-118/)
    t.notMatch(rows[0].whole, new RegExp(`${invoiced}|${patientId}`))
    const path = `/v1/organisations/${organisationId}/billing-rows`
    t.match(await clinic.call('GET', path, { token: admin.token() }), {
      status: 403,
      body: { type: /step-up/ },
    })
    await owner.query('update sessions set authenticated_at = $1', [clinic.clock.now()])
    const { body } = await clinic.call('GET', path, { token: admin.token() })
    t.match(body.data, [
      {
        doneOn: '2026-05-10',
        settledOn: '2026-05-20',
        price: { amount: 45000, currency: 'SEK' },
        invoiceNumber: '2026-118',
        payer: { kind: 'patient', name: 'Leyla Əliyeva' },
      },
    ])
    t.notMatch(JSON.stringify(body), /Chemotherapy|serviceId|patientId/)
    const count = async () => (await owner.query('select from billing_rows')).rowCount
    clinic.clock.set('2033-12-31T22:59:59Z')
    await sweep(clinic, organisationId)
    t.equal(await count(), 1, 'on its last day')
    clinic.clock.set('2033-12-31T23:00:00Z')
    await sweep(clinic, organisationId)
    t.equal(await count(), 0, 'on the day after')
  },
)

t.test('bookkeeping dates by country and financial year', (t) => {
  const cases: [done: string, country: string, year: string, end: string][] = [
    ['2026-05-10', 'SE', '12-31', '2033-12-31'],
    // The financial year ended in 2027.
    ['2026-05-10', 'SE', '04-30', '2034-12-31'],
    ['2026-05-10', 'NO', '06-30', '2031-06-30'],
    ['2026-07-01', 'DK', '06-30', '2032-06-30'],
    ['2026-05-10', 'DE', '12-31', '2034-12-31'],
    ['2027-03-01', 'DK', '02-29', '2033-02-28'],
  ]
  for (const [done, country, year, end] of cases) t.equal(bookkeepingDate(done, country, year), end, country)
  t.end()
})

t.test(
  'months of the trail go whole when their years are over, and what stays can be verified',
  async (t) => {
    const clinic = await openBookedClinic(t)
    const { organisationId, owner } = clinic
    const patientId = await clinic.patient()
    const read = async (at: string) => {
      clinic.clock.set(at)
      const token = clinic.receptionist.token()
      await clinic.call('GET', `/v1/organisations/${organisationId}/patients/${patientId}`, { token })
      await sealTrail(clinic.deps)
    }
    for (const at of [
      '2026-05-20T09:00:00Z',
      '2026-05-31T23:30:00Z',
      '2026-06-01T00:30:00Z',
      '2026-06-01T09:00:00Z',
      '2026-07-02T09:00:00Z',
    ])
      await read(at)
    const months = async () =>
      (
        await owner.query(
          `select distinct to_char(at at time zone 'UTC', 'YYYY-MM') as month from audit_events where organisation_id = $1 order by 1`,
          [organisationId],
        )
      ).rows.map(({ month }) => month)
    const verdict = async () =>
      (await withJob(clinic.deps, organisationId, (scope) => verifyTrail(scope, organisationId))).state
    t.strictSame(await months(), ['2026-05', '2026-06', '2026-07'])
    t.equal(await verdict(), 'intact')
    clinic.clock.set('2031-06-01T09:00:00Z')
    await sweep(clinic, organisationId)
    t.strictSame(await months(), ['2026-05', '2026-06', '2026-07'], 'a legal minimum rounds up')
    clinic.clock.set('2031-06-04T09:00:00Z')
    t.ok(((await sweep(clinic, organisationId)).rows.auditEvents ?? 0) > 0)
    t.strictSame(await months(), ['2026-06', '2026-07'])
    t.equal(await verdict(), 'intact', 'from the checkpoint that closed the month')
    const { rowCount } = await owner.query(
      `select from audit_event_patients x where not exists (select from audit_events e where e.id = x.event_id)`,
    )
    t.equal(rowCount, 0)
    // Whoever takes a younger month away is found out.
    await owner.query(
      `delete from audit_events where organisation_id = $1 and at < '2026-07-01'; `.replace(
        '$1',
        `'${organisationId}'`,
      ),
    )
    await owner.query(
      `delete from audit_seals s where organisation_id = $1 and not exists (select from audit_events e where e.id = s.event_id)`,
      [organisationId],
    )
    clinic.clock.set('2027-06-04T09:00:00Z')
    t.equal(await verdict(), 'broken')
  },
)
