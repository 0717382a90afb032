import type { KeyObject } from 'node:crypto'
import { v7 as newId } from 'uuid'
import type { OpenKey } from '#src/crypto/key-cache.ts'
import type {
  StoredKeyClass,
  SubjectKeyValues,
  WrappedKey,
  WrappedWrappingKey,
  WrappingKeyValues,
} from '#src/crypto/keys.queries.ts'
import type { MasterKeys } from '#src/crypto/master-keys.ts'
import type { SealingKey } from '#src/crypto/sealing.ts'
import { newKey, unwrapKey, wrapKey } from '#src/crypto/wrapping.ts'

/** Whose key it is and what it seals. */
export interface KeyOwner {
  readonly organisationId: string
  readonly subjectId: string
  readonly class: StoredKeyClass
}

const bytes = (buffer: Buffer) => `\\x${buffer.toString('hex')}`

// A wrapped key names everything that decides who may use it, so that no row can be moved to another place.
const wrappingLabel = (organisationId: string, id: string, masterKeyId: string) =>
  ['wrapping-key', organisationId, id, masterKeyId].join('\n')

const subjectLabel = (owner: KeyOwner, id: string, version: number, wrappingKeyId: string) =>
  ['subject-key', owner.organisationId, owner.subjectId, owner.class, version, id, wrappingKeyId].join('\n')

/** A new wrapping key of an organisation, under the current master key. */
export const makeWrappingKey = (
  masterKeys: MasterKeys,
  organisationId: string,
  at: string,
): { key: SealingKey; row: WrappingKeyValues } => {
  const key = { id: newId(), secret: newKey() }
  const { id: masterKeyId, secret } = masterKeys.current
  const row = {
    organisation_id: organisationId,
    id: key.id,
    master_key_id: masterKeyId,
    wrapped: bytes(wrapKey(secret, key.secret, wrappingLabel(organisationId, key.id, masterKeyId))),
    created_at: at,
    retired_at: null,
  }
  return { key, row }
}

/** A new key of a subject, its first one unless said otherwise, under its organisation's wrapping key. */
export const makeSubjectKey = (
  wrapping: SealingKey,
  owner: KeyOwner,
  accountId: string | null,
  at: string,
  version = 1,
): { key: OpenKey; row: SubjectKeyValues } => {
  const key = { ...owner, id: newId(), secret: newKey(), version, derived: new Map<string, KeyObject>() }
  const row = {
    organisation_id: owner.organisationId,
    id: key.id,
    subject_id: owner.subjectId,
    account_id: accountId,
    class: owner.class,
    version: key.version,
    wrapping_key_id: wrapping.id,
    wrapped: bytes(
      wrapKey(wrapping.secret, key.secret, subjectLabel(owner, key.id, key.version, wrapping.id)),
    ),
    created_at: at,
    active_from: at,
  }
  return { key, row }
}

/**
 * Opens an organisation's wrapping key.
 * @throws ConfigError when its master key is not among those configured
 * @throws SealError when the row was tampered with
 */
export const openWrappingKey = (
  masterKeys: MasterKeys,
  row: Omit<WrappedWrappingKey, 'committed'>,
): SealingKey => {
  const label = wrappingLabel(row.organisationId, row.wrappingKeyId, row.masterKeyId)
  return {
    id: row.wrappingKeyId,
    secret: unwrapKey(masterKeys.secretOf(row.masterKeyId), row.wrappedWrapping, label),
  }
}

/**
 * Opens a subject's key.
 * @throws SealError when the row was tampered with
 */
export const openSubjectKey = (wrapping: SealingKey, row: Omit<WrappedKey, 'committed'>): OpenKey => ({
  id: row.id,
  organisationId: row.organisationId,
  subjectId: row.subjectId,
  class: row.class,
  version: row.version,
  secret: unwrapKey(wrapping.secret, row.wrapped, subjectLabel(row, row.id, row.version, wrapping.id)),
  derived: new Map(),
})

/** The same key under a wrapping key of its organisation. */
export const wrapSubjectKey = (wrapping: SealingKey, key: OpenKey): Buffer => {
  const owner = { ...key, class: key.class as StoredKeyClass }
  return wrapKey(wrapping.secret, key.secret, subjectLabel(owner, key.id, key.version, wrapping.id))
}

/** The same wrapping key under the current master key. */
export const wrapAgain = (masterKeys: MasterKeys, row: WrappedWrappingKey): WrappedWrappingKey => {
  const { id: masterKeyId, secret } = masterKeys.current
  const label = wrappingLabel(row.organisationId, row.wrappingKeyId, masterKeyId)
  return {
    ...row,
    masterKeyId,
    wrappedWrapping: wrapKey(secret, openWrappingKey(masterKeys, row).secret, label),
  }
}
