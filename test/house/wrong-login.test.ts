import type pg from 'pg'
import { t as root, test } from 'tap'
import { ConfigError } from '#src/config.ts'
import { refuseWrongLogin } from '#src/db/grants.ts'
import { connectTo, createTestDatabase } from '#test/helpers/database.ts'

const database = await createTestDatabase(root)
const owner = await connectTo(root, database.ownerUrl)
const application = await connectTo(root, database.databaseUrl)
const superuser = await connectTo(root, database.superuserUrl)

test('S26: the application login owns nothing, and the start takes it', async (t) => {
  const { rows } = await application.query(
    `select classid::regclass::text as kind, objid from pg_shdepend where refobjid = current_user::regrole and deptype = 'o'`,
  )
  t.strictSame(rows, [])
  await t.resolves(refuseWrongLogin(application))
})

test('S26: the start refuses superuser and owner', async (t) => {
  await t.rejects(refuseWrongLogin(superuser), {
    constructor: ConfigError,
    message: /login postgres is superuser/,
  })
  await t.rejects(refuseWrongLogin(owner), {
    constructor: ConfigError,
    message: /owns tables, schemas or doors/,
  })
})

test('S26: the start refuses a login that passes the wall, or could come to', async (t) => {
  const { rows } = await owner.query('select current_user as name')
  const ownerLogin = rows[0].name as string
  const cases: [attributes: string, change: string, reason: RegExp][] = [
    ['bypassrls', '', /bypasses row security/],
    ['createrole', '', /may create roles/],
    ['replication', '', /may replicate/],
    ['', `grant ${ownerLogin} to guest`, /owns tables, schemas or doors/],
    ['noinherit', `grant ${ownerLogin} to guest`, /owns tables, schemas or doors/],
    ['', 'grant pg_read_server_files to guest', /reaches the server's files/],
    ['', 'alter table sites owner to guest', /owns tables, schemas or doors/],
    ['', 'alter schema keys owner to guest', /owns tables, schemas or doors/],
    ['', 'alter function enter_job(uuid) owner to guest', /owns tables, schemas or doors/],
    ['', 'alter table sites disable row level security', /tables without row security: sites/],
  ]
  for (const [attributes, change, reason] of cases) {
    await superuser.query(`begin; create role guest login ${attributes}; ${change}; set local role guest`)
    await t.rejects(refuseWrongLogin(superuser), { message: reason }, `${attributes} ${change}`)
    await superuser.query('rollback')
  }
  await superuser.query('begin; create role guest login; set local role guest')
  await t.resolves(refuseWrongLogin(superuser), 'a login with none of that')
  await superuser.query('rollback')
})

const runningVersion = 'show server_version_num'

/** The same connection to a server that says it is of another version. */
const ofVersion = (version: string): pg.Client =>
  new Proxy(application, {
    get: (client, name) =>
      name === 'query'
        ? async (text: string) =>
            text === runningVersion ? { rows: [{ server_version_num: version }] } : client.query(text)
        : Reflect.get(client, name),
  })

test('S26: the start refuses a server whose statistics show what policies hide (CVE-2025-8713)', async (t) => {
  for (const version of ['140020', '150013', '160009', '170005'])
    await t.rejects(refuseWrongLogin(ofVersion(version)), { message: /is too old/ }, version)
  for (const version of ['150014', '160010', '170006', '180000'])
    await t.resolves(refuseWrongLogin(ofVersion(version)), version)
})
