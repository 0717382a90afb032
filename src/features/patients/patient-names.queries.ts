import { type RawBuilder, sql } from 'kysely'
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

/** What is looked for: of each word, one of the lowest five bits each, the tokens that lead to it. */
export interface SearchedTokens {
  words: readonly (readonly SearchedToken[])[]
  /** What only tells who of those that were found is written as it was typed. */
  exact: readonly SearchedToken[]
  /** How many of the words a patient must have. */
  demanded: number
}

/** A patient who has tokens of the query, and the bits of all of them. */
export interface FoundByTokens {
  id: string
  bits: number
}

const wanted = (tokens: readonly SearchedToken[]) =>
  sql`unnest(${tokens.map(({ hash }) => hash)}::bytea[], ${tokens.map(({ bits }) => bits)}::int[]) as wanted (hash, bits)`

/** The rows of `patient_name_tokens t` within one branch of the caller's reach; `= <hash>` has to follow. */
type TokensInReach = RawBuilder<unknown>

// Of one word any namesakes will do, so of no token are more read than can be answered.
const byOneWord = (word: readonly SearchedToken[], inReach: TokensInReach, limit: number) => sql`
  select t.patient_id, bit_or(wanted.bits) as bits from ${wanted(word)}
   cross join lateral (select t.patient_id from patient_name_tokens t where ${inReach} = wanted.hash limit ${limit}) t
   group by t.patient_id`

// By one token the index answers in the order of patients, and two of these are joined as they come.
const byWord = (word: readonly SearchedToken[], inReach: TokensInReach) =>
  word.length === 1
    ? sql`select t.patient_id, ${word[0]?.bits}::int as bits from patient_name_tokens t where ${inReach} = ${word[0]?.hash}`
    : sql`select t.patient_id, bit_or(wanted.bits) as bits from ${wanted(word)}
        join patient_name_tokens t on ${inReach} = wanted.hash group by t.patient_id`

const byBothWords = (words: readonly RawBuilder<unknown>[]) => sql`
  select patient_id, one.bits | other.bits as bits from (${words[0]}) as one join (${words[1]}) as other using (patient_id)`

const bySomeWords = (words: readonly RawBuilder<unknown>[], demanded: number) => sql`
  select hit.patient_id, bit_or(hit.bits) as bits from (${sql.join(words, sql` union all `)}) as hit
   group by hit.patient_id having bit_count((bit_or(hit.bits) & 31)::bit(32)) >= ${demanded}`

const byWords = ({ words, demanded }: SearchedTokens, inReach: TokensInReach, limit: number) => {
  if (words.length === 1) return byOneWord(words[0] ?? [], inReach, limit)
  const hits = words.map((word) => byWord(word, inReach))
  return words.length === 2 ? byBothWords(hits) : bySomeWords(hits, demanded)
}

const mostBits = (bits: string) =>
  sql.raw(`bit_count((${bits} & 31)::bit(32)) desc, bit_count(${bits}::bit(32)) desc`)

/** Of how many it is asked whether they are written as it was typed. */
const mostCompared = 200

/** The patients within reach who have tokens of the query, those first who have most of its bits. */
export const findByTokens = async (
  tx: ScopedTx,
  organisationId: string,
  searched: SearchedTokens,
  access: Access,
  limit: number,
): Promise<FoundByTokens[]> => {
  const found = reachBranches(access, { patient: 't.patient_id' }).map((within) => {
    const inReach = sql`t.organisation_id = ${organisationId} and ${sql.raw(within)} and t.token_hash`
    return sql`(${byWords(searched, inReach, limit)})`
  })
  const { rows } = await sql<FoundByTokens>`
    select likely.id, likely.bits | coalesce(exact.bits, 0) as bits from (
      select found.patient_id as id, found.bits from (${sql.join(found, sql` union all `)}) as found
       order by ${mostBits('found.bits')}, found.patient_id limit ${mostCompared}
    ) as likely
    cross join lateral (
      select bit_or(wanted.bits) as bits from ${wanted(searched.exact)}
        join patient_name_tokens t on t.organisation_id = ${organisationId} and t.token_hash = wanted.hash
         and t.patient_id = likely.id
    ) as exact
    order by ${mostBits('(likely.bits | coalesce(exact.bits, 0))')}, likely.id
    limit ${limit}`.execute(tx)
  return rows
}
