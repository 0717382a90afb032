import type { FreeTime } from './calendars.ts'
import type { Clinic } from './clinic.ts'
import type { Call, Work } from './load.ts'

/** A hot path: what the service is asked, and what its floor is asked for comparison. */
export interface Path {
  readonly name: string
  /** Least share of the floor's rate that it should reach; null: only shown. */
  readonly aim: number | null
  readonly service: Work
  readonly floor: Work
}

/** What the paths ask about. */
export interface Ground {
  readonly serviceUrl: string
  readonly floorUrl: string
  /** The service without its trail; null where it does not run. */
  readonly untrailedUrl: string | null
  readonly clinic: Clinic
  /** One for each connection. */
  readonly tokens: readonly string[]
  /** Coming appointments without a note, and with one. */
  readonly plainIds: readonly string[]
  readonly notedIds: readonly string[]
  /** A free time that was not given away yet. */
  nextFreeTime(): FreeTime
}

const day = 86_400_000
const dateAfter = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10)

const get = (path: string): Call => ({ method: 'GET', path })

const organisation = ({ clinic }: Ground, prefix = '') => `${prefix}/organisations/${clinic.id}`

const asReceptionist =
  ({ tokens }: Ground) =>
  (connection: number) => ({ authorization: `Bearer ${tokens[connection % tokens.length]}` })

const nobody = () => ({})

const read = (ground: Ground, name: string, ids: readonly string[]): Path => {
  const calls = (prefix: string) => ids.map((id) => get(`${organisation(ground, prefix)}/appointments/${id}`))
  return {
    name,
    aim: 0.3,
    service: { url: ground.serviceUrl, calls: calls('/v1'), headers: asReceptionist(ground) },
    floor: { url: ground.floorUrl, calls: calls(''), headers: nobody },
  }
}

const patients = ({ clinic }: Ground, prefix: string): Call[] =>
  clinic.patientIds.map((id) => get(`${prefix}/organisations/${clinic.id}/patients/${id}`))

const readPatient = (ground: Ground): Path => ({
  name: 'read of a patient: scope, opened seals, trail',
  aim: 0.22,
  service: { url: ground.serviceUrl, calls: patients(ground, '/v1'), headers: asReceptionist(ground) },
  floor: { url: ground.floorUrl, calls: patients(ground, ''), headers: nobody },
})

/** What the durable trail costs: the same reads with and without it. */
const trail = (ground: Ground, untrailedUrl: string): Path => {
  const reads = { calls: patients(ground, '/v1'), headers: asReceptionist(ground) }
  return {
    name: 'read of a patient (held against: the same without the trail)',
    aim: 0.75,
    service: { url: ground.serviceUrl, ...reads },
    floor: { url: untrailedUrl, ...reads },
  }
}

const lists = (ground: Ground, prefix: string): Call[] =>
  ground.clinic.practitionerIds.map((id) =>
    get(`${organisation(ground, prefix)}/appointments?practitionerId=${id}&from=${dateAfter(1)}&limit=20`),
  )

const bareList = (ground: Ground): Work => ({
  url: ground.floorUrl,
  calls: lists(ground, ''),
  headers: nobody,
})

const list = (ground: Ground): Path => ({
  name: 'list of 20 appointments of a practitioner',
  aim: 0.4,
  service: { url: ground.serviceUrl, calls: lists(ground, '/v1'), headers: asReceptionist(ground) },
  floor: bareList(ground),
})

const listOfPatients = (ground: Ground): Path => {
  const calls = (prefix: string) => [get(`${organisation(ground, prefix)}/patients?limit=50`)]
  return {
    name: 'list of 50 patients',
    aim: 0.15,
    service: { url: ground.serviceUrl, calls: calls('/v1'), headers: asReceptionist(ground) },
    floor: { url: ground.floorUrl, calls: calls(''), headers: nobody },
  }
}

const slots = (ground: Ground): Path => {
  const range = `serviceId=${ground.clinic.serviceId}&from=${dateAfter(1)}&to=${dateAfter(8)}`
  const calls = ground.clinic.practitionerIds.map((id) =>
    get(`/v1/directory/practitioners/${id}/slots?${range}`),
  )
  return {
    name: 'slots of a practitioner × 7 days (floor: the bare list of 20)',
    aim: 0.17,
    service: { url: ground.serviceUrl, calls, headers: nobody },
    floor: bareList(ground),
  }
}

/** Bookings of a quarter of an hour that is free, each of another one. */
export const bookings = (ground: Ground, prefix: string) => (): Call => {
  const { shortServiceId, siteId } = ground.clinic
  const body = { ...ground.nextFreeTime(), serviceId: shortServiceId, siteId }
  return { method: 'POST', path: `${organisation(ground, prefix)}/appointments`, body }
}

const booking = (ground: Ground): Path => ({
  name: 'booking',
  aim: 0.5,
  service: { url: ground.serviceUrl, calls: bookings(ground, '/v1'), headers: asReceptionist(ground) },
  floor: { url: ground.floorUrl, calls: bookings(ground, ''), headers: nobody },
})

/** The hot paths, in the order in which they are measured. */
export const hotPaths = (ground: Ground): Record<string, Path> => ({
  read: read(ground, 'read of an appointment by id', ground.plainIds),
  note: read(ground, 'read of an appointment by id, with a sealed note', ground.notedIds),
  patient: readPatient(ground),
  ...(ground.untrailedUrl === null ? {} : { trail: trail(ground, ground.untrailedUrl) }),
  list: list(ground),
  patients: listOfPatients(ground),
  slots: slots(ground),
  booking: booking(ground),
})
