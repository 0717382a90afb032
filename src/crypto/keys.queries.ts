import { sql } from 'kysely'
import type { Tx } from '#src/db/database.ts'
import type { KeyClass } from '#src/privacy/annotations.ts'

/** The classes of `keys.subject_keys`: those that seal, and the roots of blind indexes and of the platform's secrets. */
export type StoredKeyClass = KeyClass | 'index' | 'root'

/** An organisation's wrapping key, still wrapped by a master key. */
export interface WrappedWrappingKey {
  organisationId: string
  wrappingKeyId: string
  masterKeyId: string
  wrappedWrapping: Buffer
  /** False for a row of this very transaction, which may still be rolled back. */
  committed: boolean
}

/** A subject's key with the wrapping key that opens it. */
export interface WrappedKey extends WrappedWrappingKey {
  id: string
  subjectId: string
  class: StoredKeyClass
  version: number
  wrapped: Buffer
}

/** What `jsonb_populate_record` and an insert need of a row of `keys.wrapping_keys`; bytes as `\x` and hex digits. */
export interface WrappingKeyValues {
  organisation_id: string
  id: string
  master_key_id: string
  wrapped: string
  created_at: string
  retired_at: null
}

/** The same of a row of `keys.subject_keys`. */
export interface SubjectKeyValues {
  organisation_id: string
  id: string
  subject_id: string
  account_id: string | null
  class: StoredKeyClass
  version: number
  wrapping_key_id: string
  wrapped: string
  created_at: string
  active_from: string | null
}

const own = sql`pg_current_xact_id_if_assigned()::xid`

const wrappedKey = sql`
  k.id, k.organisation_id as "organisationId", k.subject_id as "subjectId", k.class, k.version, k.wrapped,
  w.id as "wrappingKeyId", w.master_key_id as "masterKeyId", w.wrapped as "wrappedWrapping",
  k.xmin is distinct from ${own} as committed`

const joined = sql`
  keys.subject_keys k join keys.wrapping_keys w on w.organisation_id = k.organisation_id and w.id = k.wrapping_key_id`

/** The keys of these ids in these organisations, as far as the scope reaches. */
export const findKeys = async (
  tx: Tx,
  organisationIds: readonly string[],
  ids: readonly string[],
): Promise<WrappedKey[]> => {
  const { rows } = await sql<WrappedKey>`
    select ${wrappedKey} from unnest(${organisationIds}::uuid[], ${ids}::uuid[]) as wanted (organisation_id, id)
      join keys.subject_keys k on k.organisation_id = wanted.organisation_id and k.id = wanted.id
      join keys.wrapping_keys w on w.organisation_id = k.organisation_id and w.id = k.wrapping_key_id`.execute(
    tx,
  )
  return rows
}

/** The newest key of a subject and class, as far as the scope reaches. */
export const findCurrentKey = async (
  tx: Tx,
  organisationId: string,
  subjectId: string,
  keyClass: StoredKeyClass,
): Promise<WrappedKey | undefined> => {
  const { rows } = await sql<WrappedKey>`
    select ${wrappedKey} from ${joined}
     where k.organisation_id = ${organisationId} and k.subject_id = ${subjectId} and k.class = ${keyClass}
     order by k.version desc limit 1`.execute(tx)
  return rows[0]
}

/** The roots of an organisation's blind indexes, by version; null for one that is prepared only. */
export const findIndexKeys = async (
  tx: Tx,
  organisationId: string,
): Promise<(WrappedKey & { activeFrom: string | null })[]> => {
  const { rows } = await sql<WrappedKey & { activeFrom: string | null }>`
    select ${wrappedKey}, k.active_from as "activeFrom" from ${joined}
     where k.organisation_id = ${organisationId} and k.subject_id = ${organisationId} and k.class = 'index'
     order by k.version`.execute(tx)
  return rows
}

const wrappingKey = sql`
  organisation_id as "organisationId", id as "wrappingKeyId", master_key_id as "masterKeyId", wrapped as "wrappedWrapping",
  xmin is distinct from ${own} as committed`

/** The wrapping key that an organisation wraps with now. */
export const findWrappingKey = async (
  tx: Tx,
  organisationId: string,
): Promise<WrappedWrappingKey | undefined> => {
  const { rows } = await sql<WrappedWrappingKey>`
    select ${wrappingKey} from keys.wrapping_keys
     where organisation_id = ${organisationId} and retired_at is null`.execute(tx)
  return rows[0]
}

/** An organisation's wrapping keys under any master key but the given one. */
export const findWrappingKeysOfOthers = async (
  tx: Tx,
  organisationId: string,
  masterKeyId: string,
): Promise<WrappedWrappingKey[]> => {
  const { rows } = await sql<WrappedWrappingKey>`
    select ${wrappingKey} from keys.wrapping_keys
     where organisation_id = ${organisationId} and master_key_id <> ${masterKeyId} order by id for update`.execute(
    tx,
  )
  return rows
}

/** Stores a wrapping key under another master key. */
export const replaceWrapping = async (tx: Tx, key: Omit<WrappedWrappingKey, 'committed'>): Promise<void> => {
  await sql`
    update keys.wrapping_keys set master_key_id = ${key.masterKeyId}, wrapped = ${key.wrappedWrapping}
     where organisation_id = ${key.organisationId} and id = ${key.wrappingKeyId}`.execute(tx)
}

/** Stores a new wrapping key. */
export const insertWrappingKey = async (tx: Tx, row: WrappingKeyValues): Promise<void> => {
  await sql`
    insert into keys.wrapping_keys (organisation_id, id, master_key_id, wrapped, created_at)
    values (${row.organisation_id}, ${row.id}, ${row.master_key_id}, ${row.wrapped}::bytea, ${row.created_at})`.execute(
    tx,
  )
}

/** Stores a new subject key. */
export const insertSubjectKey = async (tx: Tx, row: SubjectKeyValues): Promise<void> => {
  await sql`
    insert into keys.subject_keys
      (organisation_id, id, subject_id, account_id, class, version, wrapping_key_id, wrapped, created_at, active_from)
    values (${row.organisation_id}, ${row.id}, ${row.subject_id}, ${row.account_id}, ${row.class}, ${row.version},
      ${row.wrapping_key_id}, ${row.wrapped}::bytea, ${row.created_at}, ${row.active_from})`.execute(tx)
}

/** Destroys every key of a subject: what they sealed is unreadable from then on. */
export const destroySubjectKeys = async (
  tx: Tx,
  organisationId: string,
  subjectId: string,
): Promise<void> => {
  await sql`
    delete from keys.subject_keys where organisation_id = ${organisationId} and subject_id = ${subjectId}`.execute(
    tx,
  )
}

// One lock for whatever every process does at its start or on a schedule with the platform's own keys.
const platformKeysLock = 7_201_941

/** Waits until no other transaction works on the platform's own keys; ends with the transaction. */
export const lockPlatformKeys = async (tx: Tx): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${platformKeysLock}::bigint)`.execute(tx)
}
