import type { Clock } from '#src/clock.ts'
import {
  deleteWrappingKeys,
  lockKeysUnderRetired,
  lockRetiredKeys,
  replaceWrappedKeys,
  retireWrappingKey,
} from '#src/crypto/key-rotation.queries.ts'
import {
  makeSubjectKey,
  makeWrappingKey,
  openSubjectKey,
  openWrappingKey,
  wrapAgain,
  wrapSubjectKey,
} from '#src/crypto/key-wrapping.ts'
import {
  findWrappingKey,
  findWrappingKeysOfOthers,
  insertSubjectKey,
  insertWrappingKey,
  replaceWrapping,
} from '#src/crypto/keys.queries.ts'
import type { MasterKeys } from '#src/crypto/master-keys.ts'
import type { SealingKey } from '#src/crypto/sealing.ts'
import type { Tx } from '#src/db/database.ts'

/** Replaces an organisation's keys step by step, each step in a transaction of its own (`SECURITY.md` S61). */
export interface KeyRotation {
  /** The ids of the configured master keys, the current one first. */
  readonly masterKeyIds: readonly string[]
  /** Wraps an organisation's wrapping keys by the current master key. @returns how many were wrapped by another */
  rewrap(tx: Tx, organisationId: string): Promise<number>
  /** Makes a new wrapping key and retires the one before, which goes on opening what it wraps. */
  renewWrappingKey(tx: Tx, organisationId: string): Promise<void>
  /** Wraps at most so many keys under retired wrapping keys by the current one. @returns how many */
  rewrapSubjectKeys(tx: Tx, organisationId: string, limit: number): Promise<number>
  /**
   * Removes the retired wrapping keys, wrapping anew what was made under them meanwhile; once no process believes in
   * them any more.
   */
  removeRetiredKeys(tx: Tx, organisationId: string): Promise<void>
  /** Makes the next root of an organisation's blind indexes, to look up by it first. */
  prepareIndexKey(tx: Tx, organisationId: string, version: number): Promise<void>
}

const atOnce = 500

/** Opens the rotation of keys over the master keys of this process. */
export const openKeyRotation = (masterKeys: MasterKeys, clock: Clock): KeyRotation => {
  const at = () => clock.now().toISOString()
  const currentWrapping = async (tx: Tx, organisationId: string): Promise<SealingKey> => {
    const row = await findWrappingKey(tx, organisationId)
    if (!row) throw new Error('an organisation without a wrapping key')
    return openWrappingKey(masterKeys, row)
  }
  const rewrapSubjectKeys = async (tx: Tx, organisationId: string, limit: number): Promise<number> => {
    const rows = await lockKeysUnderRetired(tx, organisationId, limit)
    if (rows.length === 0) return 0
    const wrapping = await currentWrapping(tx, organisationId)
    const again = rows.map((row) => {
      const key = openSubjectKey(openWrappingKey(masterKeys, row), row)
      return { id: row.id, wrapped: wrapSubjectKey(wrapping, key) }
    })
    await replaceWrappedKeys(tx, organisationId, wrapping.id, again)
    return rows.length
  }
  return {
    masterKeyIds: masterKeys.ids,
    async rewrap(tx, organisationId) {
      const rows = await findWrappingKeysOfOthers(tx, organisationId, masterKeys.current.id)
      for (const row of rows) await replaceWrapping(tx, wrapAgain(masterKeys, row))
      return rows.length
    },
    async renewWrappingKey(tx, organisationId) {
      await retireWrappingKey(tx, organisationId, at())
      await insertWrappingKey(tx, makeWrappingKey(masterKeys, organisationId, at()).row)
    },
    rewrapSubjectKeys,
    async removeRetiredKeys(tx, organisationId) {
      const retired = await lockRetiredKeys(tx, organisationId)
      while ((await rewrapSubjectKeys(tx, organisationId, atOnce)) > 0);
      await deleteWrappingKeys(tx, organisationId, retired)
    },
    async prepareIndexKey(tx, organisationId, version) {
      const owner = { organisationId, subjectId: organisationId, class: 'index' } as const
      const wrapping = await currentWrapping(tx, organisationId)
      const { row } = makeSubjectKey(wrapping, owner, null, at(), version)
      await insertSubjectKey(tx, { ...row, active_from: null })
    },
  }
}
