import { createSecretKey, randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { blindIndexOf, deriveKey } from '#src/crypto/derivation.ts'
import { openKeyCache } from '#src/crypto/key-cache.ts'
import { makeSubjectKey, makeWrappingKey } from '#src/crypto/key-wrapping.ts'
import { loadMasterKeys, parseMasterKeys } from '#src/crypto/master-keys.ts'
import { openValue, sealedWith, sealValue } from '#src/crypto/sealing.ts'
import { equalDigests, hashSecret, newSecret } from '#src/crypto/secrets.ts'
import { newKey, unwrapKey, wrapKey } from '#src/crypto/wrapping.ts'

const sealError = { name: 'SealError' }
const keyId = '0199d1c2-0000-7000-8000-0000000000ab'
const place = { field: 'patients.care', rowId: '0199d1c2-0000-7000-8000-000000000001' }
const flipped = (sealed: Buffer, at: number) => {
  const copy = Buffer.from(sealed)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}

t.test('S60: a sealed value opens in its place with its key, and is unreadable meanwhile', async (t) => {
  const key = { id: keyId, secret: newKey() }
  for (const value of [{ name: 'Əliyev', notes: ['李雷', null], n: 1 }, 'text', '', 0, null, [], false]) {
    const sealed = sealValue(key, place, value)
    t.strictSame(
      openValue(() => key.secret, sealed, place),
      value,
    )
    t.equal(sealed[0], 1)
    t.equal(sealedWith(sealed), keyId)
    t.equal(sealed.length, 45 + Buffer.byteLength(JSON.stringify(value)))
  }
  const sealed = sealValue(key, place, { name: 'Svensson' })
  t.notOk(sealed.includes('Svensson'))
  t.throws(() => sealValue(key, place, undefined), TypeError)
})

t.test('S60: the nonce is new each time', async (t) => {
  const key = { id: keyId, secret: newKey() }
  const nonces = Array.from({ length: 1000 }, () => sealValue(key, place, 'same').toString('hex', 17, 29))
  t.equal(new Set(nonces).size, 1000)
})

t.test('S60: another cell, row or key, any changed byte and a short tag are refused loudly', async (t) => {
  const key = { id: keyId, secret: newKey() }
  const sealed = sealValue(key, place, { note: 'migraine' })
  const secretOf = () => key.secret
  t.throws(() => openValue(secretOf, sealed, { ...place, field: 'patients.rest' }), sealError)
  t.throws(() => openValue(secretOf, sealed, { ...place, rowId: keyId }), sealError)
  t.throws(() => openValue(() => newKey(), sealed, place), sealError)
  for (let at = 0; at < sealed.length; at++)
    t.throws(() => openValue(secretOf, flipped(sealed, at), place), sealError, `byte ${at}`)
  for (const length of [0, 1, 44, 45, sealed.length - 1])
    t.throws(() => openValue(secretOf, sealed.subarray(0, length), place), sealError, `${length} bytes`)
  const shortTag = Buffer.concat([sealed.subarray(0, 33), sealed.subarray(45)])
  t.throws(() => openValue(secretOf, shortTag, place), sealError)
  const error = t.throws(() => openValue(secretOf, flipped(sealed, 50), place)) as Error
  t.notMatch(`${error.message}${error.stack}`, /migraine/, 'an error shows nothing of the value')
})

t.test('a field and a row cannot be shifted into each other', async (t) => {
  const key = { id: keyId, secret: newKey() }
  const sealed = sealValue(key, { field: 'a', rowId: 'bc' }, 1)
  t.throws(() => openValue(() => key.secret, sealed, { field: 'ab', rowId: 'c' }), sealError)
})

t.test('S60: wrapped keys open under their label and wrapping key alone', async (t) => {
  const [wrapping, key] = [newKey(), newKey()]
  const wrapped = wrapKey(wrapping, key, 'subject-key one')
  t.equal(wrapped.length, 61)
  t.ok(unwrapKey(wrapping, wrapped, 'subject-key one').equals(key))
  t.throws(() => unwrapKey(wrapping, wrapped, 'subject-key two'), sealError)
  t.throws(() => unwrapKey(newKey(), wrapped, 'subject-key one'), sealError)
  t.throws(() => unwrapKey(wrapping, wrapped.subarray(0, 60), 'subject-key one'), sealError)
  for (let at = 0; at < wrapped.length; at++)
    t.throws(() => unwrapKey(wrapping, flipped(wrapped, at), 'subject-key one'), sealError, `byte ${at}`)
})

t.test('new key rows carry no secret', async (t) => {
  const master = parseMasterKeys(`one:${randomBytes(32).toString('base64')}`)
  const wrapping = makeWrappingKey(master, keyId, '2026-11-21T09:00:00.000Z')
  const owner = { organisationId: keyId, subjectId: keyId, class: 'index' } as const
  const subject = makeSubjectKey(wrapping.key, owner, null, '2026-11-21T09:00:00.000Z')
  for (const { key, row } of [wrapping, subject]) {
    t.match(row.wrapped, /^\\x[0-9a-f]{122}$/)
    t.notOk(JSON.stringify(row).includes(key.secret.export().toString('hex')))
  }
})

t.test('S61: every use has a key of its own, and every version', async (t) => {
  const root = createSecretKey(Buffer.alloc(32, 7))
  const uses = ['cursor', 'idempotency', 'rateLimit', 'pepper', 'loginEmail', 'email', 'phone'] as const
  const keys = uses.flatMap((use) =>
    [1, 2].map((version) => deriveKey(root, use, version).export().toString('hex')),
  )
  t.equal(new Set(keys).size, uses.length * 2)
  t.ok(deriveKey(root, 'cursor').equals(deriveKey(root, 'cursor', 1)), 'the same again')
  // RFC 5869 with SHA-256, no salt; computed with an independent implementation: what exists must stay readable.
  t.equal(
    deriveKey(root, 'cursor').export().toString('hex'),
    '95434a277629f22e0ca383ee620f59ed3b7d2c05af4306ace12b3575bcd94051',
  )
})

t.test('S62: equal values have equal indexes under one key, and others under another', async (t) => {
  const [one, other] = [newKey(), newKey()]
  t.ok(blindIndexOf(one, 'anna@example.com').equals(blindIndexOf(one, 'anna@example.com')))
  t.notOk(blindIndexOf(one, 'anna@example.com').equals(blindIndexOf(other, 'anna@example.com')))
  t.equal(blindIndexOf(one, 'x').length, 32)
})

t.test('S63: secrets are 256 random bits, found by digest, compared in constant time', async (t) => {
  t.match(newSecret(), /^[A-Za-z0-9_-]{43}$/)
  t.equal(newSecret(16).length, 22)
  t.equal(new Set(Array.from({ length: 1000 }, () => newSecret())).size, 1000)
  t.equal(
    hashSecret('abc').toString('hex'),
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    'FIPS 180-4',
  )
  t.ok(equalDigests(hashSecret('a'), hashSecret('a')))
  t.notOk(equalDigests(hashSecret('a'), hashSecret('b')))
  t.notOk(equalDigests(hashSecret('a'), Buffer.alloc(5)), 'unequal lengths differ, they do not throw')
})

const base64 = () => randomBytes(32).toString('base64')

t.test(
  'S64: master keys: the first is current, the others open; a placeholder stops the start',
  async (t) => {
    const [first, second] = [base64(), base64()]
    const keys = parseMasterKeys(`new:${first},old:${second}`)
    t.equal(keys.current.id, 'new')
    t.equal(keys.current.secret.export().toString('base64'), first)
    t.equal(keys.secretOf('old').export().toString('base64'), second)
    t.throws(() => keys.secretOf('gone'), /MASTER_KEYS: key "gone" is missing/)
    const refused: Record<string, RegExp> = {
      [`a:${Buffer.alloc(32).toString('base64')}`]: /placeholder/,
      [`a:${Buffer.alloc(32, 'changeme').toString('base64')}`]: /placeholder/,
      [`a:${Buffer.from('0123456789abcdefghijklmnopqrstuv').toString('base64')}`]: /placeholder/,
      [`a:${randomBytes(16).toString('base64')}`]: /32 bytes/,
      [`a:${first.slice(0, -1)}`]: /32 bytes/,
      [`:${first}`]: /an id has/,
      [`a b:${first}`]: /an id has/,
      [`a:${first},a:${second}`]: /same id/,
      [`a:${first},b:${first}`]: /two ids/,
    }
    for (const [text, message] of Object.entries(refused)) {
      const error = t.throws(() => parseMasterKeys(text)) as Error
      t.match(error.message, message)
      t.notOk(error.message.includes(first), 'the message shows no key')
    }
  },
)

t.test('S64: on loopback master keys are made once, for their owner alone', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'praxis-keys-'))
  t.teardown(() => rm(dataDir, { recursive: true }))
  const path = join(dataDir, 'keys', 'master.json')
  const warnings: string[] = []
  const log = { warn: (message: string) => void warnings.push(message) }
  const config = { masterKeys: null, dataDir, loopback: true, databaseUrl: null }

  const opened = await Promise.all(Array.from({ length: 8 }, () => loadMasterKeys(config, log)))
  t.equal(new Set(opened.map((keys) => keys.current.id)).size, 1, 'eight processes at once agree')
  t.equal((await stat(path)).mode & 0o777, 0o600)
  t.equal((await stat(join(dataDir, 'keys'))).mode & 0o777, 0o700)
  t.strictSame(warnings, [])

  const again = await loadMasterKeys({ ...config, databaseUrl: 'postgres://db/praxis' }, log)
  t.ok(again.current.secret.equals(opened[0]?.current.secret ?? newKey()))
  t.equal(warnings.length, 1, "a database of one's own that depends on the file is worth a word")

  await t.rejects(loadMasterKeys({ ...config, loopback: false }, log), /must be set/)
  const before = await readFile(path, 'utf8')
  await chmod(path, 0o644)
  await t.rejects(loadMasterKeys(config, log), /others may read it/)
  await chmod(path, 0o600)
  await writeFile(path, '{')
  await t.rejects(loadMasterKeys(config, log), /is not readable JSON/, 'a damaged file is never replaced')
  await writeFile(path, before)
  t.equal((await loadMasterKeys(config, log)).current.id, again.current.id)
})

t.test('unwrapped keys are kept for seconds, within bounds, and forgotten at once', async (t) => {
  let now = Date.parse('2026-11-21T09:00:00Z')
  const cache = openKeyCache({ now: () => new Date(now) }, { seconds: 30, limit: 3 })
  const key = (id: string, subjectId = 'subject') => ({
    id,
    organisationId: 'organisation',
    subjectId,
    class: 'care',
    version: 1,
    secret: newKey(),
    derived: new Map(),
  })
  cache.put(key('one'), { current: true })
  t.equal(cache.get('one')?.id, 'one')
  t.equal(cache.current('organisation', 'subject', 'care')?.id, 'one')
  t.equal(cache.current('another', 'subject', 'care'), undefined)
  cache.put(key('two'), { current: true })
  t.equal(cache.current('organisation', 'subject', 'care')?.id, 'two')
  now += 30_000
  t.equal(cache.get('one'), undefined)
  t.equal(cache.current('organisation', 'subject', 'care'), undefined)

  cache.put(key('three', 'erased'), { current: true })
  cache.put(key('four'), { current: true })
  cache.forget('erased')
  t.equal(cache.get('three'), undefined)
  t.equal(cache.current('organisation', 'erased', 'care'), undefined)
  t.equal(cache.get('four')?.id, 'four')

  for (const id of ['five', 'six', 'seven']) cache.put(key(id), { current: false })
  t.equal(cache.get('four'), undefined, 'the oldest goes first')
  t.equal(cache.get('seven')?.id, 'seven')
})
