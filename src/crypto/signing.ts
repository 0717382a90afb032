import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { v7 as newId } from 'uuid'
import type { Clock } from '#src/clock.ts'
import { lockPlatformKeys } from '#src/crypto/keys.queries.ts'
import type { Place } from '#src/crypto/sealing.ts'
import {
  deleteSigningKeys,
  findSigningKeys,
  insertSigningKey,
  type PublicJwk,
  type SigningKey,
} from '#src/crypto/signing.queries.ts'
import type { Tx } from '#src/db/database.ts'

/** An entry of `GET /.well-known/jwks.json` (RFC 7517). */
export interface PublishedJwk extends PublicJwk {
  kid: string
  use: 'sig'
  alg: 'EdDSA'
}

/** The key pairs of access tokens, by time. */
export interface TokenKeys {
  /** Keys whose tokens may still be valid: `kid` to public key, SPKI in PEM. The map itself stays the same one. */
  readonly publicKeys: ReadonlyMap<string, string>
  /** What signs now: PKCS #8 in PEM. */
  signingKey(): { kid: string; privateKey: string }
  /** The published keys, those that sign from an hour hence included; never a private part. */
  jwks(): { keys: PublishedJwk[] }
  /**
   * Makes the next key when its time has come, withdraws what no living token needs, and reads what other
   * processes made. Every process calls it at its start and at least every half hour, in a job's scope of the
   * platform.
   * @returns the withdrawn `kid`s; a verifier that remembers tokens must forget them all when there are any
   */
  rotateIfDue(tx: Tx, now: Date): Promise<{ withdrawn: string[] }>
}

/** Seals and opens under the platform's own key. */
export interface PlatformSeal {
  seal(place: Place, value: unknown): Buffer
  open(tx: Tx, sealed: Buffer, place: Place): Promise<unknown>
}

interface LiveKey {
  kid: string
  activeFrom: number
  jwk: PublicJwk
  privateKey: string
}

const MINUTE = 60_000
const SIGNS_FOR = 30 * 24 * 60 * MINUTE
/** So that every verifier has read a key before the first token signed with it. */
const PUBLISHED_AHEAD = 60 * MINUTE
/** A token lives ten minutes and clocks differ by half a minute; the rest is for processes that rotate later. */
const OUTLIVES = 60 * MINUTE

/** Where the private half of a key pair is sealed. */
export const privateKeyPlace = (id: string): Place => ({ field: 'signingKeys.privateKey', rowId: id })

/** A new Ed25519 key pair that signs from an instant on, for so many milliseconds. */
export const newSigningKey = (seal: PlatformSeal, activeFrom: number, signsFor: number): SigningKey => {
  const id = newId()
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { x } = publicKey.export({ format: 'jwk' })
  if (x === undefined) throw new Error('an Ed25519 key without a public part')
  return {
    id,
    publicKey: { kty: 'OKP', crv: 'Ed25519', x },
    sealed: seal.seal(privateKeyPlace(id), privateKey.export({ type: 'pkcs8', format: 'pem' })),
    activeFrom: new Date(activeFrom).toISOString(),
    activeUntil: new Date(activeFrom + signsFor).toISOString(),
  }
}

/** When the next key must begin to sign, once it is due to be published; the very first one begins at once. */
const nextActiveFrom = (keys: readonly SigningKey[], now: number): number | undefined => {
  const newest = keys.at(-1)
  if (!newest) return now
  const ends = Date.parse(newest.activeUntil)
  return ends > now + PUBLISHED_AHEAD ? undefined : Math.max(ends, now + PUBLISHED_AHEAD)
}

// A key signs until its successor does, even when rotation came late; so its successor's start decides.
const isOver = (keys: readonly SigningKey[], index: number, now: number): boolean => {
  const successor = keys[index + 1]
  return successor !== undefined && Date.parse(successor.activeFrom) + OUTLIVES <= now
}

const publicPem = (jwk: PublicJwk) =>
  createPublicKey({ key: { ...jwk }, format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString()

/** The key pairs of access tokens (`SECURITY.md` S11, S13, S14); empty until the first `rotateIfDue`. */
export const openTokenKeys = (clock: Clock, seal: PlatformSeal): TokenKeys => {
  const live: LiveKey[] = []
  const publicKeys = new Map<string, string>()

  const add = async (tx: Tx, key: SigningKey) => {
    const privateKey = await seal.open(tx, key.sealed, privateKeyPlace(key.id))
    if (typeof privateKey !== 'string') throw new TypeError('a signing key that is not PEM')
    live.push({ kid: key.id, activeFrom: Date.parse(key.activeFrom), jwk: key.publicKey, privateKey })
    publicKeys.set(key.id, publicPem(key.publicKey))
  }

  const remember = async (tx: Tx, keys: readonly SigningKey[]): Promise<string[]> => {
    for (const key of keys) if (!publicKeys.has(key.id)) await add(tx, key)
    const withdrawn = live.map((key) => key.kid).filter((kid) => !keys.some((key) => key.id === kid))
    for (const kid of withdrawn) {
      publicKeys.delete(kid)
      live.splice(
        live.findIndex((key) => key.kid === kid),
        1,
      )
    }
    live.sort((one, other) => one.activeFrom - other.activeFrom)
    return withdrawn
  }

  return {
    publicKeys,
    signingKey() {
      const now = clock.now().getTime()
      const key = live.findLast((candidate) => candidate.activeFrom <= now) ?? live[0]
      if (!key) throw new Error('no signing key was read yet')
      return { kid: key.kid, privateKey: key.privateKey }
    },
    jwks: () => ({
      keys: live.map(({ kid, jwk }) => ({
        kty: jwk.kty,
        crv: jwk.crv,
        x: jwk.x,
        kid,
        use: 'sig',
        alg: 'EdDSA',
      })),
    }),
    async rotateIfDue(tx, now) {
      await lockPlatformKeys(tx)
      const keys = await findSigningKeys(tx, 'accessToken')
      const at = now.getTime()
      const over = keys.filter((_, index) => isOver(keys, index, at))
      if (over.length > 0)
        await deleteSigningKeys(
          tx,
          over.map((key) => key.id),
        )
      const kept = keys.filter((key) => !over.includes(key))
      const activeFrom = nextActiveFrom(keys, at)
      if (activeFrom !== undefined) {
        const next = newSigningKey(seal, activeFrom, SIGNS_FOR)
        await insertSigningKey(tx, 'accessToken', next, now.toISOString())
        kept.push(next)
      }
      return { withdrawn: await remember(tx, kept) }
    },
  }
}
