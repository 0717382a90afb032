import { randomBytes } from 'node:crypto'
import { type KyselyPlugin, sql } from 'kysely'
import t from 'tap'
import { v7 as newId } from 'uuid'
import { type Keyring, openKeyring } from '#src/crypto/keyring.ts'
import { parseMasterKeys } from '#src/crypto/master-keys.ts'
import { PLATFORM_ID, type Tx } from '#src/db/database.ts'
import { createOrganisation, createPatient, masterText, movable, openRig } from '#test/helpers/keyrings.ts'

const sealError = { name: 'SealError' }

t.test('S61: processes that start at once agree on the platform keys', async (t) => {
  const { owner, start } = await openRig(t)
  const keyrings = await Promise.all(Array.from({ length: 6 }, () => start()))
  const secrets = keyrings.map((keyring) => [
    keyring.derive('cursor').export().toString('hex'),
    keyring.pepperOf(keyring.currentPepper).export().toString('hex'),
    keyring.loginEmailIndex('anna@example.com').index.toString('hex'),
    keyring.tokenKeys.signingKey().kid,
  ])
  for (const secret of secrets) t.strictSame(secret, secrets[0])
  const { rows } = await owner.query('select class from keys.subject_keys order by class')
  t.strictSame(
    rows.map((row) => row.class),
    ['index', 'platform', 'root'],
  )
  t.equal((await owner.query('select from keys.wrapping_keys')).rowCount, 1)
  t.equal((await owner.query('select distinct purpose from keys.signing_keys')).rowCount, 3)
  t.equal((await owner.query('select from keys.signing_keys')).rowCount, 3)
  t.throws(() => keyrings[0]?.pepperOf(2), RangeError)
})

t.test('S61: platform keys of a start that was rolled back are never used', async (t) => {
  const { inside, start } = await openRig(t)
  const keyring = openKeyring({ masterKeys: parseMasterKeys(masterText), clock: movable() })
  const ensure = (undone: boolean) =>
    inside(PLATFORM_ID, async (tx) => {
      await keyring.ensurePlatform(tx)
      if (undone) throw new Error('undone')
    })
  await t.rejects(ensure(true), { message: 'undone' })
  await ensure(false)
  const other = await start()
  for (const use of ['cursor', 'idempotency'] as const)
    t.ok(keyring.derive(use).equals(other.derive(use)), use)
  t.strictSame(keyring.loginEmailIndex('anna@example.com'), other.loginEmailIndex('anna@example.com'))
})

t.test('a keyring that has not read the platform keys says so', async (t) => {
  const keyring = openKeyring({ masterKeys: parseMasterKeys(masterText), clock: movable() })
  t.throws(() => keyring.loginEmailIndex('anna@example.com'), /not read yet/)
  t.throws(() => keyring.derive('cursor'), /not read yet/)
  t.throws(() => keyring.tokenKeys.signingKey(), /no signing key/)
})

t.test('an organisation seals with keys that another process reads from the database', async (t) => {
  const rig = await openRig(t)
  const [one, other] = [await rig.start(), await rig.start()]
  const { id, keys } = await createOrganisation(rig.owner, one)
  const place = { field: 'invitations.sealed', rowId: newId() }
  const sealed = keys.seal(place, { email: 'anna@example.com' })
  await rig.inside(id, async (tx) => {
    t.strictSame(await other.open(tx, id, sealed, place), { email: 'anna@example.com' })
    const again = await other.seal(
      tx,
      { organisationId: id, subjectId: id, class: 'organisation' },
      place,
      'x',
    )
    t.equal(await one.open(tx, id, again, place), 'x')
    const index = await other.blindIndex(tx, id, 'email', 'anna@example.com')
    t.strictSame(index, keys.blindIndex('email', 'anna@example.com'))
  })
})

t.test('S62: one value has another index in each organisation, each field and at sign-in', async (t) => {
  const rig = await openRig(t)
  const keyring = await rig.start()
  const organisations = [
    await createOrganisation(rig.owner, keyring),
    await createOrganisation(rig.owner, keyring),
  ]
  const indexes = [keyring.loginEmailIndex('46701234567').index]
  for (const { id } of organisations)
    for (const kind of ['email', 'phone'] as const)
      indexes.push((await rig.inside(id, (tx) => keyring.blindIndex(tx, id, kind, '46701234567'))).index)
  t.equal(new Set(indexes.map((index) => index.toString('hex'))).size, 5)
})

t.test('many values open in order, their keys read by one query, then from memory', async (t) => {
  const rig = await openRig(t)
  const [writer, reader] = [await rig.start(), await rig.start()]
  const { id } = await createOrganisation(rig.owner, writer)
  const patients = await Promise.all(
    ['Anna', 'Bo', 'Cilla'].map((name) => createPatient(rig, writer, id, name)),
  )
  let queries = 0
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => {
      queries++
      return node
    },
    transformResult: async ({ result }) => result,
  }
  await rig.inside(id, async (tx) => {
    const counted = tx.withPlugin(counting) as Tx
    t.equal(
      reader.openCached(id, patients[0]?.sealed ?? Buffer.alloc(0), { field: '', rowId: '' }),
      undefined,
    )
    t.strictSame(await reader.openMany(counted, patients), [
      { name: 'Anna' },
      { name: 'Bo' },
      { name: 'Cilla' },
    ])
    t.equal(queries, 1)
    t.strictSame(await reader.openMany(counted, patients.toReversed()), [
      { name: 'Cilla' },
      { name: 'Bo' },
      { name: 'Anna' },
    ])
    for (const { sealed, place } of patients) {
      t.ok(await reader.open(counted, id, sealed, place))
      t.ok(reader.openCached(id, sealed, place))
    }
    t.equal(queries, 1)
    t.strictSame(await reader.openMany(counted, []), [])
  })
})

t.test('S60: cells, rows and tenants swapped in SQL fail loudly', async (t) => {
  const rig = await openRig(t)
  const keyring = await rig.start()
  const [here, there] = [
    await createOrganisation(rig.owner, keyring),
    await createOrganisation(rig.owner, keyring),
  ]
  const anna = await createPatient(rig, keyring, here.id, 'Anna')
  const bo = await createPatient(rig, keyring, here.id, 'Bo')
  const fresh = () => rig.start()
  const opening = async (organisationId: string, sealed: Buffer, place: typeof anna.place) => {
    const reader = await fresh()
    return rig.inside(organisationId, (tx) => reader.open(tx, organisationId, sealed, place))
  }
  t.strictSame(await opening(here.id, anna.sealed, anna.place), { name: 'Anna' })
  await t.rejects(opening(here.id, anna.sealed, bo.place), sealError, 'the row of another')
  await t.rejects(
    opening(here.id, anna.sealed, { ...anna.place, field: 'patients.rest' }),
    sealError,
    'another cell',
  )
  await t.rejects(
    opening(there.id, anna.sealed, anna.place),
    sealError,
    'another organisation cannot see the key',
  )
  await rig.inside(here.id, (tx) => keyring.open(tx, here.id, anna.sealed, anna.place))
  await t.rejects(
    rig.inside(there.id, (tx) => keyring.open(tx, there.id, anna.sealed, anna.place)),
    sealError,
    'not even when the process has it in memory',
  )
  t.equal(keyring.openCached(there.id, anna.sealed, anna.place), undefined)

  await rig.owner.query(
    `update keys.subject_keys k set wrapped = o.wrapped from keys.subject_keys o
      where k.subject_id = any($1) and o.subject_id = any($1) and k.subject_id <> o.subject_id`,
    [[anna.owner.subjectId, bo.owner.subjectId]],
  )
  await t.rejects(opening(here.id, anna.sealed, anna.place), sealError, 'wrapped keys swapped')

  const cilla = await createPatient(rig, keyring, here.id, 'Cilla')
  await rig.owner.query(
    `update keys.subject_keys set organisation_id = $1, wrapping_key_id = $2 where subject_id = $3`,
    [there.id, there.keys.wrappingKey.id, cilla.owner.subjectId],
  )
  await t.rejects(opening(there.id, cilla.sealed, cilla.place), sealError, 'a key moved to another tenant')
})

t.test('a key whose transaction is rolled back never seals anything later', async (t) => {
  const rig = await openRig(t)
  const [one, other] = [await rig.start(), await rig.start()]
  const owner = { organisationId: PLATFORM_ID, subjectId: newId(), class: 'account' } as const
  const place = { field: 'accounts.sealed', rowId: owner.subjectId }
  let lost: Buffer = Buffer.alloc(0)
  await t.rejects(
    rig.inside(PLATFORM_ID, async (tx) => {
      await one.createSubjectKey(tx, { ...owner, accountId: owner.subjectId })
      lost = await one.seal(tx, owner, place, 'first')
      t.equal(await one.open(tx, PLATFORM_ID, lost, place), 'first', 'it works inside')
      throw new Error('rolled back')
    }),
    /rolled back/,
  )
  t.equal(one.openCached(PLATFORM_ID, lost, place), undefined)
  await rig.inside(PLATFORM_ID, (tx) => other.createSubjectKey(tx, { ...owner, accountId: owner.subjectId }))
  const sealed = await rig.inside(PLATFORM_ID, (tx) => one.seal(tx, owner, place, 'second'))
  t.equal(await rig.inside(PLATFORM_ID, (tx) => other.open(tx, PLATFORM_ID, sealed, place)), 'second')
})

t.test('a destroyed key is gone at once here, and within seconds everywhere', async (t) => {
  const rig = await openRig(t)
  const [eraser, reader] = [await rig.start(), await rig.start()]
  const { id } = await createOrganisation(rig.owner, eraser)
  const anna = await createPatient(rig, eraser, id, 'Anna')
  const opening = (keyring: Keyring) => rig.inside(id, (tx) => keyring.open(tx, id, anna.sealed, anna.place))
  for (const keyring of [eraser, reader]) t.strictSame(await opening(keyring), { name: 'Anna' })
  await rig.inside(id, (tx) =>
    sql`delete from keys.subject_keys where subject_id = ${anna.owner.subjectId}`.execute(tx),
  )
  eraser.forget(anna.owner.subjectId)
  await t.rejects(opening(eraser), sealError)
  rig.clock.wait(30_000)
  await t.rejects(opening(reader), sealError)
  await t.rejects(
    rig.inside(id, (tx) => reader.seal(tx, anna.owner, anna.place, 'x')),
    sealError,
  )
})

t.test('S61: a new master key wraps everything anew, then the old one is removed', async (t) => {
  const rig = await openRig(t)
  const before = await rig.start()
  const { id } = await createOrganisation(rig.owner, before)
  const anna = await createPatient(rig, before, id, 'Anna')
  const second = `second:${randomBytes(32).toString('base64')}`

  await t.rejects(rig.start(second), /MASTER_KEYS: key "first" is missing/)
  const both = await rig.start(`${second},${masterText}`)
  t.strictSame(await rig.inside(id, (tx) => both.open(tx, id, anna.sealed, anna.place)), { name: 'Anna' })
  for (const organisationId of [PLATFORM_ID, id]) {
    t.equal(await rig.inside(organisationId, (tx) => both.rotation.rewrap(tx, organisationId)), 1)
    t.equal(
      await rig.inside(organisationId, (tx) => both.rotation.rewrap(tx, organisationId)),
      0,
      'twice does no harm',
    )
  }
  const after = await rig.start(second)
  t.strictSame(await rig.inside(id, (tx) => after.open(tx, id, anna.sealed, anna.place)), { name: 'Anna' })
  t.equal(
    after.loginEmailIndex('anna@example.com').index.toString('hex'),
    before.loginEmailIndex('anna@example.com').index.toString('hex'),
  )
})
