import type { Finding } from '#src/features/imports/findings.ts'
import type { Referred, ReferredService } from '#src/features/imports/imports.queries.ts'
import type { SourceVisit } from '#src/features/imports/visit-source.ts'
import { isOutlived } from '#src/privacy/retention/periods.ts'
import { durationMinutes } from '#src/schema/durations.ts'

/** What rows refer to, found by name. */
export interface Directory {
  practitioners: ReadonlyMap<string, Referred['practitioners'][number]>
  services: ReadonlyMap<string, ReferredService>
  /** The service of rows that name none that is known. */
  fallback: ReferredService
  sites: ReadonlyMap<string, { id: string; timeZone: string }>
  firstSite: { id: string; timeZone: string } | undefined
}

/** A patient to whom a row refers. */
export interface VisitPatient {
  id: string
  state: 'active' | 'deactivated'
}

/** What is to be done with a visit. */
export type Judgement =
  | { kind: 'refused'; finding: Finding }
  | { kind: 'agedOut'; practitionerId: string | null; service: ReferredService; endsAt: string }
  | {
      kind: 'stored'
      patientId: string
      practitionerId: string
      service: ReferredService
      site: { id: string; timeZone: string }
      endsAt: string
      /** Over already: it occupies nobody. */
      past: boolean
    }

/** Names by which rows may call a thing: its external id first, then its name. */
export const directoryOf = (
  { practitioners, services, sites }: Referred,
  serviceId: string | null,
): Directory | null => {
  const fallback = services.find(({ id }) => id === serviceId) ?? services[0]
  if (!fallback) return null
  const named = (names: [string | null, ReferredService][]) =>
    names.flatMap(([name, service]) => (name === null ? [] : [[name.toLowerCase(), service] as const]))
  return {
    practitioners: new Map(practitioners.flatMap((one) => (one.externalId ? [[one.externalId, one]] : []))),
    services: new Map([
      ...named(services.toReversed().map((one) => [one.name, one])),
      ...named(services.map((one) => [one.externalId, one])),
    ]),
    fallback,
    sites: new Map(sites.map((site) => [site.id, site])),
    firstSite: sites[0],
  }
}

const refused = (pointer: string, code: Finding['code']): Judgement => ({
  kind: 'refused',
  finding: { pointer, code },
})

const day = 86_400_000
const elapsed = (from: string, until: string) => Date.parse(until) - Date.parse(from)

const judgeAhead = (
  visit: SourceVisit,
  endsAt: string,
  patient: VisitPatient,
  judgement: Judgement,
): Judgement => {
  if (patient.state !== 'active') return refused(visit.at.patient, 'deactivatedPatient')
  return elapsed(visit.startsAt, endsAt) > day ? refused(visit.at.end, 'tooLongVisit') : judgement
}

/**
 * Judges a visit that was read: is its patient known, is it older than visits are kept, is its practitioner known, in
 * this order.
 * @param at ISO 8601
 */
export const judgeVisit = (
  visit: SourceVisit,
  patient: VisitPatient | undefined,
  directory: Directory,
  rules: { bookingRetention: string; timeZone: string },
  at: string,
): Judgement => {
  if (!patient) return refused(visit.at.patient, 'unknownPatient')
  const service =
    visit.services.map((name) => directory.services.get(name.toLowerCase())).find(Boolean) ??
    directory.fallback
  const minutes = durationMinutes(service.duration)
  const endsAt = visit.endsAt ?? new Date(Date.parse(visit.startsAt) + minutes * 60_000).toISOString()
  const practitioner = directory.practitioners.get(visit.practitioner ?? '')
  if (isOutlived(endsAt, rules.bookingRetention, at, rules.timeZone))
    return { kind: 'agedOut', practitionerId: practitioner?.id ?? null, service, endsAt }
  if (!practitioner) return refused(visit.at.practitioner, 'unknownPractitioner')
  const site = directory.sites.get(practitioner.siteId ?? '') ?? directory.firstSite
  if (!site) return refused('', 'noSite')
  const past = endsAt <= at
  const judgement: Judgement = {
    kind: 'stored',
    patientId: patient.id,
    practitionerId: practitioner.id,
    service,
    site,
    endsAt,
    past,
  }
  return past ? judgement : judgeAhead(visit, endsAt, patient, judgement)
}
