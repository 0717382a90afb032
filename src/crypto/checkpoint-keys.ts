import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { lockPlatformKeys } from '#src/crypto/keys.queries.ts'
import {
  findSigningKeys,
  insertSigningKey,
  type SigningKey,
  type SigningPurpose,
} from '#src/crypto/signing.queries.ts'
import { newSigningKey, type PlatformSeal, privateKeyPlace } from '#src/crypto/signing.ts'
import type { Tx } from '#src/db/database.ts'

/** Ed25519 key pairs of one purpose that sign what stays: none is ever removed. */
export interface LastingKeys {
  /**
   * Makes a key where there is none or the newest is a year old, and reads what other processes made; in a job's scope
   * of the platform.
   */
  renewIfDue(tx: Tx, now: Date): Promise<void>
  /** Signs with the newest key. @throws Error before the keys were read */
  sign(message: Buffer): { keyId: string; signature: Buffer }
  /** Whether this key signed it; undefined for a key that was not read. */
  verify(keyId: string, message: Buffer, signature: Buffer): boolean | undefined
  /** The public halves, the newest last. */
  publicKeys(): { keyId: string; publicKey: KeyObject }[]
}

/** The key pairs that sign how far the trail goes. */
export type CheckpointKeys = LastingKeys

const signsFor = 365 * 24 * 60 * 60_000

interface OpenPair {
  readonly keyId: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** The key pairs of a purpose; none until the first `renewIfDue`. */
export const openLastingKeys = (
  seal: PlatformSeal,
  purpose: Extract<SigningPurpose, 'auditCheckpoint' | 'certificate'>,
): LastingKeys => {
  const pairs: OpenPair[] = []

  const open = async (tx: Tx, { id, sealed }: SigningKey): Promise<OpenPair> => {
    const pem = await seal.open(tx, sealed, privateKeyPlace(id))
    if (typeof pem !== 'string') throw new TypeError('a signing key that is not PEM')
    const privateKey = createPrivateKey(pem)
    // Not the stored public half: who can write the table could put another one there.
    return { keyId: id, privateKey, publicKey: createPublicKey(privateKey) }
  }

  return {
    async renewIfDue(tx, now) {
      await lockPlatformKeys(tx)
      const keys = await findSigningKeys(tx, purpose)
      const newest = keys.at(-1)
      if (!newest || Date.parse(newest.activeUntil) <= now.getTime()) {
        const next = newSigningKey(seal, now.getTime(), signsFor)
        await insertSigningKey(tx, purpose, next, now.toISOString())
        keys.push(next)
      }
      const read = await Promise.all(keys.map((key) => open(tx, key)))
      pairs.splice(0, pairs.length, ...read)
    },
    sign(message) {
      const pair = pairs.at(-1)
      if (!pair) throw new Error('no key of this purpose was read yet')
      return { keyId: pair.keyId, signature: sign(null, message, pair.privateKey) }
    },
    publicKeys: () => pairs.map(({ keyId, publicKey }) => ({ keyId, publicKey })),
    verify(keyId, message, signature) {
      const pair = pairs.find((one) => one.keyId === keyId)
      return pair && verify(null, message, pair.publicKey, signature)
    },
  }
}
