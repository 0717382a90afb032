import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

const LONGEST = 128
const EASIEST_SCORE = 3
/** What is left of a password without its owner's names must stand alone: as long as a second factor would allow. */
const REST_LENGTH = 8
const REST_SCORE = 2

// zxcvbn's time grows with the square of the length times the substitutions tried: 128 hostile characters took it
// 0.7 s, these bounds 14 ms. A password that is easy for its first 32 characters is refused for them.
const bounds = { maxLength: 32, l33tMaxSubstitutions: 8 }

let estimator: Promise<ZxcvbnFactory> | undefined

const openEstimator = async (): Promise<ZxcvbnFactory> => {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ])
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
    ...bounds,
  })
}

/**
 * Reads the dictionaries (some 30 MB and 0.3 s, once per process). The first judgement does it, too; a server calls
 * it after its start, so that no request waits.
 */
export const loadPasswordDictionaries = (): Promise<ZxcvbnFactory> => {
  estimator ??= openEstimator()
  return estimator
}

const countOf = (text: string) => [...text].length

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()

const wordsOf = (personal: readonly string[]): string[] => {
  const words = personal.slice(0, 50).flatMap((text) => fold(text.slice(0, 254)).split(/[^\p{L}\p{N}]+/u))
  return [...new Set(words.filter((word) => word.length >= 3))].sort(
    (one, other) => other.length - one.length,
  )
}

const without = (text: string, words: readonly string[]) =>
  words.reduce((rest, word) => rest.replaceAll(word, ''), text)

/** The shortest piece whose repetition makes the whole text, the last time perhaps cut short (Knuth, Morris, Pratt). */
const repeatedPiece = (text: string): string => {
  const border = new Uint16Array(text.length)
  for (let at = 1, matched = 0; at < text.length; at++) {
    while (matched > 0 && text[at] !== text[matched]) matched = border[matched - 1] ?? 0
    if (text[at] === text[matched]) matched++
    border[at] = matched
  }
  return text.slice(0, text.length - (border.at(-1) ?? 0))
}

const isPersonal = (estimate: ZxcvbnFactory, password: string, words: readonly string[]): boolean => {
  const folded = fold(password)
  const rest = without(folded, words)
  if (rest === folded) return false
  return countOf(rest) < REST_LENGTH || estimate.check(rest).score < REST_SCORE
}

/**
 * Judges a new password (`SECURITY.md` S2, S43): its length in code points, then how easily it is guessed, its
 * owner's names known. Any character may stand in it.
 * @param personalWords names of the person and the organisation, the e-mail address
 * @param minimum of code points; 12 where a deployment says nothing, 15 is what the standard asks of an only factor
 * @returns why it is refused, in one English sentence; null where it is accepted
 */
export const judgePassword = async (
  password: string,
  personalWords: readonly string[],
  minimum = 12,
): Promise<string | null> => {
  // Counting code points walks the text: the cheap bound comes first.
  if (password.length > 2 * LONGEST || countOf(password) > LONGEST)
    return `It may have at most ${LONGEST} characters.`
  if (!password.isWellFormed()) return 'It holds a broken character.'
  const normalised = password.normalize('NFKC')
  if (countOf(normalised) < minimum) return `It needs at least ${minimum} characters.`
  const piece = repeatedPiece(normalised)
  if (piece.length * 2 <= normalised.length && countOf(piece) < minimum)
    return 'It repeats a short piece, which is easy to guess.'

  const estimate = await loadPasswordDictionaries()
  const words = wordsOf(personalWords)
  if (isPersonal(estimate, normalised, words))
    return 'It is made of your own name, your address or the name of the organisation.'
  const { score, feedback } = estimate.check(piece, words)
  if (score >= EASIEST_SCORE) return null
  return feedback.warning || 'It is too easy to guess; add words that are less common.'
}
