import { Temporal } from 'temporal-polyfill'
import { v5 as namedId } from 'uuid'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type JobScope, withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { findRequest } from '#src/features/data-requests/data-requests.queries.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { listWatchedRequests } from '#src/features/data-requests/told-people.queries.ts'
import { listToldStaff } from '#src/features/data-requests/told-staff.ts'
import { type PlannedMail, planMails } from '#src/features/messages/plan-mail.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { dateAt } from '#src/schema/calendar.ts'

const pageSize = 200
const furthestDays = 7

/** How near the last day is, as the lead time of the mail that says so; null where it is too early for any. */
const nearness = ({ dueOn, unrolledOn }: DataRequest, today: string): 'P7D' | 'P2D' | 'PT0S' | null => {
  if (today > dueOn) return 'PT0S'
  const left = Temporal.PlainDate.from(today).until(unrolledOn, { largestUnit: 'days' }).days
  if (left <= 2) return 'P2D'
  return left <= furthestDays ? 'P7D' : null
}

/** Those who are told: the organisation's contact, else each of those who run it; for the platform its technicians. */
const contactsOf = async ({ tx, organisationId }: JobScope) => {
  if (organisationId === PLATFORM_ID) return [null]
  const { settings } = await findOrganisation(tx, organisationId)
  return listToldStaff(tx, organisationId, settings)
}

const watch = async (scope: JobScope, id: string): Promise<void> => {
  const { tx, at, organisationId } = scope
  const request = await findRequest(tx, organisationId, id)
  if (!request || request.closedAt !== null) return
  const { timeZone, language } = await findOrganisation(tx, organisationId)
  const leadTime = nearness(request, dateAt(at, timeZone))
  if (leadTime === null) return
  const { kind, dueOn } = request
  const mails = (await contactsOf(scope)).map(
    (accountId): PlannedMail => ({
      organisationId,
      kind: 'requestDue',
      // One mail per contact, request, nearness and period, however often it is looked at.
      subjectId: accountId === null ? id : namedId(accountId, id),
      subjectVersion: request.extendedAt === null ? 1 : 2,
      leadTime,
      accountId,
      language,
      secrets: { request: { id, kind, organisations: [], dueOn } },
    }),
  )
  if (mails.length > 0) await planMails(scope, mails)
}

/**
 * Reminds those who answer requests: 7 and 2 days before the unrolled last day, and once it is over, each once. What was
 * missed while no worker ran is told by the nearest that still holds.
 */
export const watchRequests = async (deps: Deps): Promise<void> => {
  const today = Temporal.Instant.from(deps.clock.now().toISOString()).toZonedDateTimeISO('UTC').toPlainDate()
  // A day more, as somewhere it is tomorrow already.
  const until = today.add({ days: furthestDays + 1 }).toString()
  let after: { organisationId: string; id: string } | null = null
  do {
    const found: { organisationId: string; id: string }[] = await withJob(deps, PLATFORM_ID, ({ tx }) =>
      listWatchedRequests(tx, until, after, pageSize),
    )
    for (const { organisationId, id } of found)
      await withJob(deps, organisationId, (scope) => watch(scope, id))
    after = found.length === pageSize ? (found.at(-1) ?? null) : null
  } while (after !== null)
}
