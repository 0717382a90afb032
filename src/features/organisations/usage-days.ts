import { Temporal } from 'temporal-polyfill'
import { readableSince } from '#src/audit/log-window.ts'
import { type DayOfUse, listUsageOfDays } from '#src/audit/usage.queries.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'

const dayOf = (instant: string, timeZone: string) =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate()

/**
 * What the organisation's staff did, per account and day of its zone, newest day first, at most `limit + 1`. It looks at
 * one day, then at two, four and so on, so that a busy practice's page does not count all of its month.
 * @param after day and account of the last one seen
 */
export const usageByDay = async (
  { tx, actor: { organisationId }, at }: OrganisationScope,
  after: readonly [string, string] | null,
  limit: number,
): Promise<DayOfUse[]> => {
  const { timeZone } = await findOrganisation(tx, organisationId)
  const oldest = dayOf(readableSince(at), timeZone)
  let last = after ? Temporal.PlainDate.from(after[0]) : dayOf(at, timeZone)
  const found: DayOfUse[] = []
  for (let span = 1; found.length <= limit && Temporal.PlainDate.compare(last, oldest) >= 0; span *= 2) {
    const wanted = last.subtract({ days: span - 1 })
    const first = Temporal.PlainDate.compare(wanted, oldest) < 0 ? oldest : wanted
    const days = { organisationId, timeZone, first: first.toString(), last: last.toString() }
    found.push(...(await listUsageOfDays(tx, days, after, limit + 1 - found.length, at)))
    last = first.subtract({ days: 1 })
  }
  return found
}
