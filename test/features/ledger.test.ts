import { randomBytes } from 'node:crypto'
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises'
import { type Test, test } from 'tap'
import { v7 as newId } from 'uuid'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import { writeLedger } from '#src/privacy/ledger/ledger.ts'
import {
  appendEntries,
  ledgerPath,
  makeLedger,
  readEntries,
  readTail,
  verifyLedger,
} from '#src/privacy/ledger/ledger-file.ts'
import type { LedgerEntry } from '#src/privacy/ledger/ledger-line.ts'
import { recordTakingAway, type TakingAway } from '#src/privacy/ledger/record-taking-away.ts'
import { startApp, startBeside, type TestApp } from '#test/helpers/app.ts'
import { connectTo } from '#test/helpers/database.ts'

const act = ({ deps }: TestApp, action: TakingAway = 'consentWithdrawn') =>
  withJob(deps, PLATFORM_ID, (scope) =>
    recordTakingAway(scope, { organisationId: PLATFORM_ID, action, accountId: newId() }),
  )

const acts = async (app: TestApp, count: number) => {
  for (let i = 0; i < count; i++) await act(app)
}

const entriesOf = async ({ deps }: TestApp): Promise<LedgerEntry[]> => {
  const entries: LedgerEntry[] = []
  for await (const entry of readEntries(deps.ledger.place)) entries.push(entry)
  return entries
}

const positions = async (app: TestApp) => (await entriesOf(app)).map(({ position }) => position)

const faultOf = ({ deps }: TestApp) =>
  writeLedger(deps).then(
    () => null,
    ({ fault }) => fault,
  )

const open = async (t: Test) => {
  const app = await startApp(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  return { app, owner, path: ledgerPath(app.deps.ledger.place) }
}

test('S71: committed acts stand in the ledger in order, each bound to the one before, and nothing but ids and codes', async (t) => {
  const { app, owner } = await open(t)
  await acts(app, 3)
  await writeLedger(app.deps)
  await writeLedger(app.deps)
  const entries = await entriesOf(app)
  t.strictSame(await positions(app), [1, 2, 3])
  t.strictSame(Object.keys(entries[0] ?? {}), [
    'position',
    'id',
    'organisationId',
    'action',
    'accountId',
    'patientId',
    'subjectId',
    'detail',
    'hashes',
    'at',
  ])
  t.strictSame(
    (await owner.query('select position::int from ledger_acts order by position')).rows.map(
      ({ position }) => position,
    ),
    [1, 2, 3],
  )
  t.match(await verifyLedger(app.deps.ledger.place), { position: 3 })
})

test('S61: the hash of one person is another one in every organisation', async (t) => {
  const { app } = await open(t)
  const index = Buffer.alloc(32, 7)
  const { ledger } = app.deps
  const [one, other] = [newId(), newId()]
  t.equal(ledger.hashFor(one, index), ledger.hashFor(one, index))
  t.not(ledger.hashFor(one, index), ledger.hashFor(other, index))
  t.notMatch(ledger.hashFor(one, index), index.toString('base64url'))
})

test('S71: several processes write one ledger at the same time, and no act stands in it twice', async (t) => {
  const keys = { MASTER_KEYS: `test:${randomBytes(32).toString('base64')}` }
  const app = await startApp(t, keys)
  const beside = await startBeside(t, app, keys)
  await Promise.all(
    [app, beside, app, beside, app, beside, app, beside].map(async (one) => {
      await acts(one, 3)
      await writeLedger(one.deps)
    }),
  )
  const entries = await entriesOf(app)
  t.equal(entries.length, 24)
  t.equal(new Set(entries.map(({ id }) => id)).size, 24)
})

test('S71: what a crash left between file and database, or half-written, is finished by the next run', async (t) => {
  const { app, owner, path } = await open(t)
  await acts(app, 2)
  await writeLedger(app.deps)
  await act(app)
  const { rows } = await owner.query('select id, organisation_id from ledger_acts where position is null')
  const { place } = app.deps.ledger
  const entry: LedgerEntry = {
    position: 3,
    id: rows[0].id,
    at: '2026-01-01T00:00:00.000Z',
    organisationId: rows[0].organisation_id,
    action: 'consentWithdrawn',
    accountId: null,
    patientId: null,
    subjectId: null,
    detail: {},
    hashes: [],
  }
  await appendEntries(place, await readTail(place), [entry])
  await appendFile(path, '{"position":4,"id":"0190')
  await act(app)
  await writeLedger(app.deps)
  const entries = await entriesOf(app)
  t.equal(entries.length, 4)
  t.equal(entries[2]?.id, rows[0].id, 'the act that was appended before the crash keeps its place')
  t.match(await readFile(path, 'utf8'), /"\}\n$/)
  t.equal((await owner.query('select from ledger_acts where position is null')).rowCount, 0)
})

const faults: [name: string, spoil: (text: string) => string | null, fault: string][] = [
  [
    'a tail that was cut',
    (text) => text.split('\n').slice(0, -2).join('\n').concat('\n'),
    'ledgerIncomplete',
  ],
  ['a last line that was cut in two', (text) => text.slice(0, -30), 'ledgerIncomplete'],
  ['a line that is missing', (text) => text.split('\n').toSpliced(2, 1).join('\n'), 'ledgerIncomplete'],
  [
    'a line that was changed',
    (text) =>
      text
        .split('\n')
        .with(2, text.split('\n')[2]?.replace('"detail":{}', '"detail":{"a":"b"}') ?? '')
        .join('\n'),
    'ledgerIncomplete',
  ],
  [
    'two lines in another order',
    (text) =>
      text
        .split('\n')
        .with(2, text.split('\n')[3] ?? '')
        .with(3, text.split('\n')[2] ?? '')
        .join('\n'),
    'ledgerIncomplete',
  ],
  ['a file that is gone', () => null, 'ledgerIncomplete'],
]

for (const [name, spoil, fault] of faults)
  test(`S71: the ledger is refused with ${name}`, async (t) => {
    const { app, path } = await open(t)
    await acts(app, 4)
    await writeLedger(app.deps)
    const spoilt = spoil(await readFile(path, 'utf8'))
    if (spoilt === null) await rm(path)
    else await writeFile(path, spoilt)
    t.equal(
      await verifyLedger(app.deps.ledger.place).then(
        () => null,
        (error) => error.fault,
      ),
      fault,
    )
  })

test('S71: a ledger whose making was cut off by a crash is made by the next run', async (t) => {
  const { app, path } = await open(t)
  const { place } = app.deps.ledger
  await makeLedger(place, newId())
  await rm(path)
  await act(app)
  await writeLedger(app.deps)
  t.strictSame(await positions(app), [1])
})

test('S71: a ledger that is cut, gone or of another database is not written any further', async (t) => {
  const { app, path } = await open(t)
  await acts(app, 2)
  await writeLedger(app.deps)
  const whole = await readFile(path, 'utf8')
  await writeFile(path, whole.split('\n').slice(0, 2).join('\n').concat('\n'))
  await act(app)
  t.equal(await faultOf(app), 'ledgerIncomplete')
  await rm(path)
  t.equal(await faultOf(app), 'ledgerIncomplete')
  await writeFile(path, whole)
  await writeLedger(app.deps)
  t.strictSame(await positions(app), [1, 2, 3])
  const owner = await connectTo(t, app.database.ownerUrl)
  await owner.query('update instance set id = gen_random_uuid()')
  t.equal(await faultOf(app), 'otherLedger')
  await owner.query('delete from instance')
  t.equal(await faultOf(app), 'restored')
})

test('S71: a database that went back in time is found out by acts that it does not know, and by its count of minutes', async (t) => {
  const { app, owner } = await open(t)
  await acts(app, 2)
  await writeLedger(app.deps)
  await owner.query('create table kept as select * from ledger_acts where position = 2')
  await owner.query('delete from ledger_acts where position = 2')
  t.equal(await faultOf(app), 'databaseBehind')
  await owner.query('insert into ledger_acts select * from kept')
  for (let i = 0; i < 4; i++) await app.deps.ledger.beat()
  await writeLedger(app.deps)
  await owner.query('update instance set beat = 0')
  t.equal(await faultOf(app), 'databaseBehind')
})

test('S71: who takes something away is answered once that is durable in the ledger, and 503 where it cannot be', async (t) => {
  const { app, path } = await open(t)
  const token = await app.signInAdministrator()
  const optOut = (body: object) => app.call('PUT', '/v1/me/communication-preferences', { token, body })
  t.match(await optOut({ marketing: false }), { status: 200 })
  t.match(await entriesOf(app), [{ action: 'optedOut', detail: { marketing: 'off' } }])
  const whole = await readFile(path)
  await rm(path)
  t.match(await optOut({ reminders: false }), { status: 503, body: { type: /unavailable$/ } })
  t.match(await optOut({ marketing: true }), { status: 200 }, 'what takes nothing away goes on')
  await writeFile(path, whole)
  await writeLedger(app.deps)
  t.match((await entriesOf(app)).at(-1), { position: 2, action: 'optedOut', detail: { reminders: 'off' } })
})
