import { Temporal } from 'temporal-polyfill'
import { PLATFORM_ID, type ScopedTx } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import {
  type Deadline,
  deadlineOf,
  type Period,
  type RequestKind,
  type RequestObject,
  regimeOf,
} from '#src/privacy/law/deadlines.ts'
import { dueDate, type WorkCalendar } from '#src/privacy/law/due-date.ts'
import { loadHolidays } from '#src/privacy/law/holidays.ts'

/** Who must answer: where they are, and on which days they work. */
export interface AnsweringController {
  /** ISO 3166-1; empty for the platform, which answers under the GDPR. */
  country: string
  timeZone: string
  calendar: WorkCalendar
}

// A day off that nobody knows makes a deadline earlier, never later.
const ofPlatform: AnsweringController = { country: '', timeZone: 'UTC', calendar: { isHoliday: () => false } }

/** The controller of the organisation in scope, or with `PLATFORM_ID` of accounts. */
export const findAnsweringController = async (
  { tx }: Pick<Scope, 'tx'>,
  organisationId: string,
): Promise<AnsweringController> => {
  if (organisationId === PLATFORM_ID) return ofPlatform
  const { country, timeZone, settings } = await findOrganisation(tx as ScopedTx, organisationId)
  const { holidayRegion: region, extraHolidays: extraDays } = settings
  return { country, timeZone, calendar: await loadHolidays(country, { region, extraDays }) }
}

/** When an answer is due, and by which rule. */
export interface RequestDeadline {
  regime: string
  /** The rule's source. */
  rule: string
  dueOn: string
  unrolledOn: string
}

/** The law's rule for what is asked of a controller. */
export const ruleOf = (
  { country }: AnsweringController,
  kind: RequestKind,
  object: RequestObject,
): Deadline => deadlineOf(country, kind, object)

const latest = (instants: readonly (string | null)[]): string =>
  new Date(Math.max(...instants.map((at) => (at === null ? 0 : Date.parse(at))))).toISOString()

/**
 * The last day of an answer, counted from receipt; where the law says so, from the proof of identity once it is there.
 * @param period other than the first one, for an extension
 */
export const deadlineFor = (
  controller: AnsweringController,
  asked: { kind: RequestKind; object: RequestObject; receivedAt: string; identityCheckedAt: string | null },
  period?: Period,
): RequestDeadline => {
  const rule = ruleOf(controller, asked.kind, asked.object)
  const from = rule.fromRelevantTime ? latest([asked.receivedAt, asked.identityCheckedAt]) : asked.receivedAt
  const { due, unrolled } = dueDate(from, period ?? rule.period, controller.timeZone, controller.calendar)
  return { regime: regimeOf(controller.country), rule: rule.source, dueOn: due, unrolledOn: unrolled }
}

/** The end of a local day: the first instant that is too late. */
export const endOfDay = (day: string, timeZone: string): string =>
  Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timeZone).toInstant().toString()
