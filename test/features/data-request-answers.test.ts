import { test } from 'tap'
import { register } from '#src/privacy/register.ts'
import { claimsOf } from '#test/helpers/accounts.ts'
import {
  book,
  expectStatus,
  freeTimes,
  newAddress,
  openClinic,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { becomePatient, file, fileFor, openRequests, subjectsTo } from '#test/helpers/data-requests.ts'
import { connectTo } from '#test/helpers/database.ts'
import { mailsTo, sentMails } from '#test/helpers/outbox-mails.ts'

interface Part {
  organisationId: string | null
  data: Record<string, Record<string, unknown>[]>
}

test('P80: access is answered at once, with a copy of what those who were asked hold and of nothing else', async (t) => {
  const { app, clinic, person, patientId } = await openRequests(t)
  const second = await openClinic(app, { name: 'Andra kliniken' })
  await becomePatient(app, second, person)
  const take = async (id: string) =>
    expectStatus(await app.call('GET', `/v1/me/data-requests/${id}/export`, { token: person.token }), 200)
      .body
  const before = (await mailsTo(app, person.email)).length
  const one = expectStatus(await file(app, person, { kind: 'access', organisationId: clinic.id }), 201).body
  t.match(one, { state: 'completed', exportReady: true })
  const copy = await take(one.id)
  t.strictSame(
    copy.parts.map(({ organisationId }: Part) => organisationId),
    [clinic.id],
  )
  t.match(copy.parts[0].data.patient, [{ identity: { firstName: 'Pia' } }])
  t.match(copy.parts[0].data.appointments, [{ patientId }])
  const everybody = expectStatus(await file(app, person, { kind: 'access' }), 201).body
  const whole = await take(everybody.id)
  t.strictSame(
    whole.parts.map(({ organisationId }: Part) => organisationId),
    [null, ...[clinic.id, second.id].sort()],
  )
  t.match(whole.parts[0].data.account, [{ profile: { email: person.email } }])
  t.strictSame(await subjectsTo(app, person.email, before), [
    'Din begäran har besvarats',
    'Din begäran har besvarats',
  ])

  const record = expectStatus(
    await file(app, person, { kind: 'access', object: 'healthRecord', organisationId: clinic.id }),
    201,
  ).body
  t.match(record, { state: 'received', exportReady: false }, 'the record is answered by who keeps it')
})

test('P11: portability takes along what is processed by contract or with consent, and nothing that the law made others keep', async (t) => {
  const { app, clinic, person } = await openRequests(t)
  const { id } = expectStatus(await file(app, person, { kind: 'portability' }), 201).body
  const { parts } = expectStatus(
    await app.call('GET', `/v1/me/data-requests/${id}/export`, { token: person.token }),
    200,
  ).body as { parts: Part[] }
  const [account, ofClinic] = parts
  t.match(account?.data.account, [{ profile: { email: person.email } }])
  t.notOk(account?.data.sessions, 'observed for security, on other grounds')
  t.match(ofClinic?.data.appointments?.length, 1)
  t.match(ofClinic?.data.patient, [{ contact: { email: person.email } }])
  t.notOk(ofClinic?.data.accessLog)
  t.notOk(ofClinic?.data.dataRequests)
  t.equal(ofClinic?.organisationId, clinic.id)
})

test('P81: who asks for logs gets the trail and the last 30 days of the log of use', async (t) => {
  const { app, clinic, person, patientId } = await openRequests(t)
  const token = clinic.receptionist.token
  expectStatus(await clinic.call('GET', `/patients/${patientId}`, { token }), 200)
  expectStatus(await clinic.call('POST', '/patients/search', { token, body: { query: 'Lind' } }), 200)
  await registerPatient(clinic)
  const list = await clinic.call('GET', '/appointments', { token })
  t.ok(expectStatus(list, 200).body.data.length > 0)
  expectStatus(
    await book(clinic, await registerPatient(clinic), (await freeTimes(app, clinic)).at(-1) ?? ''),
    201,
  )
  expectStatus(await clinic.call('GET', '/appointments', { token }), 200)
  const { id } = expectStatus(await file(app, person, { kind: 'accessLogs' }), 201).body
  const { parts } = expectStatus(
    await app.call('GET', `/v1/me/data-requests/${id}/export`, { token: person.token }),
    200,
  ).body as { parts: Part[] }
  const [account, ofClinic] = parts
  for (const part of parts)
    for (const name of Object.keys(part.data)) t.ok(['accessLog', 'usage'].includes(name), name)
  const actions = ofClinic?.data.accessLog?.map(({ action, resource }) => `${action} ${resource}`)
  t.ok(actions?.includes('read patient'), 'who read')
  t.ok(
    actions?.some((one) => one.startsWith('searchHit')),
    'who found',
  )
  t.equal(
    actions?.filter((one) => one === 'read appointment').length,
    2,
    'lists too, also with others in them',
  )
  t.ok(account?.data.accessLog)
})

test('P81: what is older than 30 days is not in the log of use', async (t) => {
  const { app, person } = await openRequests(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  const accountId = claimsOf(person.token).sub
  const at = (seconds: number) =>
    new Date(app.clock.now().getTime() - 30 * 86_400_000 + seconds * 1_000).toISOString()
  await owner.query("select make_log_partitions($1::timestamptz - interval '32 days')", [app.clock.now()])
  const insert = (seconds: number, operation: string) =>
    owner.query(
      `insert into usage_events (organisation_id, at, id, account_id, role, operation, route, fields, status)
       values ('00000000-0000-0000-0000-000000000000', $1, gen_random_uuid(), $2, 'person', $3, 'GET /v1/me', '{}', 200)`,
      [at(seconds), accountId, operation],
    )
  await insert(60, 'younger')
  await insert(-60, 'older')
  const { id } = expectStatus(await file(app, person, { kind: 'accessLogs' }), 201).body
  const copy = await app.call('GET', `/v1/me/data-requests/${id}/export`, { token: person.token })
  const used = (copy.body.parts as Part[]).flatMap(({ data }) => data.usage ?? [])
  t.strictSame(
    used.map(({ operation }) => operation).filter((one) => /er$/.test(one as string)),
    ['younger'],
  )
})

test('S79: what a request answers goes to the verified account, never to whoever filed it', async (t) => {
  const { app, clinic, person, patientId } = await openRequests(t)
  const [before, ofAdmin] = [await mailsTo(app, person.email), await mailsTo(app, clinic.admin.email)]
  const filed = expectStatus(await fileFor(app, clinic, { kind: 'access', patientId }), 201).body
  t.match(filed, { state: 'completed', source: 'staff', patientId })
  t.notMatch(JSON.stringify(filed), /Pia|Lind|token|export/)
  t.strictSame(await subjectsTo(app, person.email, before.length), ['Din begäran har besvarats'])
  t.equal((await mailsTo(app, clinic.admin.email)).length, ofAdmin.length, 'the filer gets nothing')
  const token = clinic.admin.token
  expectStatus(await app.call('GET', `/v1/me/data-requests/${filed.id}/export`, { token }), 404)
  expectStatus(await app.call('GET', `/v1/me/data-requests/${filed.id}`, { token }), 404)
  const mine = await app.call('GET', `/v1/me/data-requests/${filed.id}/export`, { token: person.token })
  t.strictSame(
    expectStatus(mine, 200).body.parts.map(({ organisationId }: Part) => organisationId),
    [clinic.id],
  )
})

test('S79: without an account it goes as a link to the address on file; without an address staff answers', async (t) => {
  const { app, clinic } = await openRequests(t)
  const email = newAddress('olle')
  const patientId = await registerPatient(clinic, { email })
  const before = (await mailsTo(app, email)).length
  const waiting = expectStatus(await fileFor(app, clinic, { kind: 'access', patientId }, false), 201).body
  t.equal(waiting.state, 'identityCheck')
  expectStatus(await fileFor(app, clinic, { kind: 'access', patientId }), 409)
  const checkedBy = claimsOf(clinic.admin.token).sub as string
  const verify = (id: string, body: object) =>
    clinic.call('POST', `/data-requests/${id}/verify-identity`, { token: clinic.admin.token, body })
  expectStatus(await verify(waiting.id, { method: 'videoCall', checkedBy: patientId }), 422)
  const proven = expectStatus(await verify(waiting.id, { method: 'videoCall', checkedBy }), 200).body
  t.match(proven, { state: 'completed', identityMethod: 'videoCall', identityCheckedBy: checkedBy })
  expectStatus(await verify(waiting.id, { method: 'videoCall', checkedBy }), 409)
  const mails = (await mailsTo(app, email)).slice(before)
  t.strictSame(
    mails.map(({ subject }) => subject),
    ['Din begäran: vem du är', 'Din begäran har besvarats'],
  )
  const tokens = mails.map(({ text }) => /data-request\?token=([\w-]{43})/.exec(text ?? '')?.[1])
  t.ok(tokens[0])
  t.equal(tokens[1], tokens[0], 'one secret for one request')
  const shown = await clinic.call('GET', `/data-requests/${waiting.id}`, { token: clinic.admin.token })
  t.notMatch(JSON.stringify(shown.body), tokens[0] as string, 'staff does not see the secret')
  t.strictSame(
    shown.body.timeline.map(({ kind }: { kind: string }) => kind),
    ['received', 'identityAsked', 'identityConfirmed', 'completed'],
  )

  const nameless = await registerPatient(clinic, { lastName: 'Utan' })
  const count = (await sentMails(app)).length
  const spoken = expectStatus(await fileFor(app, clinic, { kind: 'access', patientId: nameless }), 201).body
  t.equal(spoken.state, 'received')
  const answer = { answer: 'Handed over at the desk.' }
  const path = `/data-requests/${spoken.id}/resolve`
  t.equal(
    (await clinic.call('POST', path, { token: clinic.admin.token, body: answer })).body.state,
    'completed',
  )
  await mailsTo(app, email)
  t.equal((await sentMails(app)).length, count, 'nobody is written to')
})

test('an erasure that staff files waits 72 hours, and its mail carries the link that undoes it', async (t) => {
  const { app, clinic } = await openRequests(t)
  const email = newAddress('olle')
  const patientId = await registerPatient(clinic, { email })
  const filed = expectStatus(await fileFor(app, clinic, { kind: 'erasure', patientId }), 201).body
  t.equal(filed.state, 'grace')
  t.ok(Math.abs(Date.parse(filed.graceEndsAt) - app.clock.now().getTime() - 72 * 3_600_000) < 60_000)
  const mail = (await mailsTo(app, email)).at(-1)
  t.equal(mail?.subject, 'Dina uppgifter kommer att raderas')
  const token = /undo-erasure\?token=([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? ''
  const owner = await connectTo(t, app.database.ownerUrl)
  const { rows } = await owner.query(
    `select subject_id, used_at from tokens where purpose = 'undoErasure' and hash = sha256($1::bytea)`,
    [Buffer.from(token)],
  )
  t.match(rows, [{ subject_id: filed.id, used_at: null }])
  const path = `/data-requests/${filed.id}`
  const admin = { token: clinic.admin.token }
  expectStatus(await clinic.call('POST', `${path}/resolve`, { ...admin, body: { answer: 'Gone.' } }), 409)
  const refusal = { cause: 'legalDuty', reason: 'Invoices.' }
  expectStatus(await clinic.call('POST', `${path}/refuse`, { ...admin, body: refusal }), 200)
  t.equal(
    (await owner.query(`select from tokens where purpose = 'undoErasure'`)).rowCount,
    0,
    'it undoes nothing any more',
  )
})

test('practitioners file and administrators decide, each act in the trail, with a fresh factor (S10)', async (t) => {
  const { app, clinic, patientId } = await openRequests(t)
  const checkedBy = claimsOf(clinic.practitioner.token).sub
  const body = {
    kind: 'restriction',
    patientId,
    receivedAt: app.clock.now().toISOString(),
    identityEvidence: { method: 'personallyKnown', checkedBy },
  }
  const by = (token: string) => clinic.call('POST', '/data-requests', { token, body })
  expectStatus(await by(clinic.receptionist.token), 403)
  const { id } = expectStatus(await by(clinic.practitioner.token), 201).body
  expectStatus(await clinic.call('GET', '/data-requests', { token: clinic.practitioner.token }), 403)
  const answer = { answer: 'Restricted.' }
  const path = `/data-requests/${id}/resolve`
  expectStatus(await clinic.call('POST', path, { token: clinic.practitioner.token, body: answer }), 403)
  expectStatus(await clinic.call('POST', path, { token: clinic.admin.token, body: answer }), 200)
  const future = { ...body, receivedAt: new Date(app.clock.now().getTime() + 60_000).toISOString() }
  expectStatus(await clinic.call('POST', '/data-requests', { token: clinic.admin.token, body: future }), 422)
  const { data } = (
    await clinic.call('GET', `/audit-events?patientId=${patientId}`, { token: clinic.admin.token })
  ).body
  const acts = data
    .filter(({ resource }: { resource: string }) => resource === 'dataRequest')
    .map(({ action, role, resourceIds, reason }: Record<string, unknown>) => [
      action,
      role,
      resourceIds,
      reason,
    ])
  t.strictSame(acts, [
    ['change', 'org_admin', [id], 'Restricted.'],
    ['create', 'practitioner', [id], null],
  ])
})

test('a person who is not their patient any more still reads their request', async (t) => {
  const { app, clinic, person, patientId } = await openRequests(t)
  const asked = { kind: 'rectification', organisationId: clinic.id, reason: 'Wrong name.' }
  const { id } = expectStatus(await file(app, person, asked), 201).body
  const owner = await connectTo(t, app.database.ownerUrl)
  await owner.query('update patients set account_id = null where id = $1', [patientId])
  const shown = await app.call('GET', `/v1/me/data-requests/${id}`, { token: person.token })
  t.match(expectStatus(shown, 200).body, { reason: 'Wrong name.', timeline: [{ reason: 'Wrong name.' }] })
  expectStatus(
    await app.call('GET', `/v1/me/data-requests/${id}`, { token: (await registerPerson(app)).token }),
    404,
  )
})

test('requests stay three years after they were closed, and their timeline goes with them', async (t) => {
  const [requests, events] = ['dataRequests', 'dataRequestEvents'].map((table) =>
    register.find(({ name }) => name === table),
  )
  t.strictSame(requests?.retention, { kind: 'period', after: 'closedAt', period: 'P3Y' })
  t.match(events?.subjects, [{ through: 'dataRequests', by: 'requestId' }])
  const { app, person } = await openRequests(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  expectStatus(await file(app, person, { kind: 'access' }), 201)
  const waiting = expectStatus(await file(app, person, { kind: 'rectification' }), 201).body
  const count = async (table: string) =>
    Number((await owner.query(`select count(*) from ${table}`)).rows[0].count)
  t.equal(await count('data_requests'), 3)
  t.ok((await count('data_request_events')) > 3)
  await owner.query('delete from data_requests where closed_at is not null')
  const { rows } = await owner.query('select distinct request_id from data_request_events')
  t.strictSame(rows, [{ request_id: waiting.id }])
})
