import { spelledOut, withoutMarks } from '#src/schema/letters.ts'

const apostrophes = /['’‘ʼʻ`´′]/g
const asciiWord = /[a-z0-9]/
const letterOrDigit = /[\p{L}\p{N}]/u

// pg_trgm leaves out letters that the database's locale does not know, in a C locale all but ASCII; four ASCII
// characters for each letter of another script make it the same everywhere.
const asciiOf = (letter: string): string => {
  if (asciiWord.test(letter)) return letter
  const spelled = spelledOut[letter]
  if (spelled !== undefined) return spelled
  return letterOrDigit.test(letter) ? (letter.codePointAt(0) ?? 0).toString(36).padStart(4, '0') : ' '
}

/**
 * A text as the search knows it: lower-case ASCII letters and digits, one space between words, nothing around.
 * `Əliyev` and `Eliyev`, `Ó Súilleabháin` and `o suilleabhain`, `O'Neill` and `ONeill` become one.
 */
export const foldText = (text: string): string =>
  [...withoutMarks(text.replace(apostrophes, ''))].map(asciiOf).join('').replace(/ +/g, ' ').trim()

const mostWords = 8

/** The words that are searched for, eight at the most. */
export const searchWords = (query: string): string[] =>
  [...new Set(foldText(query).split(' '))].filter((word) => word !== '').slice(0, mostWords)

/** What a practitioner is found by. A space on either side lets whole words be looked for. */
export const searchTextOf = (parts: readonly string[]): string => ` ${foldText(parts.join(' '))} `

/** A language tag and the language that it is a kind of: who speaks `sv-FI` speaks `sv`. */
export const languageChoices = (tags: readonly string[]): string[] => [
  ...new Set(tags.flatMap((tag) => [tag, tag.split('-')[0] ?? tag])),
]
