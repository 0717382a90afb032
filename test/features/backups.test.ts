import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Test, test } from 'tap'
import { checkArchive, openArchive } from '#src/backups/archive.ts'
import { listBackups, pruneBackups, readSummaries } from '#src/backups/backup-files.ts'
import { backupsClearBy } from '#src/backups/backup-times.ts'
import { keyArchivePath, writeKeyArchive } from '#src/backups/key-archive.ts'
import { leftOut } from '#src/backups/left-out.ts'
import { backUpIfDue, makeBackup } from '#src/backups/make-backup.ts'
import { parseBackupKey } from '#src/crypto/backup-keys.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import { openClinic, registerPatient } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { serviceProcess } from '#test/helpers/service-process.ts'
import { until } from '#test/helpers/until.ts'

const open = async (t: Test) => {
  const app = await startApp(t)
  return { app, owner: await connectTo(t, app.database.ownerUrl), folder: app.deps.config.backupDir }
}

const make = async ({ deps }: TestApp) => {
  const summary = await makeBackup(deps)
  if (!summary) throw new Error('another backup is under way')
  return { ...summary, path: join(deps.config.backupDir, summary.file) }
}

const textOf = async (path: string, { deps }: TestApp): Promise<Map<string, string>> => {
  const archive = await openArchive(path, deps.backupKeys)
  const texts = new Map<string, string>()
  for (const table of archive.header.tables) {
    const pieces: Buffer[] = []
    for await (const piece of archive.rowsOf(table)) pieces.push(piece)
    texts.set(table.name, Buffer.concat(pieces).toString())
  }
  await archive.finish()
  return texts
}

test('P71 S71: a backup holds every table but those that are declared, encrypted, with counts, checksums and the ends of the trail', async (t) => {
  const { app, owner, folder } = await open(t)
  const clinic = await openClinic(app)
  await registerPatient(clinic, { lastName: 'Bakopsson' })
  const backup = await make(app)
  const { header, sums } = await checkArchive(backup.path, app.deps.backupKeys)
  const { rows: tables } = await owner.query(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname not like 'kysely%' order by 1`)
  t.strictSame(
    [...header.tables.map(({ name }) => name), ...Object.keys(leftOut)].sort(),
    tables.map(({ name }) => name).sort(),
  )
  for (const { name } of header.tables) {
    const { rows } = await owner.query(`select count(*)::int as count from ${name}`)
    const rowsThen = sums.tables[name]?.rows ?? -1
    // The log of use is written a moment after what it tells of.
    if (name === 'public.usage_events') t.ok(rowsThen <= rows[0].count, name)
    else t.equal(rowsThen, rows[0].count, name)
  }
  t.match(header, { instanceId: /./, ledger: { position: 0 }, format: 1, kind: 'data' })
  t.ok(header.migrations.includes('0025_backups'))
  t.equal(
    header.tables.some(({ name }) => name.startsWith('keys.')),
    false,
  )
  t.match(await readSummaries(folder), [
    { file: backup.file, tables: header.tables.length, bytes: backup.bytes },
  ])
  for (const name of await readdir(folder)) {
    const bytes = await readFile(join(folder, name))
    t.notOk(bytes.includes('Bakopsson') || bytes.includes('patients'), `${name} shows nothing`)
  }
  t.notOk((await readdir(folder)).some((name) => name.endsWith('.partial')))
  t.notOk((await readFile(keyArchivePath(folder))).includes('care'))
})

test('P71: the newest key archive alone is kept, and has no key that was destroyed', async (t) => {
  const { app, owner, folder } = await open(t)
  const clinic = await openClinic(app)
  const patientId = await registerPatient(clinic)
  await make(app)
  const before = (await textOf(keyArchivePath(folder), app)).get('keys.subject_keys') ?? ''
  t.match(before, patientId)
  await owner.query('delete from keys.subject_keys where subject_id = $1', [patientId])
  await Promise.all([1, 2, 3, 4].map(() => writeKeyArchive(app.deps)))
  const after = (await textOf(keyArchivePath(folder), app)).get('keys.subject_keys') ?? ''
  t.notMatch(after, patientId)
  t.equal(after.split('\n').length, before.split('\n').length - 2)
  t.equal((await readdir(folder)).filter((name) => name.startsWith('keys')).length, 1)
})

test('S71: an archive does not open with another key, changed, cut off or put together anew', async (t) => {
  const { app, owner } = await open(t)
  await owner.query('create table public.filling as select md5(n::text) from generate_series(1, 10000) n')
  const { path } = await make(app)
  const fails = async (spoil: (bytes: Buffer) => Buffer, message: RegExp, what: string) => {
    const spoilt = `${path}.spoilt`
    await writeFile(spoilt, spoil(Buffer.from(await readFile(path))))
    await t.rejects(checkArchive(spoilt, app.deps.backupKeys), { name: 'ArchiveError', message }, what)
  }
  const other = parseBackupKey(
    Buffer.from(Array.from({ length: 32 }, (_, i) => i * 7 + 1)).toString('base64'),
  )
  await t.rejects(checkArchive(path, other), { name: 'ArchiveError', message: /BACKUP_KEY/ })
  const frame = 4 + 64 * 1024 + 16
  const flip = (at: number) => (bytes: Buffer) => {
    const place = at < 0 ? bytes.length + at : at
    bytes[place] = (bytes[place] ?? 0) ^ 1
    return bytes
  }
  await fails(flip(3), /no archive/, 'the first bytes')
  await fails(flip(20), /changed at piece 0/, 'the salt')
  await fails(flip(200), /changed at piece 0/, 'a byte')
  await fails(flip(-5), /changed/, 'the last byte')
  await fails((bytes) => bytes.subarray(0, -20), /cut off/, 'without its end')
  await fails((bytes) => bytes.subarray(0, 40 + frame), /cut off/, 'one frame alone')
  await fails((bytes) => Buffer.concat([bytes, Buffer.from('x')]), /follows/, 'with something behind it')
  await fails(
    (bytes) =>
      Buffer.concat([
        bytes.subarray(0, 40),
        bytes.subarray(40 + frame, 40 + 2 * frame),
        bytes.subarray(40, 40 + frame),
        bytes.subarray(40 + 2 * frame),
      ]),
    /changed at piece 0/,
    'frames in another order',
  )
})

test('P71: backups are made daily, kept seven days to the second, and what was erased is gone from them after eight', async (t) => {
  const { app, folder } = await open(t)
  app.clock.set('2028-02-27T12:00:00Z')
  await backUpIfDue(app.deps)
  t.equal((await listBackups(folder)).length, 1)
  app.clock.shift('PT23H59M59S')
  await backUpIfDue(app.deps)
  t.equal((await listBackups(folder)).length, 1)
  app.clock.shift('PT1S')
  await backUpIfDue(app.deps)
  t.strictSame(
    (await listBackups(folder)).map(({ createdAt }) => createdAt),
    ['2028-02-28T12:00:00.000Z', '2028-02-27T12:00:00.000Z'],
  )
  t.strictSame(await pruneBackups(folder, new Date('2028-03-05T11:59:59.999Z')), [])
  t.strictSame(await pruneBackups(folder, new Date('2028-03-05T12:00:00Z')), [
    'data-20280227T120000000Z.praxis',
  ])
  t.equal((await readSummaries(folder)).length, 1)
  t.equal(backupsClearBy('2028-02-27T12:00:00.000Z'), '2028-03-06T12:00:00.000Z')
})

test('S71: a backup is one instant, whatever is written meanwhile', async (t) => {
  const { app, owner } = await open(t)
  await owner.query('create table public.a_first (id int); create table public.z_last (id int)')
  // Enough that the first table is still being read while the last one is written.
  await owner.query(
    'insert into a_first select n from generate_series(1, 20000) n; insert into z_last select id from a_first',
  )
  let writing = true
  const writer = (async () => {
    for (let n = 20001; writing; n++)
      await owner.query(`with one as (insert into a_first values (${n})) insert into z_last values (${n})`)
  })()
  const backup = await make(app)
  writing = false
  await writer
  const { sums } = await checkArchive(backup.path, app.deps.backupKeys)
  const [first, last] = [sums.tables['public.a_first'], sums.tables['public.z_last']]
  t.strictSame(first, last)
  t.ok((first?.rows ?? 0) >= 20_000)
})

test('S71: a hundred thousand rows go through a backup and its check in flat memory', async (t) => {
  const { app, owner } = await open(t)
  await owner.query(
    `create table public.many as select n as id, repeat(md5(n::text), 10) as text from generate_series(1, 100000) n`,
  )
  let most = 0
  const base = process.memoryUsage()
  const timer = setInterval(() => {
    const { external, arrayBuffers, heapUsed } = process.memoryUsage()
    most = Math.max(most, external + heapUsed - base.external - base.heapUsed, arrayBuffers)
  }, 20)
  const backup = await make(app)
  clearInterval(timer)
  t.ok(backup.bytes > 30_000_000, `${backup.bytes} bytes`)
  t.comment(most)
  t.ok(most < 100_000_000, `${Math.round(most / 1e6)} MB at the most`)
  t.ok(backup.rows > 100_000)
})

test('S71: what a killed backup left half-written is no backup, and goes with the next one', async (t) => {
  const { app, folder } = await open(t)
  await make(app)
  await writeFile(join(folder, 'data-20200101T000000000Z.praxis.partial'), 'half')
  await writeFile(join(folder, 'keys.praxis.partial'), 'half')
  t.equal((await listBackups(folder)).length, 1)
  app.clock.shift('P1D')
  await make(app)
  t.equal((await listBackups(folder)).length, 2)
  t.notOk((await readdir(folder)).some((name) => name.endsWith('.partial')))
  await checkArchive(keyArchivePath(folder), app.deps.backupKeys)
})

test('S71: a backup that is killed leaves none behind, and the next one is made', async (t) => {
  const { app, owner, folder } = await open(t)
  await owner.query('create table public.many as select n, md5(n::text) from generate_series(1, 300000) n')
  const killed = serviceProcess(
    t,
    {
      NODE_ENV: 'test',
      DATABASE_URL: app.database.databaseUrl,
      DATABASE_OWNER_URL: app.database.ownerUrl,
      DATA_DIR: app.deps.config.dataDir,
      BACKUP_DIR: folder,
      BACKUP_KEY: app.deps.config.backupKey ?? '',
    },
    'backup',
  )
  const drafts = async () =>
    (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.praxis.partial'))
  // A process of its own: on a slow machine its start alone takes long.
  await until('a half-written backup', async () => (await drafts()).length > 0, 60_000)
  await killed.stop('SIGKILL')
  t.equal((await drafts()).length, 1)
  t.strictSame(await listBackups(folder), [])
  const next = async () => (await makeBackup(app.deps)) !== null
  // The server notices a moment later that the killed process holds the lock no more.
  await until('the next backup', next, 60_000)
  t.strictSame(await drafts(), [])
  t.equal((await listBackups(folder)).length, 1)
})
