import type pg from 'pg'
import { type Test, test } from 'tap'
import { PLATFORM_ID } from '#src/db/database.ts'
import { tables } from '#src/schema/tables.ts'
import { connectTo, createTestDatabase } from '#test/helpers/database.ts'
import {
  digestOf,
  type FilledOrganisation,
  fillOrganisation,
  readShape,
  type Shape,
  whereRow,
} from '#test/house/filled-database.ts'
import { personalTables } from '#test/house/register-rules.ts'
import {
  attemptsOf,
  breachesBy,
  connectPipelined,
  ownerlessTables,
  publicTables,
  type Settings,
  strangersOf,
} from '#test/house/strangers.ts'

interface Filled {
  owner: pg.Client
  /** As the application login, with pipelining. */
  client: pg.Client
  shape: Shape
  victim: FilledOrganisation
  own: FilledOrganisation
}

const fill = async (t: Test): Promise<Filled> => {
  const database = await createTestDatabase(t)
  const owner = await connectTo(t, database.ownerUrl)
  const shape = await readShape(owner)
  const victim = await fillOrganisation(owner, shape)
  const own = await fillOrganisation(owner, shape)
  const client = await connectPipelined(database.databaseUrl)
  t.teardown(() => client.end())
  return { owner, client, shape, victim, own }
}

const breaches = ({ client, shape, victim, own }: Filled, how: 'alone' | 'pipelined') =>
  breachesBy(client, attemptsOf(shape, victim, own), strangersOf(own), how)

test('S26 S27 S29 P26 P76: a stranger reads, adds, changes, moves and removes nothing in any table', async (t) => {
  const filled = await fill(t)
  const before = await digestOf(filled.owner, filled.shape)
  t.strictSame(await breaches(filled, 'alone'), [])
  t.strictSame(await breaches(filled, 'pipelined'), [])
  t.strictSame(await digestOf(filled.owner, filled.shape), before)
})

test('S26: SET ROLE, SET SESSION AUTHORIZATION and row_security = off open nothing', async (t) => {
  const filled = await fill(t)
  const before = await digestOf(filled.owner, filled.shape)
  const { rows } = await filled.owner.query('select current_user as name')
  const attempts = [
    `set role ${rows[0].name}`,
    'set role postgres',
    `set session authorization ${rows[0].name}`,
    'set session authorization postgres',
    'alter table patients disable row level security',
  ]
  for (const attempt of attempts)
    await t.rejects(filled.client.query(attempt), { code: /^(42501|22023)$/ }, attempt)
  // All of them sent ahead of what they would open.
  const sent = attempts.map((attempt) => filled.client.query(attempt).catch(() => null))
  t.strictSame(await breaches(filled, 'pipelined'), [])
  await Promise.all(sent)
  await filled.client.query('set row_security = off')
  t.strictSame(await breaches(filled, 'alone'), [])
  t.strictSame(await digestOf(filled.owner, filled.shape), before)
})

const seen = async ({ client, shape, victim }: Filled, settings: Settings): Promise<string[]> => {
  const found: string[] = []
  await client.query('begin')
  for (const [name, value] of Object.entries(settings))
    await client.query('select set_config($1, $2, true)', [`app.${name}`, value])
  for (const table of victim.rows.keys()) {
    if (ownerlessTables.includes(table)) continue
    const { rows } = await client.query(`select from ${table} where ${whereRow(shape, victim, table)}`)
    if (rows.length) found.push(table)
  }
  await client.query('rollback')
  return found.sort()
}

const holdsPersonalData = new Set(personalTables(tables))

test("the platform's role sees no personal data of an organisation that it enters", async (t) => {
  const filled = await fill(t)
  const { organisationId: organisation_id } = filled.victim
  const found = await seen(filled, { organisation_id, roles: 'platform', account_id: filled.own.accountId })
  t.strictSame(
    found.filter((table) => holdsPersonalData.has(table) && !publicTables.includes(table)),
    [],
  )
  t.ok(found.includes('sites'))
})

test('a person sees their own rows across organisations, and changes none outside of them', async (t) => {
  const filled = await fill(t)
  const { client, shape, victim, own } = filled
  const found = await seen(filled, { organisation_id: '', account_id: victim.accountId, roles: 'person' })
  const ofPerson = ['patients', 'appointments', 'memberships', 'practitioners', 'time_off', 'mails', 'tokens']
  for (const table of [...ofPerson, 'accounts', 'sessions']) t.ok(found.includes(table), table)
  for (const table of ['sites', 'services', 'audit_events', 'invitations'])
    t.notOk(found.includes(table), table)

  const asPerson = async (text: string, values: unknown[] = []) => {
    await client.query('begin')
    await client.query(`select set_config('app.account_id', $1, true)`, [victim.accountId])
    const outcome = await client.query(text, values).then(
      ({ rowCount }) => rowCount,
      ({ code }) => code,
    )
    await client.query('rollback')
    return outcome
  }
  for (const table of [...ofPerson, 'keys.wrapping_keys']) {
    const mine = whereRow(shape, victim, table)
    t.equal(await asPerson(`update ${table} set organisation_id = $1 where ${mine}`, [own.organisationId]), 0)
    t.equal(await asPerson(`delete from ${table} where ${mine}`), 0)
  }
  const membership = { ...victim.rows.get('memberships'), organisation_id: own.organisationId }
  const { text, values } = {
    text: 'insert into memberships select * from jsonb_populate_record(null::memberships, $1)',
    values: [JSON.stringify(membership)],
  }
  t.equal(await asPerson(text, values), '42501', 'nobody makes themselves a member')
  const key = {
    ...victim.rows.get('keys.subject_keys'),
    organisation_id: own.organisationId,
    wrapping_key_id: own.rows.get('keys.wrapping_keys')?.id,
  }
  t.equal(
    await asPerson(
      'insert into keys.subject_keys select * from jsonb_populate_record(null::keys.subject_keys, $1)',
      [JSON.stringify(key)],
    ),
    '42501',
    "nobody gives themselves a key among another organisation's",
  )
})

test('what nobody has entered is seen by nobody: an empty setting and none are the same', async (t) => {
  const filled = await fill(t)
  const empty = { organisation_id: '', account_id: '', roles: '', practitioner_id: '', patient_id: '' }
  t.strictSame(await seen(filled, {}), publicTables)
  t.strictSame(await seen(filled, empty), publicTables)
  t.strictSame(await seen(filled, { organisation_id: PLATFORM_ID, roles: 'worker' }), [
    'accounts',
    ...publicTables.filter((table) => table < 'email_changes'),
    'email_changes',
    ...publicTables.filter((table) => table > 'email_changes'),
    'registrations',
  ])
})

test('this test finds a table without row security, an open policy and a policy for the wrong rows', async (t) => {
  const filled = await fill(t)
  await filled.owner.query(`
    alter table sites disable row level security;
    create policy open on patients for select using (true);
    create policy of_guest on time_off for insert with check (true)`)
  const found = await breaches(filled, 'pipelined')
  t.ok(found.includes('no scope: read sites: 1 rows'))
  t.ok(found.includes('a member of another organisation: remove sites: error 23503'))
  t.ok(found.includes('a person outside of organisations: read patients: 1 rows'))
  t.ok(found.includes('a newcomer elsewhere: add time_off: error 23505'))
})
