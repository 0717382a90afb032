import type { Access } from '#src/access/access.ts'
import type { Keyring } from '#src/crypto/keyring.ts'
import type { ScopedTx } from '#src/db/database.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { type SearchedWord, searchedWords, storedTokens } from '#src/features/patients/name-tokens.ts'
import {
  areCommon,
  findByTokens,
  replaceNameTokens,
  type SearchedToken,
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

const tokensOf = (word: SearchedWord, n: number, common: boolean) => {
  const bits = bitsOf(n)
  const known = [
    { token: word.exact, bits: bits.exact },
    { token: word.whole, bits: bits.whole },
  ]
  if (common) return known
  return [
    ...known,
    { token: word.start, bits: bits.start },
    ...word.mistyped.map((token) => ({ token, bits: bits.mistyped })),
  ]
}

/**
 * Ids of the patients within reach whose names may be what a query means, the likeliest first; each still has to be
 * compared.
 * @returns the words that were looked for as well; none where the query has no letter
 */
export const findCandidates = async (
  { tx, deps, actor }: OrganisationScope,
  query: string,
  access: Access,
): Promise<{ words: SearchedWord[]; ids: string[] }> => {
  const { organisationId } = actor
  const words = searchedWords(query)
  if (words.length === 0) return { words, ids: [] }
  // While keys are rotated a token may be stored by either.
  const hashes = async (token: string) =>
    (await deps.keyring.blindIndexes(tx, organisationId, 'nameToken', token)).map(shortened)
  const whole = await Promise.all(words.map((word) => hashes(word.whole)))
  const common = await areCommon(tx, organisationId, whole, manyNamesakes)
  const wanted: SearchedToken[] = []
  for (const [n, word] of words.entries())
    for (const { token, bits } of tokensOf(word, n, common[n] ?? false))
      for (const hash of await hashes(token)) wanted.push({ hash, bits })
  const demanded = words.length > 2 ? words.length - 1 : words.length
  const matching = { words: words.length, demanded }
  return { words, ids: await findByTokens(tx, organisationId, wanted, matching, access, mostCandidates) }
}
