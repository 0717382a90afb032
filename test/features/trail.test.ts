import { type Test, test } from 'tap'
import { v7 as newId } from 'uuid'
import { organisation } from '#src/access/access.ts'
import { openTrail } from '#src/audit/append-reads.ts'
import { postAuditBatches } from '#src/audit/post-batches.ts'
import { recordAct } from '#src/audit/record-act.ts'
import { sealTrail } from '#src/audit/seal-trail.ts'
import { closePools, openPools } from '#src/db/connect.ts'
import { withOrganisation } from '#src/db/scope.ts'
import { startApp } from '#test/helpers/app.ts'
import {
  book,
  expectStatus,
  freeTimes,
  openClinic,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { openPatients } from '#test/helpers/patients.ts'

const open = async (t: Test) => {
  const opened = await openPatients(t)
  const { people, clinic } = opened
  const events = async (condition = 'true') => {
    await postAuditBatches(opened.deps)
    return (
      await people.owner.query(
        `select * from audit_events where organisation_id = $1 and ${condition} order by id`,
        [clinic.organisationId],
      )
    ).rows
  }
  const verify = async () => {
    const path = `/v1/organisations/${clinic.organisationId}/audit-events/verify`
    return (await opened.call('GET', path, { token: clinic.administrator.token() })).body
  }
  const list = async (query = '') => {
    const path = `/v1/organisations/${clinic.organisationId}/audit-events${query}`
    return expectStatus(await opened.call('GET', path, { token: clinic.administrator.token() }), 200).body
  }
  return {
    ...opened,
    events,
    verify,
    list,
    read: (id: string, by = clinic.receptionist) =>
      opened.call('GET', `${clinic.path}/${id}`, { token: by.token() }),
  }
}

test('P13: who reads or finds a patient stands in the trail before the answer leaves', async (t) => {
  const { clinic, events, read } = await open(t)
  const patient = await clinic.register({ email: 'leyla@example.com' })
  expectStatus(await read(patient.id), 200)
  expectStatus(await read(patient.id, clinic.practitioner), 200)
  expectStatus(await clinic.search({ email: 'leyla@example.com' }), 200)
  const [byReception, byPractitioner, hit] = await events(`action in ('read', 'searchHit')`)
  t.match(byReception, {
    action: 'read',
    patient_id: patient.id,
    patient_ids: [],
    resource: 'patient',
    resource_ids: [patient.id],
    account_id: clinic.receptionist.accountId,
    role: 'receptionist',
    ground: 'administration',
    client_system: 'api',
    outcome: 'succeeded',
    request_id: String,
  })
  t.match(byPractitioner, { role: 'practitioner', ground: 'careRelation' })
  t.match(hit, { action: 'searchHit', patient_id: patient.id })
})

test('P13: reads that wait in batches are each in the trail once, whoever looks first and however many at once', async (t) => {
  const { clinic, read, list, deps, people, anotherClinic } = await open(t)
  const other = await anotherClinic()
  const patients = [await clinic.register(), await clinic.register(), await clinic.register()]
  const theirs = await other.register()
  await Promise.all([
    ...patients.map(({ id }) => read(id)),
    deps.trail.append({
      organisationId: other.organisationId,
      at: deps.clock.now().toISOString(),
      action: 'read',
      resource: 'patient',
      resourceIds: [theirs.id],
      patientIds: [theirs.id],
      accountId: other.receptionist.accountId,
      role: 'receptionist',
      ground: 'administration',
      requestId: 'here',
    }),
  ])
  const waiting = async () =>
    (
      await people.owner.query(
        'select organisation_id, jsonb_array_length(events) as events from audit_batches order by 1',
      )
    ).rows
  const batches = await waiting()
  t.equal(
    batches.reduce((sum, { events }) => sum + events, 0),
    4,
    'durable, and no event yet',
  )
  t.strictSame(
    new Set(batches.map(({ organisation_id }) => organisation_id)),
    new Set([clinic.organisationId, other.organisationId]),
  )
  const [found] = await Promise.all([
    list('?action=read'),
    ...Array.from({ length: 4 }, () => postAuditBatches(deps)),
  ])
  t.strictSame(
    found.data.map(({ patientId }: { patientId: string }) => patientId).sort(),
    patients.map(({ id }) => id).sort(),
  )
  t.strictSame(
    (
      await people.owner.query(
        `select patient_id, patient_ids, account_id from audit_events where organisation_id = $1 and request_id = 'here'`,
        [other.organisationId],
      )
    ).rows,
    [{ patient_id: theirs.id, patient_ids: [], account_id: other.receptionist.accountId }],
  )
  await sealTrail(deps)
  t.strictSame(await waiting(), [])
})

test('P13: a list is one row with all whom it shows; what shows nobody is none', async (t) => {
  const { clinic, events } = await open(t)
  const [one, other] = [
    await clinic.register({ phone: '+46701234567' }),
    await clinic.register({ phone: '+46701234567' }),
  ]
  expectStatus(await clinic.search({ phone: '+46701234567' }), 200)
  expectStatus(await clinic.search({ phone: '+46709999999' }), 200)
  const hits = await events(`action = 'searchHit'`)
  t.equal(hits.length, 1)
  t.equal(hits[0].patient_id, null)
  t.strictSame([...hits[0].patient_ids].sort(), [one.id, other.id].sort())
})

test('P13: what is refused is not in the trail as read', async (t) => {
  const { clinic, events, read, anotherClinic } = await open(t)
  const other = await anotherClinic()
  const patient = await clinic.register()
  t.equal((await read(patient.id, other.receptionist)).status, 404)
  t.strictSame(await events(`action = 'read'`), [])
})

test('P13: no answer, whatever it is, leaves others waiting for an event that does not come', async (t) => {
  const { clinic, read, deps } = await open(t)
  const { expect } = deps.trail
  const underWay = new Set<() => void>()
  let expected = 0
  deps.trail.expect = () => {
    expected++
    const came = expect()
    underWay.add(came)
    return () => {
      underWay.delete(came)
      came()
    }
  }
  const patient = await clinic.register()
  t.equal((await read(patient.id)).status, 200)
  t.equal((await read(clinic.organisationId)).status, 404)
  t.ok(expected >= 2, `${expected}`)
  t.equal(underWay.size, 0)
})

test('P13: without a durable row there is no answer', async (t) => {
  const { clinic, read, people, call } = await open(t)
  const patient = await clinic.register()
  await people.owner.query('revoke execute on function append_audit_batches from praxis_app')
  const answer = await read(patient.id)
  t.equal(answer.status, 503)
  t.ok(answer.headers['retry-after'])
  t.notMatch(JSON.stringify(answer.body), /Leyla/)
  t.equal((await call('GET', '/health/live')).status, 200)
})

test('P13: reads that come at one time become durable together, and one that cannot be takes no other along', async (t) => {
  const { deps, clinic, events, database } = await open(t)
  const pools = openPools(database.databaseUrl, { statementNames: true })
  t.teardown(() => closePools(pools))
  let statements = 0
  const { query } = pools.trail
  pools.trail.query = ((...args: unknown[]) => {
    statements++
    return (query as (...all: unknown[]) => unknown).apply(pools.trail, args)
  }) as typeof query
  const trail = openTrail(pools)
  const event = (organisationId: string, n: number) => ({
    organisationId,
    at: deps.clock.now().toISOString(),
    action: 'read' as const,
    resource: 'patient',
    resourceIds: [],
    patientIds: [],
    accountId: clinic.receptionist.accountId,
    role: 'receptionist',
    ground: 'administration' as const,
    requestId: `${n}`,
  })
  await Promise.all(Array.from({ length: 100 }, (_, n) => trail.append(event(clinic.organisationId, n))))
  t.equal((await events()).length, 100)
  t.ok(statements <= 3, `${statements} statements`)
  const nowhere = '00000000-0000-7000-8000-000000000000'
  const [stored, lost] = await Promise.allSettled([
    trail.append(event(clinic.organisationId, 100)),
    trail.append(event(nowhere, 101)),
  ])
  t.equal(stored.status, 'fulfilled')
  t.match(lost, { status: 'rejected', reason: { code: 'unavailable' } })
  t.equal((await events()).length, 101)
  await t.rejects(
    trail.append({ ...event(clinic.organisationId, 102), resourceIds: ['nobody@example.org'] }),
    {
      code: 'unavailable',
    },
  )

  // Of those that are under way together most wait for each other, and none for what does not come.
  statements = 0
  const underWay = Array.from({ length: 10 }, () => trail.expect())
  const appended: Promise<void>[] = []
  for (const [n, came] of underWay.entries()) {
    appended.push(trail.append(event(clinic.organisationId, 200 + n)))
    came()
    came()
    await Promise.resolve()
  }
  await Promise.all(appended)
  t.equal(statements, 2, 'eight of ten, then the rest')
  const never = trail.expect()
  await trail.append(event(clinic.organisationId, 300))
  never()
  await trail.append(event(clinic.organisationId, 301))
  t.equal((await events()).length, 113)
})

test('P13: an administrator reads the trail by time, person, colleague and action, and stands in it', async (t) => {
  const { clinic, read, list, clock } = await open(t)
  const [one, other] = [await clinic.register(), await clinic.register()]
  for (const { id } of [one, other, one]) {
    clock.shift('PT1M')
    expectStatus(await read(id), 200)
  }
  const all = await list()
  t.strictSame(
    all.data.map(({ action }: { action: string }) => action),
    ['read', 'read', 'read', 'create', 'create'],
  )
  t.match(all.data[0], { patientId: one.id, patientIds: [one.id], fields: [], reason: null, unitId: null })
  const ofOne = await list(`?patientId=${one.id}&action=read`)
  t.equal(ofOne.data.length, 2)
  t.equal((await list(`?accountId=${clinic.practitioner.accountId}`)).data.length, 0)
  t.equal((await list('?to=2026-05-12')).data.length, 0)
  t.equal((await list('?from=2026-05-12T10:02:00Z&to=2026-05-12T10:03:00Z&action=read')).data.length, 1)
  t.match((await list()).data[0], { action: 'read', resource: 'auditEvents' })

  const first = await list(`?patientId=${one.id}&limit=2`)
  const next = await list(`?patientId=${one.id}&limit=2&cursor=${first.nextCursor}`)
  t.equal(first.data.length, 2)
  t.match(next, { data: [{ action: 'create' }], nextCursor: null })
})

test('P13: a person reads who saw their data in all organisations, with role and reason, nobody else’s', async (t) => {
  const app = await startApp(t)
  const [clinic, abroad] = [await openClinic(app), await openClinic(app, { country: 'FI' })]
  const person = await registerPerson(app)
  const log = async (query = '') =>
    expectStatus(await app.call('GET', `/v1/me/access-log${query}`, { token: person.token }), 200).body
  t.strictSame(await log(), { data: [], nextCursor: null })
  const booked = async (where: typeof clinic, n: number) => {
    const startsAt = (await freeTimes(app, where))[n]
    const body = { practitionerId: where.practitioner.id, serviceId: where.serviceId, startsAt }
    return expectStatus(await where.call('POST', '/appointments', { token: person.token, body }), 201).body
  }
  const [here, there] = [await booked(clinic, 0), await booked(abroad, 6)]
  expectStatus(
    await clinic.call('GET', `/patients/${here.patientId}`, { token: clinic.receptionist.token }),
    200,
  )
  expectStatus(
    await abroad.call('GET', `/patients/${there.patientId}`, { token: abroad.practitioner.token }),
    200,
  )
  const stranger = await registerPatient(clinic)
  expectStatus(await book(clinic, stranger, (await freeTimes(app, clinic))[4] ?? ''), 201)
  expectStatus(await clinic.call('GET', '/appointments', { token: clinic.receptionist.token }), 200)
  expectStatus(await clinic.call('GET', '/appointments', { token: person.token }), 200)

  const { data } = await log()
  t.match(data[0], { action: 'read', resource: 'appointment', actor: { role: 'patient' }, ground: 'self' })
  t.match(data[1], {
    action: 'read',
    resource: 'appointment',
    organisationId: clinic.id,
    actor: { role: 'receptionist' },
  })
  t.match(data[2], {
    organisationId: abroad.id,
    actor: { role: 'practitioner', name: 'Elin Testsson' },
    ground: 'careRelation',
  })
  t.match(data[3], { organisationId: clinic.id, actor: { role: 'receptionist' }, resource: 'patient' })
  t.notOk('name' in data[1].actor, 'Sweden tells the role')
  t.ok(data.length > 6, 'what was made and changed as well')
  t.notMatch(JSON.stringify(data), new RegExp(stranger))

  const seen: unknown[] = []
  let cursor = ''
  do {
    const part = await log(`?limit=2${cursor}`)
    seen.push(...part.data)
    cursor = part.nextCursor === null ? '' : `&cursor=${part.nextCursor}`
  } while (cursor !== '')
  t.strictSame(seen, data)
})

test('P13 S66: a reason is sealed under the key of whom it is about, its hash is in the chain', async (t) => {
  const { deps, clinic, list, people, verify } = await open(t)
  const patient = await clinic.register()
  const caller = { ...clinic.practitioner, requestId: 'request' }
  await withOrganisation(
    deps,
    caller,
    clinic.organisationId,
    organisation({ practitioner: 'organisation' }),
    (scope) =>
      recordAct(scope, {
        action: 'breakGlass',
        resource: 'patient',
        resourceIds: [patient.id],
        patientId: patient.id,
        ground: 'emergency',
        reason: 'unconscious in the waiting room',
      }),
  )
  t.match((await list('?action=breakGlass')).data, [
    { ground: 'emergency', reason: 'unconscious in the waiting room' },
  ])
  const { rows } = await people.owner.query(
    `select reason, reason_hash = sha256(reason) as held from audit_events where action = 'breakGlass'`,
  )
  t.notMatch(rows[0].reason.toString('latin1'), /waiting/)
  t.ok(rows[0].held)
  await sealTrail(deps)
  t.equal((await verify()).state, 'intact')
  await people.owner.query(`update audit_events set reason = null where action = 'breakGlass'`)
  t.equal((await verify()).state, 'intact', 'the reason goes with the person, the event stays')
  await people.owner.query(`update audit_events set reason = '\\x00' where action = 'breakGlass'`)
  t.match(await verify(), { state: 'broken', fault: { kind: 'changed' } })
})

test('S66: a day of work becomes a chain that verifies, with signed checkpoints in the log', async (t) => {
  const { deps, clinic, verify, read, clock, log, people, events } = await open(t)
  const patient = await clinic.register()
  t.match(await verify(), { state: 'intact', events: 0, waiting: 1, lastCheckpoint: null })
  await sealTrail(deps)
  t.match(await verify(), {
    state: 'intact',
    events: 1,
    waiting: 0,
    checkpoints: 1,
    lastCheckpoint: { position: 1 },
  })
  for (let n = 0; n < 5; n++) expectStatus(await read(patient.id), 200)
  await sealTrail(deps)
  t.match(await verify(), { state: 'intact', events: 6, checkpoints: 1 })
  clock.shift('P1D')
  expectStatus(await read(patient.id), 200)
  await sealTrail(deps)
  t.match(await verify(), { state: 'intact', events: 7, checkpoints: 2, lastCheckpoint: { position: 7 } })
  t.equal((await events()).length, 7)
  const told = log.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'audit checkpoint')
  t.ok(
    told.some(({ organisationId, position }) => organisationId === clinic.organisationId && position === 7),
  )
  const { rows } = await people.owner.query('select count(*)::int as left from audit_unsealed')
  t.equal(rows[0].left, 0)
})

test('S66: events that commit out of order are all sealed once, by any number of sealers', async (t) => {
  const { deps, clinic, database, verify, events } = await open(t)
  const late = await connectTo(t, database.ownerUrl)
  await late.query('begin')
  await late.query(
    `insert into audit_events (organisation_id, id, at, action, resource, resource_ids, role, ground, detail)
     values ($1, $2, $3, 'read', 'patient', '{}', 'receptionist', 'administration', '{}')`,
    [clinic.organisationId, newId(), deps.clock.now()],
  )
  for (let n = 0; n < 3; n++) await clinic.register()
  await Promise.all([sealTrail(deps), sealTrail(deps), sealTrail(deps)])
  t.match(await verify(), { state: 'intact', events: 3 })
  await late.query('commit')
  await Promise.all([sealTrail(deps), sealTrail(deps)])
  t.match(await verify(), { state: 'intact', events: 4, waiting: 0 })
  t.equal((await events()).length, 4)
})
