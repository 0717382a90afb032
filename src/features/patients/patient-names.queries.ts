import { sql } from 'kysely'
import type { Access } from '#src/access/access.ts'
import { reachBranches } from '#src/access/reach.ts'
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

/** For each word, given by the hashes of one of its tokens, whether more than `most` patients have it. */
export const areCommon = async (
  tx: ScopedTx,
  organisationId: string,
  words: readonly (readonly Buffer[])[],
  most: number,
): Promise<boolean[]> => {
  const { rows } = await sql<{ common: boolean }>`
    select (select count(*) from (select from patient_name_tokens t
        where t.organisation_id = ${organisationId} and t.token_hash = wanted.hash limit ${most + 1}) as namesakes) > ${most} as common
      from unnest(${words.flat()}::bytea[]) with ordinality as wanted (hash, n) order by n`.execute(tx)
  const common = rows.map((row) => row.common)
  return words.map((hashes) => common.splice(0, hashes.length).includes(true))
}

/** As many patients of one token as are taken where one word alone is looked for. */
const mostOfToken = 400

/**
 * Ids of the patients within reach who have tokens of the query, those first who have most of its bits.
 * @param words how many words the query has, one of the lowest five bits each
 * @param demanded how many of them a patient must have
 */
export const findByTokens = async (
  tx: ScopedTx,
  organisationId: string,
  tokens: readonly SearchedToken[],
  { words, demanded }: { words: number; demanded: number },
  access: Access,
  limit: number,
): Promise<string[]> => {
  // Of one word any hundreds of namesakes will do; of several only those count who have the others as well.
  const most = words === 1 ? mostOfToken : null
  const hits = reachBranches(access, { patient: 't.patient_id' }).map(
    (within) => sql`(select t.patient_id, wanted.bits
        from unnest(${tokens.map(({ hash }) => hash)}::bytea[], ${tokens.map(({ bits }) => bits)}::int[]) as wanted (hash, bits)
       cross join lateral (select t.patient_id from patient_name_tokens t
         where t.organisation_id = ${organisationId} and t.token_hash = wanted.hash and ${sql.raw(within)}
         limit ${most}) t)`,
  )
  const { rows } = await sql<{ id: string }>`
    select found.id from (
      select hit.patient_id as id, bit_or(hit.bits) as bits from (${sql.join(hits, sql` union all `)}) as hit
       group by hit.patient_id
    ) as found
    where bit_count((found.bits & 31)::bit(32)) >= ${demanded}
    order by bit_count((found.bits & 31)::bit(32)) desc, bit_count(found.bits::bit(32)) desc, found.id
    limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}
