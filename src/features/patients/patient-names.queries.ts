import { sql } from 'kysely'
import type { ScopedTx } from '#src/db/database.ts'

/** A hashed token of a query, and the bits of what a patient matches who has it. */
export interface SearchedToken {
  hash: Buffer
  bits: number
}

/** Takes a patient's name tokens away. */
const deleteNameTokens = async (tx: ScopedTx, organisationId: string, patientId: string): Promise<void> => {
  await tx
    .deleteFrom('patientNameTokens')
    .where('organisationId', '=', organisationId)
    .where('patientId', '=', patientId)
    .execute()
}

/** Gives a patient the tokens of their name in place of those they had. */
export const replaceNameTokens = async (
  tx: ScopedTx,
  organisationId: string,
  patientId: string,
  hashes: readonly Buffer[],
  indexVersion: number,
): Promise<void> => {
  await deleteNameTokens(tx, organisationId, patientId)
  await sql`
    insert into patient_name_tokens (organisation_id, token_hash, patient_id, index_version)
    select ${organisationId}, hash, ${patientId}, ${indexVersion} from unnest(${hashes}::bytea[]) as hash`.execute(
    tx,
  )
}

/** For each token whether more than `most` patients have it. */
export const areCommon = async (
  tx: ScopedTx,
  organisationId: string,
  hashes: readonly Buffer[],
  most: number,
): Promise<boolean[]> => {
  const { rows } = await sql<{ common: boolean }>`
    select (select count(*) from (select from patient_name_tokens t
        where t.organisation_id = ${organisationId} and t.token_hash = wanted.hash limit ${most + 1}) as namesakes) > ${most} as common
      from unnest(${hashes}::bytea[]) with ordinality as wanted (hash, n) order by n`.execute(tx)
  return rows.map(({ common }) => common)
}

/**
 * Ids of the patients who have tokens of the query, those first who have most of its bits.
 * @param demanded how many of the lowest five bits, one for each word, a patient must have
 * @param at ISO 8601; whose data is restricted then is left out, null: nobody is
 */
export const findByTokens = async (
  tx: ScopedTx,
  organisationId: string,
  tokens: readonly SearchedToken[],
  demanded: number,
  at: string | null,
  limit: number,
): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select found.id from (
      select t.patient_id as id, bit_or(wanted.bits) as bits
        from unnest(${tokens.map(({ hash }) => hash)}::bytea[], ${tokens.map(({ bits }) => bits)}::int[]) as wanted (hash, bits)
        join patient_name_tokens t on t.organisation_id = ${organisationId} and t.token_hash = wanted.hash
       group by t.patient_id
    ) as found
    where bit_count((found.bits & 31)::bit(32)) >= ${demanded}
      and not exists (select from patients p where p.organisation_id = ${organisationId} and p.id = found.id
        and ${at}::timestamptz is not null and p.restricted_at is not null
        and (p.restriction_ends_at is null or p.restriction_ends_at > ${at}::timestamptz))
    order by bit_count((found.bits & 31)::bit(32)) desc, bit_count(found.bits::bit(32)) desc, found.id
    limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}
