import { Temporal } from 'temporal-polyfill'
import type { Sourced } from '#src/privacy/law/sources.ts'

/** What of a treatment a period counts from. */
export type Anchor =
  | 'lastEntry'
  | 'lastContact'
  | 'treatmentEnded'
  /** The end of the calendar year in which something was done. */
  | 'endOfYear'
  /** The end of the financial year in which it was done. */
  | 'endOfFinancialYear'
  /** The end of the calendar year in which that financial year ended. */
  | 'endOfYearOfFinancialYear'

/** What a country's law makes a record or voucher stay for. */
export interface RetentionRule extends Sourced {
  readonly years: number
  readonly from: Anchor
  /** At least until this birthday. */
  readonly birthday?: number
  /** At least until this birthday where the treatment ended at that age. */
  readonly laterBirthday?: { readonly age: number; readonly birthday: number }
  /** No longer than this many years after the same anchor. */
  readonly mostYears?: number
  /** Years after death instead, where death is known, and within `within` years of the anchor where that is said. */
  readonly afterDeath?: { readonly years: number; readonly within?: number }
  /** Years after birth instead, where a rule counts from death and nobody knows of one. */
  readonly fromBirth?: number
  /** Whether it may go earlier at the person's wish; `strictTest` and `supervisor`: not by the provider alone. */
  readonly earlierOnRequest: 'yes' | 'no' | 'strictTest' | 'supervisor'
}

/** What is known of a treatment; local dates `YYYY-MM-DD`. */
export interface RetentionFacts {
  readonly lastEntry?: string | null
  readonly lastContact?: string | null
  readonly treatmentEnded?: string | null
  /** When what a voucher is about was done, and the last day of that financial year. */
  readonly done?: string | null
  readonly financialYearEnd?: string | null
  readonly born?: string | null
  readonly died?: string | null
}

const dateOf = (text: string | null | undefined) => (text ? Temporal.PlainDate.from(text) : null)
const endOfYear = (date: Temporal.PlainDate | null) => date?.with({ month: 12, day: 31 }) ?? null

const later = (...dates: (Temporal.PlainDate | null)[]): Temporal.PlainDate | null =>
  dates
    .filter((date) => date !== null)
    .reduce<Temporal.PlainDate | null>(
      (latest, date) => (latest && Temporal.PlainDate.compare(latest, date) >= 0 ? latest : date),
      null,
    )

// Where the very anchor is not known, the latest that is: a floor is never counted from too early a day.
const anchorOf = (from: Anchor, facts: RetentionFacts): Temporal.PlainDate | null => {
  const done = dateOf(facts.done)
  const financialYear = dateOf(facts.financialYearEnd) ?? endOfYear(done)
  if (from === 'endOfYear') return endOfYear(done)
  if (from === 'endOfFinancialYear') return financialYear
  if (from === 'endOfYearOfFinancialYear') return endOfYear(financialYear)
  return (
    dateOf(facts[from]) ??
    later(dateOf(facts.lastEntry), dateOf(facts.lastContact), dateOf(facts.treatmentEnded))
  )
}

const birthdayFloor = (rule: RetentionRule, facts: RetentionFacts, anchor: Temporal.PlainDate) => {
  const born = dateOf(facts.born)
  if (!born || rule.birthday === undefined) return null
  const { laterBirthday } = rule
  const ageThen = born.until(anchor, { largestUnit: 'years' }).years
  return born.add({ years: laterBirthday?.age === ageThen ? laterBirthday.birthday : rule.birthday })
}

const endByDeath = (rule: RetentionRule, facts: RetentionFacts, anchor: Temporal.PlainDate | null) => {
  const died = dateOf(facts.died)
  if (!died || !rule.afterDeath) return null
  const { years, within } = rule.afterDeath
  if (
    within !== undefined &&
    (!anchor || Temporal.PlainDate.compare(anchor.add({ years: within }), died) < 0)
  )
    return null
  return died.add({ years })
}

/**
 * The last day on which a rule makes something stay, as a local date: the latest of anchor and period and a minor's
 * birthday, at most the ceiling; from death or birth where the rule counts so. It may go on the day after.
 * @returns null where nothing that the rule counts from is known
 */
export const statutoryRetentionEnd = (rule: RetentionRule, facts: RetentionFacts): string | null => {
  const anchor = anchorOf(rule.from, facts)
  const byDeath = endByDeath(rule, facts, anchor)
  if (byDeath) return byDeath.toString()
  const born = dateOf(facts.born)
  if (rule.fromBirth !== undefined && born) return born.add({ years: rule.fromBirth }).toString()
  if (!anchor) return null
  const floor = later(anchor.add({ years: rule.years }), birthdayFloor(rule, facts, anchor))
  const ceiling = rule.mostYears === undefined ? null : anchor.add({ years: rule.mostYears })
  const end = ceiling && floor && Temporal.PlainDate.compare(floor, ceiling) > 0 ? ceiling : floor
  return end?.toString() ?? null
}
