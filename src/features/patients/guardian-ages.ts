import type { Sight } from '#src/access/relations.ts'
import { ageRulesOf } from '#src/privacy/law/ages.ts'

/** What a guardian sees of a child of that age in a country (`LEGAL.md` § 3); null: nothing any more. */
export const sightAt = (age: number, country: string): Sight | null => {
  const { fullyUntil, partlyUntil } = ageRulesOf(country).guardian
  if (age < fullyUntil) return 'full'
  return age < partlyUntil ? 'partly' : null
}
