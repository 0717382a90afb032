import type { KeyObject } from 'node:crypto'
import { blindIndexOf, deriveKey, type KeyUse } from '#src/crypto/derivation.ts'
import type { OpenKey } from '#src/crypto/key-cache.ts'

/** A blind index and the version of the key that made it. */
export interface BlindIndex {
  index: Buffer
  version: number
}

/** What an organisation's patients are found by. */
export type IndexKind = 'email' | 'phone' | 'nationalId' | 'nameToken'

/** The roots of blind indexes that live: one, or while they are rotated the old and the new one. */
export interface IndexKeys {
  /** By version; what is looked for may be indexed by any of them. */
  readonly live: readonly OpenKey[]
  /** What is written from now on is indexed by it. */
  readonly active: OpenKey
}

/** @param keys by version @returns undefined where none is active */
export const indexKeysOf = (
  keys: readonly { key: OpenKey; activeFrom: string | null }[],
): IndexKeys | undefined => {
  const active = keys.findLast(({ activeFrom }) => activeFrom !== null)?.key
  return active && { live: keys.map(({ key }) => key), active }
}

/** The key of one use, derived once. */
export const derivedFrom = (key: OpenKey, use: KeyUse, version = 1): KeyObject => {
  const name = `${use}/${version}`
  const known = key.derived.get(name)
  if (known) return known
  const made = deriveKey(key.secret, use, version)
  key.derived.set(name, made)
  return made
}

/** The index of a normalised value by one key. */
export const indexBy = (key: OpenKey, use: IndexKind | 'loginEmail', normalised: string): BlindIndex => ({
  index: blindIndexOf(derivedFrom(key, use), normalised),
  version: key.version,
})
