import type { KeyObject } from 'node:crypto'
import type { Clock } from '#src/clock.ts'
import { type CheckpointKeys, type LastingKeys, openLastingKeys } from '#src/crypto/checkpoint-keys.ts'
import {
  type BlindIndex,
  derivedFrom,
  type IndexKeyring,
  type IndexKind,
  indexBy,
  openIndexKeyring,
  rotatedSeconds,
} from '#src/crypto/index-keys.ts'
import { type OpenKey, openKeyCache } from '#src/crypto/key-cache.ts'
import { type KeyRotation, openKeyRotation } from '#src/crypto/key-rotation.ts'
import {
  type KeyOwner,
  makeSubjectKey,
  makeWrappingKey,
  openSubjectKey,
  openWrappingKey,
} from '#src/crypto/key-wrapping.ts'
import {
  findCurrentKey,
  findKeys,
  findWrappingKey,
  insertSubjectKey,
  insertWrappingKey,
  lockPlatformKeys,
  type SubjectKeyValues,
  type WrappedKey,
  type WrappingKeyValues,
} from '#src/crypto/keys.queries.ts'
import type { MasterKeys } from '#src/crypto/master-keys.ts'
import {
  openValue,
  type Place,
  SealError,
  type SealingKey,
  sealedWith,
  sealValue,
} from '#src/crypto/sealing.ts'
import { openTokenKeys, type PlatformSeal, type TokenKeys } from '#src/crypto/signing.ts'
import { PLATFORM_ID, type Tx } from '#src/db/database.ts'

/** A sealed value, whose organisation it is and where it belongs. */
export interface SealedValue {
  organisationId: string
  sealed: Buffer
  place: Place
}

/** A new organisation's keys, not stored yet; they seal and index already. */
export interface NewOrganisationKeys {
  wrappingKey: WrappingKeyValues
  subjectKeys: SubjectKeyValues[]
  seal(place: Place, value: unknown): Buffer
  blindIndex(kind: IndexKind, normalised: string): BlindIndex
}

/** The process's keys: which exist is the database's knowledge, what they are only the process's that has a master key. */
export interface Keyring extends IndexKeyring {
  /** The key pairs of access tokens. */
  readonly tokenKeys: TokenKeys
  /** The key pairs that sign the trail's chain. */
  readonly checkpointKeys: CheckpointKeys
  /** The key pairs that sign certificates of erasure. */
  readonly certificateKeys: LastingKeys
  /**
   * Makes the platform's own keys where they are missing, one process after the other, and reads them. Runs once
   * at the start, in a job's scope of the platform; what needs those keys throws before.
   * @throws ConfigError when they are wrapped by a master key that is not configured
   */
  ensurePlatform(tx: Tx): Promise<void>
  /** Makes the keys of an organisation without touching the database: the door that creates it stores the rows. */
  newOrganisationKeys(organisationId: string): NewOrganisationKeys
  /**
   * Makes and stores a subject's key; `accountId` lets that account open it outside the organisation.
   * @returns the key, for `sealValue` in the same transaction
   */
  createSubjectKey(tx: Tx, owner: KeyOwner & { accountId: string | null }): Promise<SealingKey>
  /**
   * Seals a JSON value with the owner's newest key.
   * @throws SealError when the owner has no key in this scope
   */
  seal(tx: Tx, owner: KeyOwner, place: Place, value: unknown): Promise<Buffer>
  /**
   * Opens a sealed value of the organisation.
   * @throws SealError when its key is gone or out of scope, or the value belongs elsewhere
   */
  open<T>(tx: Tx, organisationId: string, sealed: Buffer, place: Place): Promise<T>
  /** The same without a transaction, for a key that is at hand; undefined when it is not. */
  openCached<T>(organisationId: string, sealed: Buffer, place: Place): { value: T } | undefined
  /** Opens many, in their order; all keys that are not at hand come by one query. */
  openMany<T>(tx: Tx, values: readonly SealedValue[]): Promise<T[]>
  /** The owner's newest key, for what is sealed or opened piece by piece; undefined where it has none in this scope. */
  keyOf(tx: Tx, owner: KeyOwner): Promise<SealingKey | undefined>
  /** The platform's key of one use. */
  derive(use: 'cursor' | 'idempotency' | 'rateLimit'): KeyObject
  /** The version of the pepper that new password hashes take. */
  readonly currentPepper: number
  /** @throws RangeError for a version that never was */
  pepperOf(version: number): KeyObject
  /** Drops a subject's keys from this process at once; after the commit that destroyed them. */
  forget(subjectId: string): void
  /** Replaces keys by newer ones. */
  readonly rotation: KeyRotation
}

const currentPepper = 1
const platformClasses = ['root', 'platform'] as const
type PlatformClass = (typeof platformClasses)[number]

const newOrganisationKeys = (
  masterKeys: MasterKeys,
  organisationId: string,
  at: string,
): NewOrganisationKeys => {
  const wrapping = makeWrappingKey(masterKeys, organisationId, at)
  const make = (keyClass: 'organisation' | 'index') =>
    makeSubjectKey(wrapping.key, { organisationId, subjectId: organisationId, class: keyClass }, null, at)
  const sealing = make('organisation')
  const index = make('index')
  return {
    wrappingKey: wrapping.row,
    subjectKeys: [sealing.row, index.row],
    seal: (place, value) => sealValue(sealing.key, place, value),
    blindIndex: (kind, normalised) => indexBy(index.key, kind, normalised),
  }
}

const gone = (place: string) => new SealError(`${place}: its key is gone or out of reach`)

/** Opens the process's keyring; it holds nothing until `ensurePlatform`. */
export const openKeyring = (options: {
  masterKeys: MasterKeys
  clock: Clock
  cacheSeconds?: number
}): Keyring => {
  const { masterKeys, clock } = options
  const cache = openKeyCache(clock, { seconds: options.cacheSeconds ?? 30 })
  const platform = new Map<string, OpenKey>()
  const index = openIndexKeyring(masterKeys, clock)
  const at = () => clock.now().toISOString()

  const platformKey = (keyClass: PlatformClass): OpenKey => {
    const key = platform.get(keyClass)
    if (!key) throw new Error('the platform keys were not read yet')
    return key
  }
  const known = (organisationId: string, id: string): OpenKey | undefined => {
    const key = cache.get(id) ?? platform.values().find((one) => one.id === id)
    return key?.organisationId === organisationId ? key : undefined
  }
  const learn = (rows: readonly WrappedKey[], current: boolean): OpenKey[] => {
    const wrappings = new Map<string, SealingKey>()
    return rows.map((row) => {
      const wrapping = wrappings.get(row.wrappingKeyId) ?? openWrappingKey(masterKeys, row)
      wrappings.set(row.wrappingKeyId, wrapping)
      const key = openSubjectKey(wrapping, row)
      // A key that is rolled back must not seal anything later: it would be unreadable.
      if (row.committed) cache.put(key, { current })
      return key
    })
  }
  const currentKey = async (tx: Tx, owner: KeyOwner): Promise<OpenKey | undefined> => {
    if (owner.organisationId === PLATFORM_ID && owner.subjectId === PLATFORM_ID) {
      const own = platform.get(owner.class)
      if (own) return own
    }
    const cached = cache.current(owner.organisationId, owner.subjectId, owner.class)
    if (cached) return cached
    const row = await findCurrentKey(tx, owner.organisationId, owner.subjectId, owner.class)
    return row && learn([row], true)[0]
  }
  const currentWrapping = async (tx: Tx, organisationId: string): Promise<SealingKey> => {
    const owner = { organisationId, subjectId: organisationId, class: 'wrapping' }
    const known = cache.current(organisationId, organisationId, owner.class)
    if (known) return known
    const row = await findWrappingKey(tx, organisationId)
    if (!row) throw gone('wrapping key')
    const key = openWrappingKey(masterKeys, row)
    const cached = { ...owner, ...key, version: 1, derived: new Map() }
    if (row.committed) cache.put(cached, { current: true, seconds: rotatedSeconds })
    return key
  }
  const createSubjectKey = async (
    tx: Tx,
    { accountId, ...owner }: KeyOwner & { accountId: string | null },
  ) => {
    const { key, row } = makeSubjectKey(
      await currentWrapping(tx, owner.organisationId),
      owner,
      accountId,
      at(),
    )
    await insertSubjectKey(tx, row)
    return key
  }
  const openCached = <T>(organisationId: string, sealed: Buffer, place: Place): { value: T } | undefined => {
    const key = known(organisationId, sealedWith(sealed))
    return key && { value: openValue(() => key.secret, sealed, place) as T }
  }
  const openMany = async <T>(tx: Tx, values: readonly SealedValue[]): Promise<T[]> => {
    const wanted = values.map(({ organisationId, sealed }) => ({ organisationId, id: sealedWith(sealed) }))
    const keys = new Map(wanted.map(({ organisationId, id }) => [id, known(organisationId, id)]))
    const missing = wanted.filter(({ id }) => keys.get(id) === undefined)
    if (missing.length > 0) {
      const ids = [...new Map(missing.map((one) => [one.id, one.organisationId]))]
      const rows = await findKeys(
        tx,
        ids.map(([, organisationId]) => organisationId),
        ids.map(([id]) => id),
      )
      for (const key of learn(rows, false)) keys.set(key.id, key)
    }
    return values.map(({ organisationId, sealed, place }) => {
      const secretOf = (id: string) => {
        const key = keys.get(id)
        if (key?.organisationId !== organisationId) throw gone(place.field)
        return key.secret
      }
      return openValue(secretOf, sealed, place) as T
    })
  }
  const open = async <T>(tx: Tx, organisationId: string, sealed: Buffer, place: Place): Promise<T> => {
    const cached = openCached<T>(organisationId, sealed, place)
    if (cached) return cached.value
    const [value] = await openMany<T>(tx, [{ organisationId, sealed, place }])
    return value as T
  }
  const platformSeal: PlatformSeal = {
    seal: (place, value) => sealValue(platformKey('platform'), place, value),
    open: (tx, sealed, place) => open(tx, PLATFORM_ID, sealed, place),
  }
  const tokenKeys = openTokenKeys(clock, platformSeal)
  const checkpointKeys = openLastingKeys(platformSeal, 'auditCheckpoint')
  const certificateKeys = openLastingKeys(platformSeal, 'certificate')

  return {
    tokenKeys,
    checkpointKeys,
    certificateKeys,
    async ensurePlatform(tx) {
      await lockPlatformKeys(tx)
      // Of an attempt that was rolled back: nobody stored them, and what they sealed would be lost.
      platform.clear()
      index.clearPlatform()
      if (!(await findWrappingKey(tx, PLATFORM_ID)))
        await insertWrappingKey(tx, makeWrappingKey(masterKeys, PLATFORM_ID, at()).row)
      for (const keyClass of platformClasses) {
        const owner = { organisationId: PLATFORM_ID, subjectId: PLATFORM_ID, class: keyClass }
        const key =
          (await currentKey(tx, owner)) ?? (await createSubjectKey(tx, { ...owner, accountId: null }))
        platform.set(keyClass, key)
      }
      const owner = { organisationId: PLATFORM_ID, subjectId: PLATFORM_ID, class: 'index' } as const
      if (!(await index.readPlatform(tx))) {
        await createSubjectKey(tx, { ...owner, accountId: null })
        await index.readPlatform(tx)
      }
      await tokenKeys.rotateIfDue(tx, clock.now())
      await checkpointKeys.renewIfDue(tx, clock.now())
      await certificateKeys.renewIfDue(tx, clock.now())
    },
    newOrganisationKeys: (organisationId) => newOrganisationKeys(masterKeys, organisationId, at()),
    createSubjectKey,
    keyOf: currentKey,
    async seal(tx, owner, place, value) {
      const key = await currentKey(tx, owner)
      if (!key) throw gone(place.field)
      return sealValue(key, place, value)
    },
    open,
    openCached,
    openMany,
    blindIndex: index.blindIndex,
    blindIndexes: index.blindIndexes,
    loginEmailIndex: index.loginEmailIndex,
    loginEmailIndexes: index.loginEmailIndexes,
    loginEmailKey: index.loginEmailKey,
    refreshPlatformIndex: index.refreshPlatformIndex,
    derive: (use) => derivedFrom(platformKey('root'), use),
    currentPepper,
    pepperOf(version) {
      if (!Number.isInteger(version) || version < 1 || version > currentPepper)
        throw new RangeError('no such pepper')
      return derivedFrom(platformKey('root'), 'pepper', version)
    },
    forget(subjectId) {
      cache.forget(subjectId)
      index.forget(subjectId)
    },
    rotation: openKeyRotation(masterKeys, clock),
  }
}
