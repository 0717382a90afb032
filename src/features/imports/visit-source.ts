import { Temporal } from 'temporal-polyfill'
import {
  asObject,
  asObjects,
  asText,
  type FhirObject,
  idOfReference,
  namesOf,
} from '#src/features/imports/fhir.ts'
import { type Finding, type FindingCode, type ReadRow, RefusedRow } from '#src/features/imports/findings.ts'
import { isInstant } from '#src/schema/dates.ts'
import { formats } from '#src/schema/formats.ts'

/** An appointment or encounter as another system describes it. */
export interface SourceVisit {
  /** External ids; a practitioner may be missing. */
  patient: string
  practitioner: string | null
  /** What the row calls its service: external ids and names, the likeliest first. */
  services: string[]
  /** ISO 8601 in UTC. */
  startsAt: string
  /** Null: as long as the service takes. */
  endsAt: string | null
  attended: boolean
  /** Pointers to where these stand in the row. */
  at: { patient: string; practitioner: string; start: string; end: string }
}

const longestId = 128

const idAt = (pointer: string, value: unknown): string => {
  const text = asText(value)?.trim()
  if (text === undefined) throw new RefusedRow(pointer, 'required')
  if (text.length > longestId || !formats.name(text)) throw new RefusedRow(pointer, 'wrongForm')
  return text
}

const parsed = (text: string, timeZone: string | null): number | undefined => {
  try {
    if (/(?:[zZ]|[+-]\d\d:?\d\d)$/.test(text)) return Temporal.Instant.from(text).epochMilliseconds
    return timeZone === null || !/[T ]\d\d:\d\d/.test(text)
      ? undefined
      : Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds
  } catch {
    return undefined
  }
}

const instantAt = (pointer: string, value: unknown, timeZone: string | null): string => {
  const text = asText(value)?.trim()
  if (text === undefined) throw new RefusedRow(pointer, 'required')
  const milliseconds = text.length > 40 ? undefined : parsed(text, timeZone)
  const instant = milliseconds === undefined ? '' : new Date(milliseconds).toISOString()
  if (!isInstant(instant)) throw new RefusedRow(pointer, 'wrongForm')
  return instant
}

const endAt = (pointer: string, value: unknown, startsAt: string, timeZone: string | null): string | null => {
  if (asText(value) === undefined) return null
  const endsAt = instantAt(pointer, value, timeZone)
  if (endsAt <= startsAt) throw new RefusedRow(pointer, 'endsBeforeStart')
  return endsAt
}

/** Statuses of what never was, and of what the other system calls a mistake. */
const neverWas = new Set(['cancelled', 'entered-in-error', 'proposed', 'waitlist'])

const known: Record<string, readonly string[]> = {
  Appointment: ['resourceType', 'id', 'meta', 'status', 'start', 'end', 'participant', 'serviceType'],
  Encounter: ['resourceType', 'id', 'meta', 'status', 'period', 'subject', 'participant', 'serviceType'],
}

const leftOut = (pointers: readonly string[], code: FindingCode = 'notStored'): Finding[] =>
  pointers.map((pointer) => ({ pointer, code }))

const unknownElements = (type: string, resource: FhirObject) =>
  leftOut(
    Object.keys(resource)
      .filter((key) => !known[type]?.includes(key))
      .map((key) => (/^_?[A-Za-z]{1,40}$/.test(key) ? `/${key}` : '/*')),
  )

interface Participants {
  patient: unknown
  practitioner: string | null
  at: { patient: string; practitioner: string }
  ignored: Finding[]
}

const ofEncounter = (resource: FhirObject): Participants => {
  const participants = asObjects(resource.participant)
  const ids = participants.map(({ individual }) => idOfReference('Practitioner', individual))
  const n = ids.findIndex((id) => id !== undefined)
  return {
    patient: idOfReference('Patient', resource.subject),
    practitioner: ids[n] ?? null,
    at: {
      patient: '/subject/reference',
      practitioner: n < 0 ? '/participant' : `/participant/${n}/individual/reference`,
    },
    ignored: leftOut(ids.flatMap((_id, i) => (i === n ? [] : [`/participant/${i}`]))),
  }
}

const ofAppointment = (resource: FhirObject): Participants => {
  const actors = asObjects(resource.participant).map(({ actor }) => actor)
  const patients = actors.map((actor) => idOfReference('Patient', actor))
  const practitioners = actors.map((actor) => idOfReference('Practitioner', actor))
  const [p, d] = [patients, practitioners].map((ids) => ids.findIndex((id) => id !== undefined)) as [
    number,
    number,
  ]
  const place = (n: number) => (n < 0 ? '/participant' : `/participant/${n}/actor/reference`)
  return {
    patient: patients[p],
    practitioner: practitioners[d] ?? null,
    at: { patient: place(p), practitioner: place(d) },
    ignored: leftOut(actors.flatMap((_actor, i) => (i === p || i === d ? [] : [`/participant/${i}`]))),
  }
}

const serviceNames = (resource: FhirObject): string[] =>
  (Array.isArray(resource.serviceType) ? resource.serviceType : [resource.serviceType]).flatMap(namesOf)

/**
 * A FHIR R4 Encounter or Appointment. References are resolved by the external ids of what is here, and never fetched.
 * @throws RefusedRow with a pointer to the first element that cannot be taken
 */
export const readFhirVisit = (value: unknown): ReadRow<SourceVisit> => {
  const resource = asObject(value)
  if (!resource) throw new RefusedRow('', 'unreadable')
  const type = String(resource.resourceType)
  if (!known[type]) return { kind: 'leftOut', ignored: leftOut(['/resourceType'], 'otherResource') }
  if (resource.modifierExtension !== undefined) throw new RefusedRow('/modifierExtension', 'notUnderstood')
  const sourceId = idAt('/id', resource.id)
  if (neverWas.has(String(resource.status)))
    return { kind: 'leftOut', ignored: leftOut(['/status'], 'cancelled') }
  const encounter = type === 'Encounter'
  const period = encounter ? asObject(resource.period) : undefined
  const [start, end] = encounter ? ['/period/start', '/period/end'] : ['/start', '/end']
  const startsAt = instantAt(start, encounter ? period?.start : resource.start, null)
  const endsAt = endAt(end, encounter ? period?.end : resource.end, startsAt, null)
  const { patient, practitioner, at, ignored } = encounter ? ofEncounter(resource) : ofAppointment(resource)
  return {
    kind: 'row',
    sourceId,
    value: {
      patient: idAt(at.patient, patient),
      practitioner,
      services: serviceNames(resource),
      startsAt,
      endsAt,
      attended: resource.status !== 'noshow',
      at: { ...at, start, end },
    },
    ignored: [...ignored, ...unknownElements(type, resource)],
  }
}

/**
 * A line of the CSV template.
 * @param cell what the line holds in a column of the template
 * @param timeZone IANA name, of times that name none
 * @throws RefusedRow with a pointer to the column
 */
export const readCsvVisit = (
  cell: (column: string) => string | undefined,
  timeZone: string,
): ReadRow<SourceVisit> => {
  const sourceId = idAt('/externalId', cell('externalId'))
  const status = cell('status')?.trim().toLowerCase() ?? ''
  if (neverWas.has(status)) return { kind: 'leftOut', ignored: leftOut(['/status'], 'cancelled') }
  const startsAt = instantAt('/startsAt', cell('startsAt'), timeZone)
  return {
    kind: 'row',
    sourceId,
    value: {
      patient: idAt('/patient', cell('patient')),
      practitioner: asText(cell('practitioner'))?.trim() ?? null,
      services: [asText(cell('service'))?.trim()].filter((name) => name !== undefined),
      startsAt,
      endsAt: endAt('/endsAt', cell('endsAt'), startsAt, timeZone),
      attended: status !== 'noshow',
      at: { patient: '/patient', practitioner: '/practitioner', start: '/startsAt', end: '/endsAt' },
    },
    ignored: [],
  }
}
