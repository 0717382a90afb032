import { sql } from 'kysely'
import type { WrappedKey } from '#src/crypto/keys.queries.ts'
import type { Tx } from '#src/db/database.ts'

/** Where an organisation's rotation stands. */
export interface RotationState {
  /** When wrapping keys that still wrap something were retired; empty where none was. */
  retiredAt: string[]
  /** The roots of its blind indexes, by version; `activeFrom` null: prepared. */
  indexKeys: { version: number; createdAt: string; activeFrom: string | null }[]
}

/** Reads where the rotation of an organisation in scope stands. */
export const readRotationState = async (tx: Tx, organisationId: string): Promise<RotationState> => {
  const { rows: retired } = await sql<{ retiredAt: string }>`
    select retired_at as "retiredAt" from keys.wrapping_keys
     where organisation_id = ${organisationId} and retired_at is not null order by retired_at`.execute(tx)
  const { rows: indexKeys } = await sql<RotationState['indexKeys'][number]>`
    select version, created_at as "createdAt", active_from as "activeFrom" from keys.subject_keys
     where organisation_id = ${organisationId} and subject_id = ${organisationId} and class = 'index'
     order by version`.execute(tx)
  return { retiredAt: retired.map(({ retiredAt }) => retiredAt), indexKeys }
}

/** The ids of the master keys that wrap an organisation's wrapping keys. */
export const findMasterKeyIds = async (tx: Tx, organisationId: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select distinct master_key_id as id from keys.wrapping_keys where organisation_id = ${organisationId}`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

/** Retires the wrapping key that an organisation wraps with now. */
export const retireWrappingKey = async (tx: Tx, organisationId: string, at: string): Promise<void> => {
  await sql`
    update keys.wrapping_keys set retired_at = ${at}
     where organisation_id = ${organisationId} and retired_at is null`.execute(tx)
}

/** Locks an organisation's retired wrapping keys, waiting for whoever makes a key under one just now. */
export const lockRetiredKeys = async (tx: Tx, organisationId: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from keys.wrapping_keys
     where organisation_id = ${organisationId} and retired_at is not null order by id for update`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Removes retired wrapping keys, which wrap nothing any more. */
export const deleteWrappingKeys = async (
  tx: Tx,
  organisationId: string,
  ids: readonly string[],
): Promise<void> => {
  await sql`
    delete from keys.wrapping_keys where organisation_id = ${organisationId} and id = any(${ids}::uuid[])`.execute(
    tx,
  )
}

type RetiredKey = Omit<WrappedKey, 'committed'>

/** Keys under a retired wrapping key, at most `limit`; nobody else changes them until the transaction ends. */
export const lockKeysUnderRetired = async (
  tx: Tx,
  organisationId: string,
  limit: number,
): Promise<RetiredKey[]> => {
  const { rows } = await sql<RetiredKey>`
    select k.id, k.organisation_id as "organisationId", k.subject_id as "subjectId", k.class, k.version, k.wrapped,
        w.id as "wrappingKeyId", w.master_key_id as "masterKeyId", w.wrapped as "wrappedWrapping"
      from keys.subject_keys k
      join keys.wrapping_keys w on w.organisation_id = k.organisation_id and w.id = k.wrapping_key_id
     where k.organisation_id = ${organisationId} and w.retired_at is not null
     order by k.id limit ${limit} for update of k`.execute(tx)
  return rows
}

/** Stores keys that were wrapped anew by one wrapping key. */
export const replaceWrappedKeys = async (
  tx: Tx,
  organisationId: string,
  wrappingKeyId: string,
  keys: readonly { id: string; wrapped: Buffer }[],
): Promise<void> => {
  await sql`
    update keys.subject_keys k set wrapping_key_id = ${wrappingKeyId}, wrapped = again.wrapped
      from unnest(${keys.map(({ id }) => id)}::uuid[], ${keys.map(({ wrapped }) => wrapped)}::bytea[]) as again (id, wrapped)
     where k.organisation_id = ${organisationId} and k.id = again.id`.execute(tx)
}

/** From now on rows are indexed by the newest key. */
export const activateIndexKey = async (tx: Tx, organisationId: string, at: string): Promise<void> => {
  await sql`
    update keys.subject_keys set active_from = ${at}
     where organisation_id = ${organisationId} and subject_id = ${organisationId} and class = 'index'
       and active_from is null`.execute(tx)
}

/** Removes the roots of blind indexes before a version. */
export const deleteIndexKeys = async (tx: Tx, organisationId: string, before: number): Promise<void> => {
  await sql`
    delete from keys.subject_keys
     where organisation_id = ${organisationId} and subject_id = ${organisationId} and class = 'index'
       and version < ${before}`.execute(tx)
}
