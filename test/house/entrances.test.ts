import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { type Test, test } from 'tap'
import { v7 as newId } from 'uuid'
import { closePools, openPools, type Pools } from '#src/db/connect.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type Entrance, readTogether, transact } from '#src/db/transact.ts'
import { Problem } from '#src/errors.ts'
import { connectTo, createTestDatabase } from '#test/helpers/database.ts'
import {
  type FilledOrganisation,
  fillOrganisation,
  insertText,
  readShape,
} from '#test/house/filled-database.ts'
import { connectPipelined } from '#test/house/strangers.ts'

const at = '2027-03-01T12:00:00Z'

interface Clinics {
  owner: pg.Client
  client: pg.Client
  pools: Pools
  home: FilledOrganisation
  other: FilledOrganisation
}

const openClinics = async (t: Test): Promise<Clinics> => {
  const database = await createTestDatabase(t)
  const owner = await connectTo(t, database.ownerUrl)
  const shape = await readShape(owner)
  const home = await fillOrganisation(owner, shape)
  const other = await fillOrganisation(owner, shape)
  const client = await connectPipelined(database.databaseUrl)
  const pools = openPools(database.databaseUrl, { statementNames: true })
  // Two connections for everybody: whoever left a scope behind would be found out.
  pools.api.options.max = 2
  t.teardown(async () => {
    await client.end()
    await closePools(pools)
  })
  return { owner, client, pools, home, other }
}

const enter = ({ accountId, sessionId }: FilledOrganisation, organisationId: string): Entrance => ({
  text: 'select * from enter_organisation($1, $2, $3, $4)',
  values: [accountId, sessionId, organisationId, at],
})

const newSite = (organisation: FilledOrganisation) => ({ ...organisation.rows.get('sites'), id: newId() })

const countSites = async (owner: pg.Client): Promise<number> =>
  (await owner.query('select count(*)::int as count from sites')).rows[0].count

/** Begin, entrance, write and commit, all sent before any answer. */
const pipelinedWrite = async (client: pg.Client, entrance: Entrance, organisation: FilledOrganisation) => {
  const [, entered, , ended] = await Promise.allSettled([
    client.query('begin'),
    client.query(entrance.text, entrance.values),
    client.query(insertText('sites'), [JSON.stringify(newSite(organisation))]),
    client.query('commit'),
  ])
  return {
    refusal: entered?.status === 'rejected' ? entered.reason.code : null,
    ended: ended?.status === 'fulfilled' ? ended.value.command : null,
  }
}

/** What ends somebody's belonging; each is undone afterwards. */
const endings: [name: string, change: string, refusal: string][] = [
  [
    'a removed member who is no patient',
    `update memberships set state = 'removed'; update patients set state = 'deactivated'; update guardians set state = 'ended'`,
    'PX404',
  ],
  ['a revoked session', `update sessions set revoked_at = '${at}'`, 'PX401'],
  ['an expired session', `update sessions set expires_at = '${at}'`, 'PX401'],
  ['a deactivated account', `update accounts set state = 'deactivated'`, 'PX401'],
  ['a session that is gone', 'delete from sessions', 'PX401'],
]

test('S15 S28: who does not belong any more is refused, and what was sent behind the entrance is not kept', async (t) => {
  const { owner, client, pools, home } = await openClinics(t)
  const before = await countSites(owner)
  for (const [name, change, refusal] of endings) {
    const kept = await owner.query('select * from sessions where id = $1', [home.sessionId])
    await owner.query(change)
    const entrance = enter(home, home.organisationId)
    t.strictSame(await pipelinedWrite(client, entrance, home), { refusal, ended: 'ROLLBACK' }, name)
    const code = refusal === 'PX401' ? 'unauthenticated' : 'not-found'
    let ran = false
    await t.rejects(
      transact(pools, 'api', entrance, async () => {
        ran = true
      }),
      { code },
      `${name}: transact`,
    )
    t.notOk(ran, `${name}: the verb does not run`)
    await t.rejects(
      readTogether(pools, entrance, { text: 'select * from sites', values: [] }),
      { code },
      `${name}: readTogether`,
    )
    if (change.startsWith('delete')) await owner.query(insertText('sessions'), [JSON.stringify(kept.rows[0])])
    await owner.query(`
      update memberships set state = 'active'; update patients set state = 'active'; update accounts set state = 'active';
      update sessions set revoked_at = null, expires_at = '2099-01-01T00:00:00Z'`)
    t.equal((await pipelinedWrite(client, entrance, home)).ended, 'COMMIT', `${name}: undone`)
  }
  t.equal(await countSites(owner), before + endings.length, 'only the writes of who belonged')
})

test('S28: foreign and unknown organisations, sessions of others and made-up ones are refused alike', async (t) => {
  const { owner, client, home, other } = await openClinics(t)
  const before = await countSites(owner)
  const cases: [name: string, entrance: Entrance, refusal: string][] = [
    ['a foreign organisation', enter(home, other.organisationId), 'PX404'],
    ['an unknown organisation', enter(home, newId()), 'PX404'],
    ['the platform', enter(home, PLATFORM_ID), 'PX404'],
    ["somebody else's session", enter({ ...home, sessionId: other.sessionId }, home.organisationId), 'PX401'],
    ["somebody else's account", enter({ ...home, accountId: other.accountId }, home.organisationId), 'PX401'],
    ['an unknown session', enter({ ...home, sessionId: newId() }, home.organisationId), 'PX401'],
  ]
  for (const [name, entrance, refusal] of cases) {
    t.strictSame(await pipelinedWrite(client, entrance, home), { refusal, ended: 'ROLLBACK' }, name)
    t.strictSame(await pipelinedWrite(client, entrance, other), { refusal, ended: 'ROLLBACK' }, name)
  }
  t.equal(await countSites(owner), before)
})

test('S28: an entrance that was swallowed is not reported as success', async (t) => {
  const { pools, home } = await openClinics(t)
  await t.rejects(
    transact(pools, 'api', enter(home, home.organisationId), async (tx) => {
      await tx
        .insertInto('sites')
        .values(newSiteOf(home))
        .execute()
        .catch(() => {})
      await tx
        .insertInto('sites')
        .values(newSiteOf(home))
        .execute()
        .catch(() => {})
    }),
    { message: 'the transaction was rolled back' },
  )
})

const sameId = newId()
const newSiteOf = ({ organisationId }: FilledOrganisation) => ({
  organisationId,
  id: sameId,
  name: 'Twice',
  timeZone: 'Europe/Stockholm',
  street: 'Götgatan 1',
  postalCode: '116 20',
  city: 'Stockholm',
  country: 'SE',
  version: 1,
  createdAt: at,
  updatedAt: at,
})

test('S28: 200 requests of two organisations and of strangers on two connections never mix', async (t) => {
  const { owner, pools, home, other } = await openClinics(t)
  const whole = { text: 'select organisation_id as "organisationId" from sites', values: [] }
  const seenBy = async (who: FilledOrganisation, how: number): Promise<string[]> => {
    const entrance = enter(who, who.organisationId)
    if (how === 0) {
      const { rows } = await readTogether<unknown, { organisationId: string }>(pools, entrance, whole)
      return rows.map(({ organisationId }) => organisationId)
    }
    return transact(pools, 'api', entrance, async (tx) => {
      await tx
        .insertInto('sites')
        .values({ ...newSiteOf(who), id: newId() })
        .execute()
      const rows = await tx.selectFrom('sites').select('organisationId').execute()
      return rows.map(({ organisationId }) => organisationId)
    })
  }
  const requests = Array.from({ length: 200 }, async (_none, n) => {
    const who = n % 2 === 0 ? home : other
    if (n % 5 === 4) {
      const stranger = enter(who, (who === home ? other : home).organisationId)
      const refused =
        n % 10 === 4
          ? transact(pools, 'api', stranger, async () => 'in')
          : readTogether(pools, stranger, whole)
      return refused.then(
        () => 'let in',
        (error) => (error instanceof Problem && error.status === 404 ? 'refused' : `failed: ${error}`),
      )
    }
    const seen = await seenBy(who, n % 4 < 2 ? 0 : 1)
    return seen.length > 0 && seen.every((id) => id === who.organisationId) ? 'own' : `mixed: ${seen}`
  })
  const outcomes = await Promise.all(requests)
  t.strictSame([...new Set(outcomes)].sort(), ['own', 'refused'])
  t.equal(outcomes.filter((outcome) => outcome === 'refused').length, 40)
  t.equal(pools.api.totalCount, 2)
  const written = outcomes.filter((_outcome, n) => n % 5 !== 4 && n % 4 >= 2).length
  t.equal(await countSites(owner), 2 + written)
  for (let n = 0; n < 4; n++) {
    const { rows } = await pools.api.query(
      `select coalesce(current_setting('app.organisation_id', true), '') as organisation, (select count(*)::int from sites) as sites`,
    )
    t.strictSame(rows, [{ organisation: '', sites: 0 }], 'nothing of a scope is left on a connection')
  }
})

test('S28: reads that share a connection see their own organisation alone, and none waits for a slow one', async (t) => {
  const { pools, home, other } = await openClinics(t)
  const whole = { text: 'select organisation_id as "organisationId" from sites', values: [] }
  const read = async (who: FilledOrganisation, where: FilledOrganisation) => {
    const found = readTogether<unknown, { organisationId: string }>(
      pools,
      enter(who, where.organisationId),
      whole,
    )
    const ids = await found.then(
      ({ rows }) => rows.map(({ organisationId }) => organisationId),
      (error) => [error instanceof Problem && error.status === 404 ? 'refused' : `failed: ${error}`],
    )
    return [...new Set(ids)]
  }
  const checkedOut = () => pools.api.totalCount - pools.api.idleCount
  for (let wave = 0; wave < 10; wave++) {
    const reads = Array.from({ length: 30 }, async (_none, n) => {
      const who = n % 2 === 0 ? home : other
      const where = n % 5 === 4 ? (who === home ? other : home) : who
      // Later ones meet connections that are under way.
      await wait(n % 6)
      return (await read(who, where)).join() === (who === where ? who.organisationId : 'refused')
    })
    t.notOk((await Promise.all(reads)).includes(false))
  }
  t.equal(checkedOut(), 0, 'every connection came back')
  const slow = { text: 'select pg_sleep($1)::text as slept', values: [0.5] }
  for (const seconds of [0, 0])
    await readTogether(pools, enter(home, home.organisationId), { ...slow, values: [seconds] })
  let asleep = true
  const sleeping = readTogether(pools, enter(home, home.organisationId), slow).then(() => (asleep = false))
  await wait(50)
  await Promise.all(Array.from({ length: 10 }, () => read(home, home)))
  t.ok(asleep, 'ten reads were answered meanwhile')
  await sleeping
  t.equal(checkedOut(), 0)
})

test('S28: founding an organisation writes into no other', async (t) => {
  const { owner, client, home, other } = await openClinics(t)
  await owner.query('update accounts set platform_admin = true where id = $1', [home.accountId])
  const organisationId = newId()
  const organisation = { ...home.rows.get('organisations'), id: organisationId }
  const row = (table: string, of = organisationId) => ({
    ...home.rows.get(table),
    organisation_id: of,
    id: newId(),
  })
  const found = (change: Record<string, unknown> = {}, by = home) => {
    const wrapping = row('keys.wrapping_keys')
    const given = {
      organisation,
      directory: { ...home.rows.get('directory_organisations'), organisation_id: organisationId },
      wrapping,
      keys: [{ ...row('keys.subject_keys'), wrapping_key_id: wrapping.id }],
      invitation: { ...row('invitations'), practitioner_id: null },
      token: { ...row('tokens'), hash: `\\x${newId().replaceAll('-', '')}` },
      mail: { ...row('mails'), patient_id: null },
      outbox: row('outbox'),
      audit: row('audit_events'),
      ...change,
    }
    return client.query('select create_organisation($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)', [
      by.accountId,
      by.sessionId,
      at,
      ...Object.values(given).map((value) => JSON.stringify(value)),
    ])
  }
  await t.rejects(found({}, other), { code: 'PX403' }, 'nobody but the platform founds')
  for (const [name, table] of [
    ['token', 'tokens'],
    ['mail', 'mails'],
    ['invitation', 'invitations'],
    ['outbox', 'outbox'],
    ['audit', 'audit_events'],
    ['wrapping', 'keys.wrapping_keys'],
  ] as const)
    await t.rejects(found({ [name]: row(table, other.organisationId) }), { code: 'PX403' }, name)
  await t.rejects(found({ keys: [row('keys.subject_keys', other.organisationId)] }), { code: 'PX403' })
  await t.rejects(found({ organisation: { ...organisation, kind: 'platform' } }), { code: 'PX403' })
  await t.resolves(found())
})

test('S16: a key opens only what it is for, and only while it stands', async (t) => {
  const { owner, client, home } = await openClinics(t)
  const hash = Buffer.from('00112233445566778899aabbccddeeff', 'hex')
  const open = (purpose: string, instant = at) =>
    client.query('select * from enter_public($1, $2, $3)', [purpose, hash, instant])
  await owner.query(
    `update tokens set hash = $1, purpose = 'resetPassword', used_at = null, expires_at = '2027-03-02T00:00:00Z'
      where organisation_id = $2`,
    [hash, home.organisationId],
  )
  t.equal((await open('resetPassword')).rows[0].organisation_id, home.organisationId)
  for (const purpose of ['verifyEmail', 'invitation', 'refresh', 'patientLink', 'practitioner', 'anything'])
    await t.rejects(open(purpose), { code: 'PX410' }, purpose)
  await t.rejects(open('resetPassword', '2027-03-02T00:00:00Z'), { code: 'PX410' }, 'expired')
  await owner.query('update tokens set used_at = $1', [at])
  await t.rejects(open('resetPassword'), { code: 'PX410' }, 'spent')
})

test('S28: whoever asks for their data enters an organisation with a live session, as nobody, and never the platform', async (t) => {
  const { owner, client, home, other } = await openClinics(t)
  const ask = (organisationId: string, by = home) =>
    client.query('select enter_requester($1, $2, $3, $4)', [by.accountId, by.sessionId, organisationId, at])
  for (const id of [PLATFORM_ID, newId()]) await t.rejects(ask(id), { code: 'PX404' }, id)
  await t.rejects(ask(home.organisationId, { ...home, sessionId: other.sessionId }), { code: 'PX401' })
  await client.query('begin')
  await ask(other.organisationId)
  const { rows } = await client.query(
    `select current_setting('app.roles') as roles, current_setting('app.organisation_id') as organisation`,
  )
  t.strictSame(rows, [{ roles: 'requester', organisation: other.organisationId }])
  await client.query('rollback')
  await owner.query('update sessions set revoked_at = $1 where id = $2', [at, home.sessionId])
  await t.rejects(ask(home.organisationId), { code: 'PX401' })
})

test('S28: a mail to the account behind a request is written by who has the request, about requests alone', async (t) => {
  const { owner, client, home, other } = await openClinics(t)
  const request = home.rows.get('data_requests')?.id as string
  await owner.query('update data_requests set account_id = $1 where organisation_id = $2', [
    home.accountId,
    home.organisationId,
  ])
  const tell = async (organisationId: string, kind: string) => {
    await client.query('begin')
    await client.query('select enter_job($1)', [organisationId])
    const told = await client.query('select tell_requester($1, $2, $3, $4, 1, null, $5) as told', [
      request,
      newId(),
      kind,
      newId(),
      at,
    ])
    await client.query('commit')
    return told.rows[0].told
  }
  const mails = async () => (await owner.query('select from mails')).rowCount
  const before = await mails()
  t.equal(await tell(other.organisationId, 'requestResolved'), false, 'of another organisation')
  t.equal(await tell(home.organisationId, 'resetPassword'), false, 'not about a request')
  t.equal(await mails(), before)
  t.equal(await tell(home.organisationId, 'requestResolved'), true)
  t.equal(await mails(), (before ?? 0) + 1)
})
