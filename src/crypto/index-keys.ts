import type { KeyObject } from 'node:crypto'
import type { Clock } from '#src/clock.ts'
import { blindIndexOf, deriveKey, type KeyUse } from '#src/crypto/derivation.ts'
import type { OpenKey } from '#src/crypto/key-cache.ts'
import { openSubjectKey, openWrappingKey } from '#src/crypto/key-wrapping.ts'
import { findIndexKeys } from '#src/crypto/keys.queries.ts'
import type { MasterKeys } from '#src/crypto/master-keys.ts'
import { SealError } from '#src/crypto/sealing.ts'
import { PLATFORM_ID, type Tx } from '#src/db/database.ts'

/** A blind index and the version of the key that made it. */
export interface BlindIndex {
  index: Buffer
  version: number
}

/** What an organisation's patients are found by. */
export type IndexKind = 'email' | 'phone' | 'nationalId' | 'nameToken'

/** The roots of blind indexes that live: one, or while they are rotated the old and the new one. */
interface IndexKeys {
  /** By version; what is looked for may be indexed by any of them. */
  readonly live: readonly OpenKey[]
  /** What is written from now on is indexed by it. */
  readonly active: OpenKey
}

/** @param keys by version @returns undefined where none is active */
const indexKeysOf = (keys: readonly { key: OpenKey; activeFrom: string | null }[]): IndexKeys | undefined => {
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

/** Blind indexes: what people are found by, whose values the database never sees. */
export interface IndexKeyring {
  /** The index under which an organisation stores its patients; another organisation's is another. */
  blindIndex(tx: Tx, organisationId: string, kind: IndexKind, normalised: string): Promise<BlindIndex>
  /** What it finds them by: every index that may be stored, more than one while keys are rotated. */
  blindIndexes(tx: Tx, organisationId: string, kind: IndexKind, normalised: string): Promise<Buffer[]>
  /** The index under which an address is stored that has no account. */
  loginEmailIndex(normalised: string): BlindIndex
  /** Every index that may be stored of an address, by version; an account has all of them. */
  loginEmailIndexes(normalised: string): BlindIndex[]
  /** The same as one key for `enter_public`: they stand one after the other, 32 bytes each. */
  loginEmailKey(normalised: string): Buffer
  /**
   * Reads the roots of the platform's blind indexes again, so that a rotation is noticed. Every process does it every
   * few seconds, in a job's scope of the platform.
   */
  refreshPlatformIndex(tx: Tx): Promise<void>
}

/** How long a process wraps and indexes by keys that a rotation has replaced; the rotation waits for longer. */
export const rotatedSeconds = 10

const mostSets = 10_000

/** Opens the process's index keys; of the platform it holds none until `readPlatform`. */
export const openIndexKeyring = (masterKeys: MasterKeys, clock: Clock) => {
  const sets = new Map<string, { keys: IndexKeys; until: number }>()
  let platform: IndexKeys | undefined

  const read = async (tx: Tx, organisationId: string) => {
    const rows = await findIndexKeys(tx, organisationId)
    const keys = rows.map((row) => ({
      key: openSubjectKey(openWrappingKey(masterKeys, row), row),
      activeFrom: row.activeFrom,
    }))
    return { keys: indexKeysOf(keys), committed: rows.every((row) => row.committed) }
  }
  const ofOrganisation = async (tx: Tx, organisationId: string): Promise<IndexKeys> => {
    const cached = sets.get(organisationId)
    if (cached && cached.until > clock.now().getTime()) return cached.keys
    sets.delete(organisationId)
    const { keys, committed } = await read(tx, organisationId)
    if (!keys) throw new SealError('blind index: its key is gone or out of reach')
    const [oldest] = sets.size < mostSets ? [] : sets.keys()
    if (oldest !== undefined) sets.delete(oldest)
    // A key that is rolled back must index nothing later.
    if (committed) sets.set(organisationId, { keys, until: clock.now().getTime() + rotatedSeconds * 1000 })
    return keys
  }
  const ofPlatform = (): IndexKeys => {
    if (!platform) throw new Error('the platform keys were not read yet')
    return platform
  }
  const loginEmailIndexes = (normalised: string) =>
    ofPlatform().live.map((key) => indexBy(key, 'loginEmail', normalised))

  const keyring: IndexKeyring = {
    async blindIndex(tx, organisationId, kind, normalised) {
      return indexBy((await ofOrganisation(tx, organisationId)).active, kind, normalised)
    },
    async blindIndexes(tx, organisationId, kind, normalised) {
      const { live } = await ofOrganisation(tx, organisationId)
      return live.map((key) => indexBy(key, kind, normalised).index)
    },
    loginEmailIndex: (normalised) => indexBy(ofPlatform().active, 'loginEmail', normalised),
    loginEmailIndexes,
    loginEmailKey: (normalised) => Buffer.concat(loginEmailIndexes(normalised).map(({ index }) => index)),
    async refreshPlatformIndex(tx) {
      platform = (await read(tx, PLATFORM_ID)).keys ?? platform
    },
  }
  return {
    ...keyring,
    /** Reads the platform's; false where it has none yet. */
    async readPlatform(tx: Tx): Promise<boolean> {
      platform = (await read(tx, PLATFORM_ID)).keys
      return platform !== undefined
    },
    clearPlatform() {
      platform = undefined
    },
    forget(organisationId: string) {
      sets.delete(organisationId)
    },
  }
}
