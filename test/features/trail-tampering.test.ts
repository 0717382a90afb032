import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { t as root, test } from 'tap'
import { v7 as newId, v4 as randomId } from 'uuid'
import { listSealed } from '#src/audit/chain.queries.ts'
import { nextHash } from '#src/audit/chain.ts'
import { sealTrail } from '#src/audit/seal-trail.ts'
import { verifyAllTrails } from '#src/audit/verify-all-trails.ts'
import { withJob } from '#src/db/scope.ts'
import { expectStatus } from '#test/helpers/clinic.ts'
import { openPatients } from '#test/helpers/patients.ts'

const shared = await openPatients(root)

/** A clinic with eight sealed events, checkpoints at the third and the last but one, and a way in as the owner. */
const open = async (opened = shared) => {
  const { deps, people, clock } = opened
  const clinic = await opened.anotherClinic()
  const { organisationId } = clinic
  for (let n = 0; n < 3; n++) await clinic.register()
  await sealTrail(deps)
  clock.shift('P1D')
  for (let n = 0; n < 4; n++) await clinic.register()
  await sealTrail(deps)
  await clinic.register()
  await sealTrail(deps)
  const path = `/v1/organisations/${organisationId}/audit-events/verify`
  const token = clinic.administrator.token()
  return {
    ...opened,
    clinic,
    organisationId,
    /** As the owner of the database, who passes every policy and trigger. */
    tamper: (text: string, values: unknown[] = []) =>
      people.owner.query(text.replaceAll(':organisation', `'${organisationId}'`), values),
    eventAt: async (position: number): Promise<string> => {
      const { rows } = await people.owner.query(
        'select event_id from audit_seals where organisation_id = $1 and position = $2',
        [organisationId, position],
      )
      return rows[0].event_id
    },
    verify: async () => expectStatus(await opened.call('GET', path, { token }), 200).body,
  }
}

type Opened = Awaited<ReturnType<typeof open>>

const finds = (what: string, tamper: (opened: Opened) => Promise<object>) =>
  test(`S66: ${what} is found and named, also when the owner of the database did it`, async (t) => {
    const opened = await open()
    t.match(await opened.verify(), { state: 'intact', events: 8, checkpoints: 2, fault: null })
    const fault = await tamper(opened)
    t.match(await opened.verify(), { state: 'broken', fault })
  })

for (const change of [
  `account_id = '00000000-0000-7000-8000-000000000001'`,
  `patient_id = null`,
  `at = at - interval '1 microsecond'`,
  `action = 'read'`,
  `role = 'org_admin'`,
  `ground = 'emergency'`,
  `outcome = 'refused'`,
  `detail = '{"fields": ["phone"]}'`,
  `resource_ids = '{}'`,
  `patient_ids = array[patient_id]`,
  `reason_hash = '\\x00'`,
])
  finds(`an event with another ${change.split(' ')[0]}`, async ({ tamper, eventAt }) => {
    const id = await eventAt(4)
    await tamper(`update audit_events set ${change} where organisation_id = :organisation and id = $1`, [id])
    return { kind: 'changed', position: 4, eventId: id }
  })

finds('an event that was removed', async ({ tamper, eventAt }) => {
  const id = await eventAt(2)
  await tamper('delete from audit_events where organisation_id = :organisation and id = $1', [id])
  return { kind: 'removed', position: 2, eventId: id }
})

finds('an event that was removed with its place', async ({ tamper, eventAt }) => {
  const id = await eventAt(5)
  await tamper('delete from audit_events where id = $1', [id])
  await tamper('delete from audit_seals where event_id = $1', [id])
  return { kind: 'removed', position: 5 }
})

finds('a first event that was removed with its place', async ({ tamper, eventAt }) => {
  const id = await eventAt(1)
  await tamper('delete from audit_events where id = $1', [id])
  await tamper('delete from audit_seals where event_id = $1', [id])
  return { kind: 'removed', position: 1 }
})

finds('an order that was changed', async ({ tamper, eventAt }) => {
  const [one, other] = [await eventAt(5), await eventAt(6)]
  await tamper(`update audit_seals set event_id = $2 where event_id = $1`, [one, newId()])
  await tamper(`update audit_seals set event_id = $2 where event_id = $1`, [other, one])
  await tamper(
    `update audit_seals set event_id = $1 where organisation_id = :organisation and position = 5`,
    [other],
  )
  return { kind: 'changed', position: 5 }
})

finds('a last event that was removed', async ({ tamper, eventAt }) => {
  await tamper('delete from audit_events where id = $1', [await eventAt(8)])
  return { kind: 'removed', position: 8 }
})

finds('a tail that was cut behind the last checkpoint', async ({ tamper, eventAt }) => {
  await tamper('delete from audit_events where id = $1', [await eventAt(8)])
  await tamper('delete from audit_seals where organisation_id = :organisation and position = 8')
  return { kind: 'cut', position: 8 }
})

finds('a tail that was cut before a checkpoint, with what says how far it went', async (opened) => {
  const { tamper } = opened
  await tamper(`delete from audit_events e using audit_seals s where s.organisation_id = :organisation
    and e.organisation_id = s.organisation_id and e.id = s.event_id and s.position > 5`)
  await tamper('delete from audit_seals where organisation_id = :organisation and position > 5')
  await tamper('delete from audit_heads where organisation_id = :organisation')
  return { kind: 'cut', position: 6 }
})

finds('an event whose hash and all after it were computed anew', async (opened) => {
  const { tamper, eventAt, deps, organisationId } = opened
  await tamper(`update audit_events set action = 'change' where id = $1`, [await eventAt(8)])
  const places = await withJob(deps, organisationId, ({ tx }) => listSealed(tx, organisationId, 6, 10))
  const [before, changed] = places
  if (!before || !changed?.canonical) throw new Error('no such place')
  const hash = nextHash(before.hash, changed.canonical)
  await tamper('update audit_seals set hash = $1 where organisation_id = :organisation and position = 8', [
    hash,
  ])
  return { kind: 'changed', position: 8 }
})

finds('a checkpoint that was changed with its chain', async ({ tamper }) => {
  await tamper(
    'update audit_checkpoints set position = 2 where organisation_id = :organisation and position = 3',
  )
  return { kind: 'changed', position: 2 }
})

finds('a signature that somebody else made', async ({ tamper }) => {
  await tamper(
    `update audit_checkpoints set signature = sha512('mine') where organisation_id = :organisation and position = 7`,
  )
  return { kind: 'unsigned', position: 7 }
})

const backdated = (id: string, at: string) => ({
  text: `insert into audit_events (organisation_id, id, at, action, resource, resource_ids, role, ground, detail)
     values (:organisation, $1, $2, 'read', 'patient', '{}', 'receptionist', 'administration', '{}')`,
  values: [id, at],
})

finds('an event that was put into the past behind the sealer', async ({ tamper }) => {
  const id = newId()
  const { text, values } = backdated(id, '2026-05-12T10:00:00Z')
  await tamper('alter table audit_events disable trigger queue_audit_events')
  await tamper(text, values)
  await tamper('alter table audit_events enable trigger queue_audit_events')
  return { kind: 'unsealed', position: null, eventId: id }
})

finds('an event that was put into the past and sealed since', async ({ tamper, deps }) => {
  const day = (Date.now() - 86_400_000).toString(16).padStart(12, '0')
  const id = `${day.slice(0, 8)}-${day.slice(8)}-7000-8000-000000000000`
  const { text, values } = backdated(id, '2026-05-12T10:00:00Z')
  await tamper(text, values)
  await sealTrail(deps)
  return { kind: 'inserted', position: 9, eventId: id }
})

finds('an event whose id none of us made', async ({ tamper, deps }) => {
  const id = randomId()
  const { text, values } = backdated(id, '2026-05-13T10:00:00Z')
  await tamper(text, values)
  await sealTrail(deps)
  return { kind: 'inserted', position: 9, eventId: id }
})

finds(
  'an event that was removed before it was sealed',
  async ({ tamper, clinic, people, organisationId }) => {
    await clinic.register()
    const { rows } = await people.owner.query(
      'select event_id as id from audit_unsealed where organisation_id = $1',
      [organisationId],
    )
    await tamper('delete from audit_events where id = $1', [rows[0].id])
    return { kind: 'removed', position: null, eventId: rows[0].id }
  },
)

test('S66: the service itself can neither change nor remove what it appended', async (t) => {
  const { deps, organisationId } = await open()
  const client = await deps.db.worker.connect()
  t.teardown(() => client.release())
  for (const text of [
    'update audit_events set role = role',
    'delete from audit_events',
    'update audit_seals set hash = hash',
    'delete from audit_seals',
    'update audit_checkpoints set hash = hash',
    'delete from audit_checkpoints',
    'insert into audit_event_patients select * from audit_event_patients',
    'delete from audit_event_patients',
  ]) {
    await client.query('begin')
    await client.query('select enter_job($1)', [organisationId])
    await t.rejects(client.query(text), { code: '42501' }, text)
    await client.query('rollback')
  }
})

test('S66: `npm run audit:verify` says which organisation’s trail is broken and where, and ends with 1', async (t) => {
  const { deps, database, tamper, eventAt, organisationId } = await open(await openPatients(t))
  const lines: string[] = []
  await verifyAllTrails(deps, (line) => void lines.push(line))
  t.match(lines[0], /^0{8}-.* intact/)
  t.ok(lines.includes(`${organisationId}  intact  8 events, 0 waiting`))

  const id = await eventAt(4)
  await tamper(`update audit_events set role = 'nobody' where id = $1`, [id])
  const { dataDir } = deps.config
  const environment = {
    PATH: process.env.PATH,
    NODE_ENV: 'test',
    DATABASE_URL: database.databaseUrl,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
  }
  const failed = await promisify(execFile)('node', ['src/main.ts', 'audit:verify'], {
    env: environment,
  }).then(
    () => ({ code: 0, stdout: '', stderr: '' }),
    (error) => error as { code: number; stdout: string; stderr: string },
  )
  t.equal(failed.code, 1)
  t.match(failed.stdout, `${organisationId}  BROKEN`)
  t.match(failed.stderr, `${organisationId} is broken: changed at position 4, event ${id}`)
})
