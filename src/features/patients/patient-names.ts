import type { Access } from '#src/access/access.ts'
import type { Keyring } from '#src/crypto/keyring.ts'
import type { ScopedTx } from '#src/db/database.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import {
  type SearchedWord,
  searchedWords,
  storedTokens,
  strange,
} from '#src/features/patients/name-tokens.ts'
import {
  areCommon,
  findByTokens,
  replaceNameTokens,
  type SearchedToken,
  type SearchedTokens,
} from '#src/features/patients/patient-names.queries.ts'

// Among the tokens of an organisation eight bytes are as unlikely to meet as they need to be: what is found is opened
// and compared.
const hashBytes = 8

const shortened = (index: Buffer) => index.subarray(0, hashBytes)

/** The hashes by which a patient of this name is found, and the version of the key that made them. */
export const hashName = async (
  keyring: Keyring,
  tx: ScopedTx,
  organisationId: string,
  { firstName, lastName }: { firstName: string; lastName: string },
): Promise<{ hashes: Buffer[]; version: number }> => {
  const hashes: Buffer[] = []
  let version = 1
  for (const token of storedTokens(firstName, lastName)) {
    const made = await keyring.blindIndex(tx, organisationId, 'nameToken', token)
    hashes.push(shortened(made.index))
    version = made.version
  }
  return { hashes, version }
}

/** Makes a patient findable by the words of their name, and by no former name. */
export const indexName = async (
  keyring: Keyring,
  tx: ScopedTx,
  organisationId: string,
  patientId: string,
  name: { firstName: string; lastName: string },
): Promise<void> => {
  const { hashes, version } = await hashName(keyring, tx, organisationId, name)
  await replaceNameTokens(tx, organisationId, patientId, hashes, version)
}

/** Above this many namesakes a word is taken as it is typed: who means another one finds it by a second word. */
const manyNamesakes = 200

/** How many of the best are opened and compared. */
const mostCandidates = 100

/** Bits of a word's match, five words to a group: that it is there at all, begins so, sounds so, is written so. */
const bitsOf = (word: number) => {
  const [there, begun, whole, exact] = [1 << word, 1 << (word + 5), 1 << (word + 10), 1 << (word + 15)]
  return {
    exact: there | begun | whole | exact,
    whole: there | begun | whole,
    start: there | begun,
    mistyped: there,
  }
}

/** The tokens that lead to a word. Who has it exactly has its sound as well, so that one token finds both. */
const leadsOf = (word: SearchedWord, n: number, common: boolean) => {
  const bits = bitsOf(n)
  const whole = { token: word.whole, bits: bits.whole }
  if (common) return [whole]
  return [
    whole,
    { token: word.start, bits: bits.start },
    ...word.mistyped.map((token) => ({ token, bits: bits.mistyped })),
  ]
}

const leastMistake = (bits: number, word: number): number => {
  const { exact, whole, start, mistyped } = bitsOf(word)
  const known = [exact, whole, start, mistyped].findIndex((one) => (bits & one) === one)
  return known === -1 ? strange : known
}

/** The tokens of a query's words by their hashes. */
const tokensOf = async (
  { tx, deps, actor: { organisationId } }: OrganisationScope,
  words: readonly SearchedWord[],
): Promise<SearchedTokens> => {
  // While keys are rotated a token may be stored by either.
  const hashesOf = async (token: string) =>
    (await deps.keyring.blindIndexes(tx, organisationId, 'nameToken', token)).map(shortened)
  const hashed = async (tokens: readonly { token: string; bits: number }[]) => {
    const made: SearchedToken[] = []
    for (const { token, bits } of tokens) for (const hash of await hashesOf(token)) made.push({ hash, bits })
    return made
  }
  const exact = await hashed(words.map((word, n) => ({ token: word.exact, bits: bitsOf(n).exact })))
  const wholes: Buffer[][] = []
  for (const { whole } of words) wholes.push(await hashesOf(whole))
  const common = await areCommon(tx, organisationId, wholes, manyNamesakes)
  const leads: SearchedToken[][] = []
  for (const [n, word] of words.entries()) leads.push(await hashed(leadsOf(word, n, common[n] ?? false)))
  // Of one word's namesakes only some are read, and those who are written as it was typed must be among them.
  if (leads.length === 1) return { words: [[...exact, ...leads.flat()]], exact: [], demanded: 1 }
  return { words: leads, exact, demanded: words.length > 2 ? words.length - 1 : words.length }
}

/** Somebody whose name may be what a query means. */
export interface Candidate {
  id: string
  /** The name is no nearer to the query than this, see `distanceOfName`. */
  least: number
}

/**
 * The patients within reach whose names may be what a query means, the likeliest first; each still has to be compared.
 * @returns the words that were looked for as well; none where the query has no letter
 */
export const findCandidates = async (
  scope: OrganisationScope,
  query: string,
  access: Access,
): Promise<{ words: SearchedWord[]; candidates: Candidate[] }> => {
  const { tx, actor } = scope
  const words = searchedWords(query)
  if (words.length === 0) return { words, candidates: [] }
  const tokens = await tokensOf(scope, words)
  const found = await findByTokens(tx, actor.organisationId, tokens, access, mostCandidates)
  const leastOf = (bits: number) => words.reduce((sum, _word, n) => sum + leastMistake(bits, n), 0)
  const candidates = found.map(({ id, bits }) => ({ id, least: leastOf(bits) }))
  return { words, candidates: candidates.sort((one, other) => one.least - other.least) }
}
