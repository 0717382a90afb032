import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import t from 'tap'
import type { Keyring } from '#src/crypto/keyring.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { openRig } from '#test/helpers/keyrings.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

t.test('S13: signing keys are published an hour early and outlive their last token', async (t) => {
  const rig = await openRig(t)
  const [one, other] = [await rig.start(), await rig.start()]
  const rotate = (keyring: Keyring) =>
    rig.inside(PLATFORM_ID, (tx) => keyring.tokenKeys.rotateIfDue(tx, rig.clock.now()))
  const first = one.tokenKeys.signingKey().kid
  t.match(first, /^[\w-]{1,40}$/)
  const published = one.tokenKeys.jwks().keys
  t.match(published, [{ kty: 'OKP', crv: 'Ed25519', x: /^[\w-]{43}$/, kid: first, use: 'sig', alg: 'EdDSA' }])
  t.strictSame(Object.keys(published[0] ?? {}).sort(), ['alg', 'crv', 'kid', 'kty', 'use', 'x'])

  rig.clock.wait(29 * DAY)
  t.strictSame(await rotate(one), { withdrawn: [] })
  t.equal(one.tokenKeys.publicKeys.size, 1, 'not due yet')

  rig.clock.wait(DAY - HOUR / 2)
  await Promise.all([rotate(one), rotate(other)])
  t.equal(one.tokenKeys.publicKeys.size, 2)
  t.strictSame(
    [...one.tokenKeys.publicKeys.keys()],
    [...other.tokenKeys.publicKeys.keys()],
    'one successor, not two',
  )
  t.equal(one.tokenKeys.signingKey().kid, first)
  rig.clock.wait(HOUR - 1)
  t.equal(one.tokenKeys.signingKey().kid, first, 'an hour is not over')
  rig.clock.wait(1)
  const second = one.tokenKeys.signingKey()
  t.not(second.kid, first)
  t.equal(other.tokenKeys.signingKey().kid, second.kid)

  t.strictSame(await rotate(one), { withdrawn: [] })
  t.ok(one.tokenKeys.publicKeys.has(first), 'its last token may live on')
  rig.clock.wait(HOUR)
  t.strictSame(await rotate(one), { withdrawn: [first] })
  t.strictSame(await rotate(other), { withdrawn: [first] }, 'each process learns of it')
  t.strictSame([...one.tokenKeys.publicKeys.keys()], [second.kid])

  const signature = sign(null, Buffer.from('token'), createPrivateKey(second.privateKey))
  t.ok(
    verify(
      null,
      Buffer.from('token'),
      createPublicKey(one.tokenKeys.publicKeys.get(second.kid) ?? ''),
      signature,
    ),
  )
})

t.test('S13: a key signs on when rotation comes late, and its tokens stay valid', async (t) => {
  const rig = await openRig(t)
  const keyring = await rig.start()
  const first = keyring.tokenKeys.signingKey().kid
  rig.clock.wait(90 * DAY)
  t.equal(keyring.tokenKeys.signingKey().kid, first)
  await rig.inside(PLATFORM_ID, (tx) => keyring.tokenKeys.rotateIfDue(tx, rig.clock.now()))
  t.equal(keyring.tokenKeys.signingKey().kid, first, 'the successor is published first')
  t.equal(keyring.tokenKeys.publicKeys.size, 2)
  rig.clock.wait(HOUR)
  t.not(keyring.tokenKeys.signingKey().kid, first)
})

t.test('S13 S61: the published keys and the stored rows hold no private part', async (t) => {
  const rig = await openRig(t)
  const keyring = await rig.start()
  const { privateKey } = keyring.tokenKeys.signingKey()
  const { d = '' } = createPrivateKey(privateKey).export({ format: 'jwk' })
  t.notMatch(JSON.stringify(keyring.tokenKeys.jwks()), d)
  t.notOk(keyring.tokenKeys.jwks().keys.some((key) => 'd' in key))
  const { rows } = await rig.owner.query('select public_key::text, sealed from keys.signing_keys')
  t.notOk(rows[0].public_key.includes(d))
  t.notOk(rows[0].sealed.includes(Buffer.from(d, 'base64url')))
  t.notOk(rows[0].sealed.includes('PRIVATE KEY'))
})
