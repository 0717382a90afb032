import { countTrailBefore } from '#src/audit/expired-trail.queries.ts'
import { trailKeptFrom } from '#src/audit/trail-months.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { findLiveHolds } from '#src/features/legal-holds/legal-holds.queries.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { holdsInForce } from '#src/features/retention/holds-in-force.ts'
import type { RetentionPreview } from '#src/features/retention/retention.schema.ts'
import { heldTrail } from '#src/features/retention/sweep-trail.ts'
import { retentionRuleOf } from '#src/privacy/law/retention-periods.ts'
import { trailRuleOf } from '#src/privacy/law/trail-years.ts'
import { isTenant, type RegisteredTable, register } from '#src/privacy/register.ts'
import { dueOf } from '#src/privacy/retention/due.ts'
import { countDue } from '#src/privacy/retention/sweep.queries.ts'

type Previewed = RetentionPreview['data'][number]

interface Rules {
  settings: { bookingRetention: string; accessTrailYears: number }
  country: string
}

const ruleOf = ({ name, retention }: RegisteredTable, { settings, country }: Rules): Previewed['rule'] => {
  if (retention.kind === 'period') return { kind: 'period', period: retention.period, source: null }
  if (name === 'auditEvents') {
    const { source } = trailRuleOf(country)
    return { kind: 'setting', period: `P${settings.accessTrailYears}Y`, source }
  }
  if (name === 'billingRows')
    return { kind: 'law', period: null, source: retentionRuleOf(country, 'invoice').source }
  return retention.kind === 'setting'
    ? { kind: 'setting', period: settings.bookingRetention, source: null }
    : { kind: 'untilColumn', period: null, source: null }
}

/**
 * What of an organisation's rows would be gone at an instant if nothing else happened until then, table by table, why,
 * and what holds in force keep of it.
 * @param at ISO 8601, also one that lies ahead
 */
export const previewRetention = async (scope: OrganisationScope, at: string): Promise<RetentionPreview> => {
  const { tx, actor } = scope
  const { organisationId } = actor
  const organisation = await findOrganisation(tx, organisationId)
  const { settings, timeZone } = organisation
  const held = await holdsInForce(scope, organisationId)
  const calendar = { at, timeZone, periods: { bookingRetention: settings.bookingRetention } }
  const data: Previewed[] = []
  for (const table of register.filter(isTenant)) {
    const due = dueOf(table, calendar)
    if (due === null) continue
    const counted = await countDue(tx, table, due, organisationId, held)
    data.push({
      table: table.name,
      rows: counted.due - counted.held,
      held: counted.held,
      rule: ruleOf(table, organisation),
    })
  }
  const trailYears = settings.accessTrailYears
  const { events } = await countTrailBefore(tx, organisationId, trailKeptFrom(at, trailYears), [])
  const kept = await heldTrail(scope, { organisationId, calendar, trailYears }, held)
  const trail = register.find(({ name }) => name === 'auditEvents')
  if (trail)
    data.push({ table: trail.name, rows: events - kept, held: kept, rule: ruleOf(trail, organisation) })
  return { at, data, holds: await findLiveHolds(tx, organisationId, null) }
}
