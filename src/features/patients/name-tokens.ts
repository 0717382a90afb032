import { spelledOut, withoutMarks } from '#src/schema/letters.ts'

/** Spellings of one sound; those that begin alike from the longest on. */
const sounds: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/ch|ck|[cq]/g, 'k'],
  [/aa|ae/g, 'a'],
  [/oe/g, 'o'],
  [/ue/g, 'u'],
  [/w/g, 'v'],
  [/z/g, 's'],
  [/x/g, 'ks'],
  [/[yj]/g, 'i'],
  [/(.)\1+/gu, '$1'],
]

const mostWords = 10
const mostSearchedWords = 5
const longestPrefix = 8
const shortestMistyped = 4
const longestMistyped = 12

/** A word of a name: its letters without marks, and how it sounds. */
export interface NameWord {
  readonly letters: string
  readonly sound: string
}

const soundOf = (letters: string) =>
  sounds.reduce((text, [spelling, sound]) => text.replace(spelling, sound), letters)

/** The words of names, each once. `Åse-Lill O'Brien` has four. */
export const wordsOf = (...names: readonly string[]): NameWord[] => {
  const spelled = withoutMarks(names.join(' ')).replace(
    /[^\p{ASCII}]/gu,
    (letter) => spelledOut[letter] ?? letter,
  )
  const words = spelled.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  return [...new Set(words)].map((letters) => ({ letters, sound: soundOf(letters) }))
}

const prefix = (sound: string) => [...sound].slice(0, longestPrefix).join('')

const begun = (sound: string) => {
  const letters = [...sound]
  const longest = Math.min(letters.length - 1, longestPrefix)
  return Array.from({ length: Math.max(0, longest - 1) }, (_, i) => letters.slice(0, i + 2).join(''))
}

/** What is left of a word without one of its letters: two words that differ by one letter have one of these in common. */
const shortened = (sound: string): string[] => {
  const letters = [...sound].slice(0, longestMistyped)
  if (letters.length < shortestMistyped) return []
  return [...new Set(letters.map((_, i) => letters.toSpliced(i, 1).join('')))]
}

const exact = (letters: string) => `!${letters}`
const whole = (sound: string) => `=${sound}`
const start = (sound: string) => `^${sound}`
const rest = (sound: string) => `-${sound}`

/** What a patient of this name is found by: each word as written, its sound, its beginnings, and what mistyping leaves. */
export const storedTokens = (...names: readonly string[]): string[] => [
  ...new Set(
    wordsOf(...names)
      .slice(0, mostWords)
      .flatMap(({ letters, sound }) => [
        exact(letters),
        whole(sound),
        ...begun(sound).map(start),
        ...shortened(sound).map(rest),
      ]),
  ),
]

/** The tokens by which one word of a query finds patients. */
export interface SearchedWord extends NameWord {
  readonly exact: string
  readonly whole: string
  readonly start: string
  /** For a letter too few, too many, another one, or two that changed places. */
  readonly mistyped: readonly string[]
}

/** The words that a query looks for, five at the most. */
export const searchedWords = (query: string): SearchedWord[] =>
  wordsOf(query)
    .slice(0, mostSearchedWords)
    .map((word) => {
      const parts = shortened(word.sound)
      return {
        ...word,
        exact: exact(word.letters),
        whole: whole(word.sound),
        start: start(prefix(word.sound)),
        mistyped:
          parts.length === 0 ? [] : [rest(word.sound), ...parts.flatMap((part) => [whole(part), rest(part)])],
      }
    })

/**
 * The least number of letters to put in, take out, replace or let change places with the next (optimal string
 * alignment) to make one word the other.
 */
export const editDistance = (one: string, other: string): number => {
  const [a, b] = [[...one], [...other]]
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      next[j] = Math.min(
        (next[j - 1] as number) + 1,
        (last[j] as number) + 1,
        (last[j - 1] as number) + (same ? 0 : 1),
        swapped ? (before[j - 2] as number) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = last
    last = next
  }
  return last[b.length] as number
}

/** The distance of a word that is not there. */
export const strange = 10

const mistake = (searched: NameWord, word: NameWord): number => {
  if (searched.letters === word.letters) return 0
  if (searched.sound === word.sound) return 1
  if (word.letters.startsWith(searched.letters) || word.sound.startsWith(searched.sound)) return 2
  const length = Math.min(searched.sound.length, word.sound.length)
  if (length < shortestMistyped - 1 || searched.sound.length < shortestMistyped) return strange
  const distance = editDistance(searched.sound, word.sound)
  if (distance === 1) return 3
  return distance === 2 && length >= 8 ? 5 : strange
}

/**
 * How far a name is from what is looked for, 0 where every word is there as typed; null where it is another name.
 * Of three words and more one may be missing.
 */
export const distanceOfName = (searched: readonly NameWord[], name: readonly NameWord[]): number | null => {
  const mistakes = searched.map((one) => Math.min(strange, ...name.map((word) => mistake(one, word))))
  const missing = mistakes.filter((one) => one === strange).length
  if (missing > (searched.length > 2 ? 1 : 0)) return null
  return mistakes.reduce((sum, one) => sum + one, 0)
}
