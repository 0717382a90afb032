import { type Language, languages } from '#src/schema/primitives.ts'

const range = /^\s*([A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9-]{1,64})?\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?$/
const mostRanges = 20

/**
 * The language to answer a person in: of those that Praxis speaks the one that `Accept-Language` (RFC 9110 § 12.5.4)
 * rates highest, by its primary tag; English where it names none.
 */
export const preferredLanguage = (header: string | undefined): Language => {
  const rated = (header ?? '')
    .split(',', mostRanges)
    .map((part) => range.exec(part))
    .flatMap((found) => (found ? [{ tag: found[1]?.toLowerCase(), weight: Number(found[2] ?? 1) }] : []))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
  for (const { tag } of rated) {
    const spoken = tag === '*' ? 'en' : languages.find((language) => language === tag)
    if (spoken) return spoken
  }
  return 'en'
}
