import t, { type Test } from 'tap'
import { runExport } from '#src/features/exports/run-export.ts'
import { mergedRecord } from '#src/features/patients/merged-record.ts'
import type { RecordKept } from '#src/features/patients/patients.schema.ts'
import { recordKeptUntil } from '#src/privacy/law/record-kept-until.ts'
import { startApp } from '#test/helpers/app.ts'
import { askForExport, fetchArchive, openArchive } from '#test/helpers/archives.ts'
import {
  type Clinic,
  expectStatus,
  openClinic,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { again, becomePatient, openRequests } from '#test/helpers/data-requests.ts'
import { connectTo } from '#test/helpers/database.ts'
import { advanceAll, askErasure, finishErasures } from '#test/helpers/erasures.ts'

const record = (kind: RecordKept['kind'], lastEntryAt: string, endedAt?: string): RecordKept => ({
  kind,
  lastEntryAt,
  ...(endedAt === undefined ? {} : { endedAt }),
})

const setRecord = async (clinic: Clinic, patientId: string, recordKept: RecordKept) => {
  const asStaff = { token: clinic.practitioner.token }
  const before = expectStatus(await clinic.call('GET', `/patients/${patientId}`, asStaff), 200)
  const headers = { 'if-match': before.headers.etag ?? '' }
  expectStatus(
    await clinic.call('PATCH', `/patients/${patientId}`, { ...asStaff, body: { recordKept }, headers }),
    200,
  )
}

const merge = (clinic: Clinic, kept: string, from: string) =>
  clinic.call('POST', `/patients/${kept}/merge`, { token: clinic.practitioner.token, body: { from } })

t.test('of two records one stays, as long as the law keeps the longer', async (t) => {
  const born = '1990-05-01'
  const until = (country: string) => (one: RecordKept) => recordKeptUntil(country, one, born)
  const cases: [string, string, RecordKept | null, RecordKept | null, RecordKept | null][] = [
    ['DK', 'none', null, null, null],
    ['DK', 'that of the kept one', record('general', '2026-01-15'), null, record('general', '2026-01-15')],
    ['DK', 'that of the other', null, record('dental', '2026-01-15'), record('dental', '2026-01-15')],
    [
      'SE',
      'the later entry',
      record('general', '2026-01-15'),
      record('general', '2026-03-01'),
      record('general', '2026-03-01'),
    ],
    [
      'DE',
      'the later end',
      record('general', '2026-01-15', '2026-02-01'),
      record('general', '2025-03-01', '2026-04-01'),
      record('general', '2026-01-15', '2026-04-01'),
    ],
    [
      'UK',
      'the longer kind',
      record('general', '2026-01-15'),
      record('occupational', '2025-01-15'),
      record('occupational', '2026-01-15'),
    ],
    [
      'UK',
      'the longer kind, the other way round',
      record('occupational', '2025-01-15'),
      record('general', '2026-01-15'),
      record('occupational', '2026-01-15'),
    ],
    [
      'SE',
      'the kept one’s where both are as long',
      record('dental', '2026-01-15'),
      record('general', '2026-01-15'),
      record('dental', '2026-01-15'),
    ],
  ]
  for (const [country, what, kept, from, expected] of cases)
    t.strictSame(
      mergedRecord(kept, from, until(country === 'UK' ? 'GB' : country)),
      expected,
      `${country}: ${what}`,
    )
})

t.test('merging carries the record that the law keeps over', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const [kept, from] = [await registerPatient(clinic), await registerPatient(clinic)]
  await setRecord(clinic, from, record('general', '2026-01-15'))
  t.match(expectStatus(await merge(clinic, kept, from), 200).body, {
    id: kept,
    recordKept: { kind: 'general', lastEntryAt: '2026-01-15' },
  })
  const other = await registerPatient(clinic)
  await setRecord(clinic, other, record('general', '2026-06-15'))
  t.match(expectStatus(await merge(clinic, kept, other), 200).body, {
    recordKept: { kind: 'general', lastEntryAt: '2026-06-15' },
  })
})

const openKept = async (t: Test) => {
  const opened = await openRequests(t)
  const { app, clinic, person, patientId } = opened
  await setRecord(clinic, patientId, record('general', '2026-01-15'))
  const requestId = await askErasure(app, person.token, { organisationId: clinic.id })
  app.clock.shift('PT73H')
  await advanceAll(app)
  clinic.admin = await again(app, clinic.admin)
  clinic.receptionist = await again(app, clinic.receptionist)
  clinic.practitioner = { ...clinic.practitioner, ...(await again(app, clinic.practitioner)) }
  return {
    ...opened,
    person: await again(app, person),
    requestId,
    owner: await connectTo(t, app.database.ownerUrl),
  }
}

t.test(
  'P80 P23: what the law keeps stands in the person’s copy and in the organisation’s archive, and says so',
  async (t) => {
    const { app, clinic, person, patientId } = await openKept(t)
    const expected = { recordKept: { kind: 'general', lastEntryAt: '2026-01-15' } }
    const copy = expectStatus(await app.call('GET', '/v1/me/data', { token: person.token }), 200).body
    const part = copy.parts.find(
      ({ organisationId }: { organisationId: string }) => organisationId === clinic.id,
    )
    t.match(part.data.patient, [{ patientId, ...expected, identity: { firstName: String } }])
    t.equal(part.data.patient[0].contact?.phone ?? null, null, 'the contact went')
    t.match(part.data.dataRequests, [
      { state: 'blocked', blockers: [{ kind: 'statutoryRetention', until: '2036-01-15' }] },
    ])
    t.strictSame(part.data.appointments ?? [], [], 'visits are no record')
    const exportId = await askForExport(clinic)
    await runExport(app.deps, clinic.id, exportId)
    const archive = await openArchive((await fetchArchive(app, clinic, exportId)).rawPayload)
    const row = archive.rows('patients').find(({ id }) => id === patientId)
    t.match(row, { ...expected, care: { firstName: String } })
  },
)

t.test('whom an erasure waits for is merged with nobody, so that nobody goes with them', async (t) => {
  const { app, clinic, person, patientId, requestId, owner } = await openKept(t)
  const back = await registerPatient(clinic)
  for (const [kept, from] of [
    [back, patientId],
    [patientId, back],
  ] as const) {
    const answer = await merge(clinic, kept, from)
    t.match([answer.status, answer.body.type], [409, /erasure-open$/])
  }
  t.equal((await owner.query('select from patients where id = any ($1)', [[back, patientId]])).rowCount, 2)
  const withdrawn = await app.call('POST', `/v1/me/data-requests/${requestId}/withdraw`, {
    token: person.token,
  })
  expectStatus(withdrawn, 200)
  await finishErasures(app)
  expectStatus(await merge(clinic, back, patientId), 200)
})

t.test('a clinic sees no record of somebody else', async (t) => {
  const app = await startApp(t)
  const [clinic, other] = [await openClinic(app), await openClinic(app)]
  const person = await registerPerson(app)
  const patientId = await becomePatient(app, clinic, person)
  await becomePatient(app, other, person)
  await setRecord(clinic, patientId, record('general', '2026-01-15'))
  const { body } = await other.call('GET', '/patients', { token: other.admin.token })
  t.ok(body.data.length > 0)
  t.ok(body.data.every(({ recordKept = null }: { recordKept?: unknown }) => recordKept === null))
})
