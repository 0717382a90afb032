import { type Test, test } from 'tap'
import type { RequestKind } from '#src/privacy/law/deadlines.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import { expectStatus } from '#test/helpers/clinic.ts'
import { watchOnce } from '#test/helpers/data-requests.ts'
import { mailsTo, sentMails } from '#test/helpers/outbox-mails.ts'
import { makePeople, type NewOrganisation, type TestPeople } from '#test/helpers/people.ts'

const openPractice = async (app: TestApp, people: TestPeople, options: NewOrganisation) => {
  const organisationId = await people.organisation(options)
  const administrator = await people.member(organisationId, 'org_admin')
  const path = `/v1/organisations/${organisationId}`
  const call = (method: 'GET' | 'POST', rest: string, body?: object) =>
    app.call(method, `${path}${rest}`, { token: administrator.token(), ...(body ? { body } : {}) })
  const evidence = { method: 'identityDocument', checkedBy: administrator.accountId }
  const register = async (fields: object = {}) => {
    const body = { firstName: 'Olle', lastName: 'Ek', informedAt: '2026-01-02T09:00:00Z', ...fields }
    return expectStatus(await call('POST', '/patients', body), 201).body.id as string
  }
  const fileFor = async (
    asked: { kind: RequestKind; receivedAt: string; [field: string]: unknown },
    proven = true,
  ) =>
    expectStatus(
      await call('POST', '/data-requests', {
        patientId: await register(),
        ...asked,
        ...(proven ? { identityEvidence: evidence } : {}),
      }),
      201,
    ).body
  return { organisationId, administrator, evidence, call, register, fileFor }
}

const open = async (t: Test, now: string) => {
  const app = await startApp(t)
  app.clock.set(now)
  return { app, people: await makePeople(t, app) }
}

const zones: Record<string, string> = {
  SE: 'Europe/Stockholm',
  NL: 'Europe/Amsterdam',
  NO: 'Europe/Oslo',
  DK: 'Europe/Copenhagen',
  FR: 'Europe/Paris',
  AZ: 'Asia/Baku',
  MA: 'Africa/Casablanca',
  GB: 'Europe/London',
}

/** Where, what is asked, when it came in, until when it is answered, and what that shows. */
const table: [string, RequestKind, 'all' | 'healthRecord', string, string, string, string][] = [
  ['SE', 'restriction', 'all', '2026-03-05', '2026-04-07T22:00:00Z', 'gdpr', 'Easter moves the last day'],
  ['SE', 'erasure', 'all', '2026-01-31', '2026-03-02T23:00:00Z', 'gdpr', 'clamped to February, then rolled'],
  ['SE', 'access', 'healthRecord', '2026-04-01', '2026-05-04T22:00:00Z', 'gdpr', '1 May is a day off'],
  ['NL', 'rectification', 'all', '2026-04-01', '2026-05-01T22:00:00Z', 'gdpr', '1 May is none'],
  [
    'NL',
    'access',
    'healthRecord',
    '2026-04-01',
    '2026-05-01T22:00:00Z',
    'gdpr',
    'the month, as of everything',
  ],
  ['NO', 'objection', 'all', '2027-04-17', '2027-05-18T22:00:00Z', 'gdpr', 'two days off on one Monday'],
  [
    'NO',
    'access',
    'healthRecord',
    '2027-04-17',
    '2027-05-17T22:00:00Z',
    'gdpr',
    '30 days, which do not roll',
  ],
  [
    'DK',
    'access',
    'healthRecord',
    '2026-03-27',
    '2026-04-10T22:00:00Z',
    'gdpr',
    '7 working days over Easter',
  ],
  ['DK', 'access', 'all', '2026-03-27', '2026-04-27T22:00:00Z', 'gdpr', 'the month of what is no record'],
  ['FR', 'access', 'healthRecord', '2026-03-25', '2026-04-02T22:00:00Z', 'gdpr', '8 days'],
  ['FR', 'access', 'all', '2026-03-25', '2026-04-27T22:00:00Z', 'gdpr', 'ends on a Saturday'],
  ['AZ', 'accessLogs', 'all', '2026-02-02', '2026-02-11T20:00:00Z', 'az998', '7 working days'],
  ['AZ', 'objection', 'all', '2026-02-02', '2026-02-11T20:00:00Z', 'az998', '7 working days by the house'],
  ['MA', 'rectification', 'all', '2026-03-02', '2026-03-13T00:00:00Z', 'ma0908', '10 clear days, in Ramadan'],
  ['MA', 'portability', 'all', '2026-03-02', '2026-03-13T00:00:00Z', 'ma0908', 'answered as access'],
]

test('P57: what is asked for is due as the law of the country says of its kind and object', async (t) => {
  const { app, people } = await open(t, '2027-06-01T10:00:00Z')
  for (const country of [...new Set(table.map(([one]) => one))]) {
    const practice = await openPractice(app, people, { country, timeZone: zones[country] ?? 'UTC' })
    for (const [, kind, object, received, dueAt, regime, shows] of table.filter(([one]) => one === country)) {
      const asked = { kind, object, receivedAt: `${received}T10:00:00Z` }
      const filed = await practice.fileFor({
        ...asked,
        ...(kind === 'objection' ? { purpose: 'marketing' } : {}),
      })
      t.equal(filed.dueAt, dueAt, `${country} ${kind} of ${object}: ${shows}`)
      t.equal(filed.regime, regime)
      t.ok(filed.rule)
    }
  }
})

test('P57: in the United Kingdom the time counts from the proof of identity', async (t) => {
  const { app, people } = await open(t, '2026-03-05T10:00:00Z')
  const practice = await openPractice(app, people, { country: 'GB', timeZone: 'Europe/London' })
  const asked = { kind: 'restriction', receivedAt: '2026-03-05T10:00:00Z' } as const
  const waiting = await practice.fileFor(asked, false)
  t.match(waiting, { state: 'identityCheck', dueAt: '2026-04-07T23:00:00Z', regime: 'ukGdpr' })
  app.clock.set('2026-03-20T10:00:00Z')
  // Everybody signs in anew: ten minutes are long over.
  await people.owner.query('update sessions set authenticated_at = $1', ['2026-03-20T10:00:00Z'])
  const path = `/data-requests/${waiting.id}`
  const proven = expectStatus(await practice.call('POST', `${path}/verify-identity`, practice.evidence), 200)
  t.match(proven.body, { state: 'received', dueAt: '2026-04-20T23:00:00Z' })
  const sweden = await openPractice(app, people, {})
  const there = await sweden.fileFor(asked, false)
  const stays = await sweden.call('POST', `/data-requests/${there.id}/verify-identity`, sweden.evidence)
  t.equal(expectStatus(stays, 200).body.dueAt, there.dueAt, 'in Sweden it counts from receipt')
})

test('an extension is counted from receipt, needs its reason, and is had once, in time, and where the law knows it', async (t) => {
  const { app, people } = await open(t, '2027-01-31T10:00:00Z')
  const practice = await openPractice(app, people, {})
  const filed = await practice.fileFor({ kind: 'restriction', receivedAt: '2027-01-31T10:00:00Z' })
  t.equal(filed.dueAt, '2027-03-01T23:00:00Z')
  const extend = (id: string, body: object, at = practice) =>
    at.call('POST', `/data-requests/${id}/extend`, body)
  const body = { cause: 'complexity', reason: 'Three archives.' }
  expectStatus(await extend(filed.id, { cause: 'complexity' }), 400)
  const extended = expectStatus(await extend(filed.id, body), 200).body
  t.equal(extended.dueAt, '2027-04-30T22:00:00Z', 'not chained to the first last day')
  t.ok(extended.extendedAt)
  t.match(await extend(filed.id, body), { status: 409, body: { type: /request-not-extendable$/ } })

  const late = await practice.fileFor({ kind: 'restriction', receivedAt: '2026-12-15T10:00:00Z' })
  t.match(
    await extend(late.id, body),
    { status: 409, body: { type: /request-not-extendable$/ } },
    'the month is over',
  )
  const morocco = await openPractice(app, people, { country: 'MA', timeZone: 'Africa/Casablanca' })
  const there = await morocco.fileFor({ kind: 'erasure', receivedAt: '2027-01-31T10:00:00Z' })
  t.match(await extend(there.id, body, morocco), { status: 409 }, 'Morocco knows none')
  const baku = await openPractice(app, people, { country: 'AZ', timeZone: 'Asia/Baku' })
  const asked = await baku.fileFor({ kind: 'restriction', receivedAt: '2027-01-29T10:00:00Z' })
  t.equal(asked.dueAt, '2027-02-09T20:00:00Z')
  t.equal(expectStatus(await extend(asked.id, body, baku), 200).body.dueAt, '2027-02-18T20:00:00Z')
  const france = await openPractice(app, people, { country: 'FR', timeZone: 'Europe/Paris' })
  const record = await france.fileFor({
    kind: 'access',
    object: 'healthRecord',
    receivedAt: '2027-01-31T10:00:00Z',
  })
  t.match(await extend(record.id, body, france), { status: 409 })
  const older = await extend(record.id, { cause: 'olderData', reason: 'From 1998.' }, france)
  t.equal(expectStatus(older, 200).body.dueAt, '2027-03-31T22:00:00Z', 'two months for what is old')
})

test('in France a health record is not shown before two days have passed', async (t) => {
  const { app, people } = await open(t, '2026-03-25T10:00:00Z')
  const france = await openPractice(app, people, { country: 'FR', timeZone: 'Europe/Paris' })
  const early = await france.fileFor({
    kind: 'access',
    object: 'healthRecord',
    receivedAt: '2026-03-25T09:00:00Z',
  })
  const answer = { answer: 'Here it is.' }
  const refused = await france.call('POST', `/data-requests/${early.id}/resolve`, answer)
  t.match(refused, { status: 409, body: { type: /answer-too-early$/, from: /^2026-03-27T09:00:00/ } })
  const ripe = await france.fileFor({
    kind: 'access',
    object: 'healthRecord',
    receivedAt: '2026-03-23T10:00:00Z',
  })
  expectStatus(await france.call('POST', `/data-requests/${ripe.id}/resolve`, answer), 200)
})

test("an organisation's own days off move a deadline", async (t) => {
  const { app, people } = await open(t, '2026-03-02T10:00:00Z')
  const practice = await openPractice(app, people, { settings: { extraHolidays: ['2026-04-02'] } })
  const filed = await practice.fileFor({ kind: 'restriction', receivedAt: '2026-03-02T10:00:00Z' })
  t.equal(filed.dueAt, '2026-04-07T22:00:00Z', 'over the own day off and Easter')
  const bavaria = await openPractice(app, people, {
    country: 'DE',
    timeZone: 'Europe/Berlin',
    settings: { holidayRegion: 'BY' },
  })
  const there = await bavaria.fileFor({ kind: 'restriction', receivedAt: '2026-01-06T10:00:00Z' })
  t.equal(there.dueAt, '2026-02-06T23:00:00Z')
})

test('those who answer are reminded 7 and 2 days before the unrolled last day, and when it is over, once each', async (t) => {
  const { app, people } = await open(t, '2026-03-05T10:00:00Z')
  const contactEmail = 'dataskydd@kliniken.example'
  const practice = await openPractice(app, people, { settings: { contactEmail } })
  const filed = await practice.fileFor({ kind: 'restriction', receivedAt: '2026-03-05T10:00:00Z' })
  const answered = await practice.fileFor({ kind: 'rectification', receivedAt: '2026-03-05T10:00:00Z' })
  expectStatus(await practice.call('POST', `/data-requests/${answered.id}/resolve`, { answer: 'Done.' }), 200)
  const told = async (now: string) => {
    app.clock.set(now)
    for (let run = 0; run < 3; run++) await watchOnce(app)
    return (await mailsTo(app, contactEmail)).length
  }
  t.equal(await told('2026-03-28T22:59:00Z'), 0, 'a minute before the local day')
  t.equal(await told('2026-03-28T23:00:00Z'), 1, '7 days before 5 April, which is a Sunday')
  t.equal(await told('2026-04-02T21:59:00Z'), 1)
  t.equal(await told('2026-04-02T22:00:00Z'), 2, '2 days before')
  t.equal(await told('2026-04-07T21:59:00Z'), 2, 'the rolled last day is not over')
  t.equal(await told('2026-04-07T22:00:00Z'), 3, 'it is over')
  t.equal(await told('2026-04-20T10:00:00Z'), 3)
  const mails = await mailsTo(app, contactEmail)
  t.equal(new Set(mails.map(({ messageId }) => messageId)).size, 3)
  for (const { subject, text } of mails) {
    t.match(subject, /besvaras senast tisdag/)
    t.notMatch(text, /Olle|Ek\b/)
  }
  t.ok(filed.id)
})

test('without a contact everybody who runs the organisation is reminded; an extension begins anew', async (t) => {
  const { app, people } = await open(t, '2026-03-05T10:00:00Z')
  const practice = await openPractice(app, people, {})
  const second = await people.member(practice.organisationId, 'org_admin')
  const filed = await practice.fileFor({ kind: 'restriction', receivedAt: '2026-02-10T10:00:00Z' })
  const count = async (email: string) => (await mailsTo(app, email)).length
  await watchOnce(app)
  for (const { email } of [practice.administrator, second]) t.equal(await count(email), 1)
  const body = { cause: 'number', reason: 'Many have come in.' }
  expectStatus(await practice.call('POST', `/data-requests/${filed.id}/extend`, body), 200)
  await watchOnce(app)
  t.equal(await count(second.email), 1)
  app.clock.set('2026-05-04T10:00:00Z')
  await watchOnce(app)
  for (const { email } of [practice.administrator, second]) t.equal(await count(email), 2)
  t.equal((await sentMails(app)).length, 4)
})
