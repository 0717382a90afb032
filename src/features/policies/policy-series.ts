import type { Audience, PolicyHistoryEntry } from '#src/features/policies/policies.schema.ts'
import type { Language } from '#src/schema/primitives.ts'

/** What of a version decides when it is in force. */
interface Dated {
  organisationId: string
  number: number
  audience: Audience
  language: Language
  effectiveFrom: string
}

const ofOneSeries = (a: Dated, b: Dated) =>
  a.organisationId === b.organisationId && a.audience === b.audience && a.language === b.language

const isEffective = ({ effectiveFrom }: Dated, at: string) => Date.parse(effectiveFrom) <= Date.parse(at)

/**
 * Where a version stands among all versions of its controller.
 * @param at ISO 8601 instant
 */
export const stateOf = (
  version: Dated,
  versions: readonly Dated[],
  at: string,
): PolicyHistoryEntry['state'] => {
  if (!isEffective(version, at)) return 'upcoming'
  const replaced = versions.some(
    (other) => ofOneSeries(other, version) && other.number > version.number && isEffective(other, at),
  )
  return replaced ? 'superseded' : 'inForce'
}

/** The version before this one in its series. */
export const predecessorOf = <V extends Dated>(version: V, versions: readonly V[]): V | undefined =>
  versions
    .filter((other) => ofOneSeries(other, version) && other.number < version.number)
    .sort((a, b) => b.number - a.number)[0]

/**
 * Which language of several somebody is addressed in: their own, else the controller's, else the first by name.
 * @param languages at least one
 */
export const addressedIn = (
  languages: readonly Language[],
  locale: Language,
  controllersLanguage: Language,
): Language =>
  [locale, controllersLanguage].find((language) => languages.includes(language)) ??
  ([...languages].sort()[0] as Language)

const sharedStart = (a: readonly string[], b: readonly string[]): number => {
  const end = Math.min(a.length, b.length)
  let count = 0
  while (count < end && a[count] === b[count]) count++
  return count
}

/** From which line on a text differs from the one before, and up to where; null where it does not. */
export const changedLines = (before: string, after: string): PolicyHistoryEntry['changed'] => {
  if (before === after) return null
  const [old, now] = [before.split('\n'), after.split('\n')]
  const start = sharedStart(old, now)
  const end = sharedStart(old.slice(start).reverse(), now.slice(start).reverse())
  return {
    line: start + 1,
    removed: old.slice(start, old.length - end),
    added: now.slice(start, now.length - end),
  }
}
