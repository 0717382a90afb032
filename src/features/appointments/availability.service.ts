import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import type { Database } from '#src/db/database.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, notFound, Problem, refused } from '#src/errors.ts'
import { bookedWithin, lockCalendars } from '#src/features/appointments/appointments.queries.ts'
import {
  deletePeriod,
  findAvailability,
  findPractitionerSites,
  insertAvailability,
  insertExtraHours,
  insertTimeOff,
  listPeriods,
  updateAvailability,
} from '#src/features/appointments/availability.queries.ts'
import type {
  Availability,
  ExtraHours,
  NewAvailability,
  NewExtraHours,
  NewTimeOff,
  TimeOff,
} from '#src/features/appointments/availability.schema.ts'
import { timeOffInstants } from '#src/features/appointments/slots.ts'
import { normaliseNote } from '#src/schema/text.ts'

const sitesOf = async (scope: OrganisationScope, practitionerId: string) => {
  const sites = await findPractitionerSites(scope.tx, scope.actor.organisationId, practitionerId)
  if (!sites) throw notFound()
  return new Map(sites.map((site) => [site.id, site.timeZone]))
}

/** The weekly rules; none, as version 0, before the first were set. */
export const readAvailability = async (
  scope: OrganisationScope,
  practitionerId: string,
): Promise<Availability> => {
  await sitesOf(scope, practitionerId)
  const found = await findAvailability(scope.tx, scope.actor.organisationId, practitionerId)
  return { practitionerId, rules: found?.rules ?? [], version: found?.version ?? 0 }
}

const judgeRules = (rules: NewAvailability['rules'], sites: ReadonlyMap<string, string>) => {
  for (const [n, rule] of rules.entries()) {
    if (!sites.has(rule.siteId)) throw refused(`/rules/${n}/siteId`, 'is no site of this practitioner')
    if (rule.from >= rule.to) throw refused(`/rules/${n}/to`, 'must lie after `from`')
    if (rule.validFrom && rule.validTo && rule.validFrom > rule.validTo)
      throw refused(`/rules/${n}/validTo`, 'must not lie before `validFrom`')
  }
}

/**
 * Replaces the weekly rules.
 * @param expectedVersion answers the version that was read, 0 before the first rules; asked, as it may refuse, once
 * the practitioner was found
 * @throws Problem 404, 412, 422 with the rule's pointer, in this order
 */
export const replaceAvailability = async (
  scope: OrganisationScope,
  practitionerId: string,
  expectedVersion: () => number | null,
  { rules }: NewAvailability,
): Promise<Availability> => {
  const { tx, at, actor } = scope
  const { organisationId } = actor
  const sites = await sitesOf(scope, practitionerId)
  const expected = expectedVersion()
  const known = await findAvailability(tx, organisationId, practitionerId)
  if (expected !== null && expected !== (known?.version ?? 0)) throw new Problem('precondition-failed')
  judgeRules(rules, sites)
  const row = { organisationId, practitionerId, rules, at }
  const first = expected === null || expected === 0 ? await insertAvailability(tx, row) : undefined
  const written = first ?? (expected === 0 ? undefined : await updateAvailability(tx, { ...row, expected }))
  if (!written) throw new Problem('precondition-failed')
  await recordAct(scope, { action: 'change', resource: 'availability', resourceIds: [practitionerId] })
  return { practitionerId, ...written }
}

const timeOffPlace = (id: string) => ({ field: 'timeOff.sealed', rowId: id })

const asTimeOff = async (scope: OrganisationScope, row: Database['timeOff']): Promise<TimeOff> => ({
  id: row.id,
  practitionerId: row.practitionerId,
  siteId: row.siteId,
  from: row.localFrom,
  to: row.localUntil,
  reason:
    row.sealed === null
      ? null
      : (
          await scope.deps.keyring.open<{ reason: string }>(
            scope.tx,
            row.organisationId,
            row.sealed,
            timeOffPlace(row.id),
          )
        ).reason,
  createdAt: row.createdAt,
})

const asExtraHours = (row: Database['extraHours']): ExtraHours => ({
  id: row.id,
  practitionerId: row.practitionerId,
  siteId: row.siteId,
  from: row.localFrom,
  to: row.localUntil,
  createdAt: row.createdAt,
})

const affected = (
  scope: OrganisationScope,
  practitionerId: string,
  sites: ReadonlyMap<string, string>,
  { from, to, siteId }: NewTimeOff,
) => {
  const away = [...sites].filter(([id]) => siteId === undefined || id === siteId)
  const intervals = away.map(([id, timeZone]) => {
    const instants = timeOffInstants({ siteId: id, from, until: to }, timeZone)
    return { siteId: id, from: new Date(instants.from), until: new Date(instants.until) }
  })
  return bookedWithin(scope.tx, scope.actor.organisationId, practitionerId, intervals)
}

/**
 * Takes a practitioner off the slots for a time on each site's wall clock.
 * @throws Problem 404, 409 `appointments-affected` with their ids unless they are to stay, 422
 */
export const addTimeOff = async (
  scope: OrganisationScope,
  practitionerId: string,
  wanted: NewTimeOff,
): Promise<TimeOff> => {
  const { organisationId } = scope.actor
  const sites = await sitesOf(scope, practitionerId)
  if (wanted.from >= wanted.to) throw refused('/to', 'must lie after `from`')
  if (wanted.siteId && !sites.has(wanted.siteId)) throw refused('/siteId', 'is no site of this practitioner')
  // Whoever books meanwhile waits, and then sees the time off.
  await lockCalendars(scope.tx, organisationId, [practitionerId], [])
  const appointmentIds = wanted.keepAppointments ? [] : await affected(scope, practitionerId, sites, wanted)
  if (appointmentIds.length)
    throw conflict('appointments-affected', { extra: { appointmentIds: appointmentIds.slice(0, 1000) } })
  const id = newId()
  const key = { organisationId, subjectId: organisationId, class: 'organisation' } as const
  const reason = wanted.reason === undefined ? null : normaliseNote(wanted.reason)
  const row = await insertTimeOff(scope.tx, {
    organisationId,
    id,
    practitionerId,
    siteId: wanted.siteId ?? null,
    localFrom: wanted.from,
    localUntil: wanted.to,
    sealed:
      reason === null ? null : await scope.deps.keyring.seal(scope.tx, key, timeOffPlace(id), { reason }),
    createdAt: scope.at,
  })
  await recordAct(scope, { action: 'create', resource: 'timeOff', resourceIds: [id] })
  return asTimeOff(scope, row)
}

/**
 * Puts a practitioner on the slots for a time on the site's wall clock.
 * @throws Problem 404, 422
 */
export const addExtraHours = async (
  scope: OrganisationScope,
  practitionerId: string,
  wanted: NewExtraHours,
): Promise<ExtraHours> => {
  const sites = await sitesOf(scope, practitionerId)
  if (wanted.from >= wanted.to) throw refused('/to', 'must lie after `from`')
  if (!sites.has(wanted.siteId)) throw refused('/siteId', 'is no site of this practitioner')
  const row = await insertExtraHours(scope.tx, {
    organisationId: scope.actor.organisationId,
    id: newId(),
    practitionerId,
    siteId: wanted.siteId,
    localFrom: wanted.from,
    localUntil: wanted.to,
    createdAt: scope.at,
  })
  await recordAct(scope, { action: 'create', resource: 'extraHours', resourceIds: [row.id] })
  return asExtraHours(row)
}

/** A page of time off. */
export const listTimeOff = async (
  scope: OrganisationScope,
  practitionerId: string,
  after: string | null,
  limit: number,
) => {
  await sitesOf(scope, practitionerId)
  const rows = await listPeriods(
    scope.tx,
    'timeOff',
    scope.actor.organisationId,
    practitionerId,
    after,
    limit,
  )
  return Promise.all(rows.map((row) => asTimeOff(scope, row)))
}

/** A page of extra hours. */
export const listExtraHours = async (
  scope: OrganisationScope,
  practitionerId: string,
  after: string | null,
  limit: number,
) => {
  await sitesOf(scope, practitionerId)
  const rows = await listPeriods(
    scope.tx,
    'extraHours',
    scope.actor.organisationId,
    practitionerId,
    after,
    limit,
  )
  return rows.map(asExtraHours)
}

/**
 * Takes time off or extra hours back.
 * @throws Problem 404
 */
export const removePeriod = async (
  scope: OrganisationScope,
  table: 'timeOff' | 'extraHours',
  practitionerId: string,
  id: string,
): Promise<null> => {
  if (!(await deletePeriod(scope.tx, table, scope.actor.organisationId, practitionerId, id))) throw notFound()
  await recordAct(scope, { action: 'delete', resource: table, resourceIds: [id] })
  return null
}
