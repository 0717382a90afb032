import { Temporal } from 'temporal-polyfill'
import { type FhirEncounter, idOf } from '#test/journeys/shared-data.ts'

/** One encounter as a request for an appointment. */
export interface EncounterRequest {
  organisation: string
  patient: string
  practitioner: string | null
  /** Day of the plan, from 0, and minute of the day on the site's wall clock. */
  day: number
  minute: number
  /** Minutes that the encounter took. */
  length: number
}

const planDays = 56
const mostOrganisations = 10

/** The services' lengths in minutes, shortest first. */
export const lengths = [15, 30, 45, 60, 90]

/** The shortest service that holds a stay; undefined when none does. */
export const serviceFor = (length: number) => lengths.find((one) => length <= one)

const counts = <K>(keys: K[]) => {
  const result = new Map<K, number>()
  for (const key of keys) result.set(key, (result.get(key) ?? 0) + 1)
  return result
}

/**
 * The requests of the ten organisations with most encounters in the data's last ten years, by organisation, each in
 * the order of the original start.
 */
export const requestsOf = (encounters: FhirEncounter[]): Map<string, EncounterRequest[]> => {
  const starts = encounters.map((one) => Temporal.Instant.from(one.period.start))
  const last = starts.reduce((a, b) => (Temporal.Instant.compare(a, b) > 0 ? a : b))
  const begin = last.toZonedDateTimeISO('UTC').subtract({ years: 10 }).toInstant()
  const recent = encounters.filter(
    (one) => Temporal.Instant.compare(Temporal.Instant.from(one.period.start), begin) >= 0,
  )
  const busiest = [...counts(recent.map((one) => one.serviceProvider.reference))]
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostOrganisations)
    .map(([reference]) => reference)
  const asRequest = (one: FhirEncounter): EncounterRequest => {
    const start = Temporal.Instant.from(one.period.start)
    const clock = start.toZonedDateTimeISO('UTC')
    return {
      organisation: idOf(one.serviceProvider.reference),
      patient: idOf(one.subject.reference),
      practitioner: one.participant?.[0] ? idOf(one.participant[0].individual.reference) : null,
      day: Math.floor((start.epochMilliseconds - begin.epochMilliseconds) / 86_400_000) % planDays,
      minute: clock.hour * 60 + Math.floor(clock.minute / 15) * 15,
      length: (Date.parse(one.period.end) - Date.parse(one.period.start)) / 60_000,
    }
  }
  return new Map(
    busiest.map((reference) => [
      idOf(reference),
      recent
        .filter((one) => one.serviceProvider.reference === reference)
        .sort((a, b) => Date.parse(a.period.start) - Date.parse(b.period.start))
        .map(asRequest),
    ]),
  )
}

/** What became of the requests. */
export interface Outcome {
  booked: number
  taken: number
  notOffered: number
  tooLong: number
  underAge: number
  withoutPractitioner: number
}

const opens = 6 * 60
const closes = 22 * 60

/** The same rules, slowly and plainly: who comes first gets the time, within the hours. */
export const modelOf = (requests: EncounterRequest[], isUnderAge: (patient: string) => boolean) => {
  const outcome: Outcome = {
    booked: 0,
    taken: 0,
    notOffered: 0,
    tooLong: 0,
    underAge: 0,
    withoutPractitioner: 0,
  }
  const accepted: { day: number; from: number; until: number }[] = []
  for (const { practitioner, patient, length, day, minute } of requests) {
    const service = serviceFor(length)
    if (practitioner === null) outcome.withoutPractitioner++
    else if (isUnderAge(patient)) outcome.underAge++
    else if (service === undefined) outcome.tooLong++
    else if (minute < opens || minute + service > closes) outcome.notOffered++
    else if (accepted.some((one) => one.day === day && one.from < minute + service && minute < one.until))
      outcome.taken++
    else {
      outcome.booked++
      accepted.push({ day, from: minute, until: minute + service })
    }
  }
  return { outcome, accepted }
}
