import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { lockPlatformKeys } from '#src/crypto/keys.queries.ts'
import {
  findSigningKeys,
  insertSigningKey,
  type PublicJwk,
  type SigningKey,
} from '#src/crypto/signing.queries.ts'
import { privateKeyPlace } from '#src/crypto/signing.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { JobScope } from '#src/db/scope.ts'

/** A certificate with the signature over it. */
export interface SignedCertificate {
  certificate: Record<string, unknown>
  signature: {
    algorithm: 'Ed25519'
    keyId: string
    publicKey: PublicJwk
    /** Base64url of the 64 bytes over the canonical bytes of `certificate`. */
    value: string
  }
}

const platformKey = { organisationId: PLATFORM_ID, subjectId: PLATFORM_ID, class: 'platform' } as const

const yearMilliseconds = 365 * 86_400_000

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([name, held]) => [name, sorted(held)]))
}

/** What is signed: JSON without spaces, its keys sorted (RFC 8785, for the whole numbers and texts of certificates). */
export const canonicalBytes = (certificate: Record<string, unknown>): Buffer =>
  Buffer.from(JSON.stringify(sorted(certificate)))

const newKey = async ({ tx, deps, at }: JobScope): Promise<SigningKey> => {
  const id = newId()
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { x } = publicKey.export({ format: 'jwk' })
  if (x === undefined) throw new Error('an Ed25519 key without a public part')
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
  const key: SigningKey = {
    id,
    publicKey: { kty: 'OKP', crv: 'Ed25519', x },
    sealed: await deps.keyring.seal(tx, platformKey, privateKeyPlace(id), pem),
    activeFrom: at,
    activeUntil: new Date(Date.parse(at) + yearMilliseconds).toISOString(),
  }
  await insertSigningKey(tx, 'certificate', key, at)
  return key
}

/**
 * Signs a certificate with the platform's key for certificates, which signs nothing else; none is ever removed, as what it
 * signed stays. In a job's scope of the platform.
 */
export const signCertificate = async (
  scope: JobScope,
  certificate: Record<string, unknown>,
): Promise<SignedCertificate> => {
  const { tx, deps, at } = scope
  await lockPlatformKeys(tx)
  const newest = (await findSigningKeys(tx, 'certificate')).at(-1)
  const key = newest && newest.activeUntil > at ? newest : await newKey(scope)
  const pem = await deps.keyring.open<string>(tx, PLATFORM_ID, key.sealed, privateKeyPlace(key.id))
  const value = sign(null, canonicalBytes(certificate), createPrivateKey(pem)).toString('base64url')
  return {
    certificate,
    signature: { algorithm: 'Ed25519', keyId: key.id, publicKey: key.publicKey, value },
  }
}

/** Whether a certificate is as it was signed by the key that it names. Whose key that is says `keyId`, not the file. */
export const verifyCertificate = ({ certificate, signature }: SignedCertificate): boolean =>
  verify(
    null,
    canonicalBytes(certificate),
    createPublicKey({ key: { ...signature.publicKey }, format: 'jwk' }),
    Buffer.from(signature.value, 'base64url'),
  )
