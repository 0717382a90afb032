import { type Language, languages } from '#src/schema/primitives.ts'

const range = /^\s*([A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9-]{1,64})?\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?$/
const mostRanges = 20

/**
 * The language to answer a person in: of those that are spoken the one that `Accept-Language` (RFC 9110 § 12.5.4)
 * rates highest, by its primary tag; English where it names none.
 */
export const preferredOf = <L extends string>(
  spoken: readonly ('en' | L)[],
  header: string | undefined,
): 'en' | L => {
  const rated = (header ?? '')
    .split(',', mostRanges)
    .map((part) => range.exec(part))
    .flatMap((found) => (found ? [{ tag: found[1]?.toLowerCase(), weight: Number(found[2] ?? 1) }] : []))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
  for (const { tag } of rated) {
    const found = tag === '*' ? 'en' : spoken.find((language) => language === tag)
    if (found) return found
  }
  return 'en'
}

/** The language of those that mails and pages are written in. */
export const preferredLanguage = (header: string | undefined): Language => preferredOf(languages, header)
