import { isGuardianOf } from '#src/access/relations.ts'
import { runStatement } from '#src/db/run-statement.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, Problem, refused } from '#src/errors.ts'
import {
  lapseHolds,
  lockCalendars,
  type PatientTime,
  patientTimes,
} from '#src/features/appointments/appointments.queries.ts'
import { type CalendarRow, calendarStatement } from '#src/features/appointments/calendar.queries.ts'
import { type Offer, offerOf } from '#src/features/appointments/offers.ts'
import { freeSlots, offeredSlot, offeredSlotIfNotBusy, type Slot } from '#src/features/appointments/slots.ts'

/** Who wants which time with whom. */
export interface WantedTime {
  practitionerId: string
  serviceId: string
  siteId: string | null
  patientId: string
  startsAt: string
  /** The appointment that moves there, and with whom it was: its own time does not stand in its way. */
  moving: { id: string; practitionerId: string } | null
}

/** A time that is free and held by the transaction's locks until its end. */
export interface TakenTime {
  slot: Slot
  row: CalendarRow
  /** What is occupied, buffers included. */
  busyFrom: string
  busyUntil: string
}

const minute = 60_000
const day = 86_400_000
const alternatives = { count: 5, milliseconds: 14 * day }

/** Where holds can begin that reach to a start: services and buffers take a day each at the most. */
const around = (start: number) => ({
  from: new Date(start - 3 * day).toISOString(),
  until: new Date(start + 3 * day).toISOString(),
})

const calendarOf = async (
  scope: OrganisationScope,
  wanted: WantedTime,
  range: { from: number; until: number },
) => {
  const { organisationId } = scope.actor
  const { serviceId, practitionerId, siteId } = wanted
  const question = { organisationId, serviceId, practitionerId, siteId, range, at: scope.at }
  const rows = await runStatement<CalendarRow>(
    scope.tx,
    calendarStatement({ ...question, ...(wanted.moving ? { except: wanted.moving.id } : {}) }),
  )
  return rows[0]
}

type Span = Pick<Slot, 'startsAt' | 'endsAt'>

const meets = (one: PatientTime, { startsAt, endsAt }: Span) =>
  Date.parse(one.startsAt) < endsAt && Date.parse(one.endsAt) > startsAt

/**
 * @param hidden times of the patient that the caller must not learn of: they are not offered either
 */
const taken = async (
  scope: OrganisationScope,
  wanted: WantedTime,
  start: number,
  hidden: readonly PatientTime[] = [],
): Promise<Problem> => {
  const range = { from: start, until: start + alternatives.milliseconds }
  const row = await calendarOf(scope, wanted, range)
  const { calendar, service, window } = offerOf(row!, scope.at)
  const free = freeSlots(calendar, service, window, range)
    .filter((slot) => !hidden.some((one) => meets(one, slot)))
    .slice(0, alternatives.count)
  const nextFree = free.map(({ startsAt, endsAt, siteId, timeZone }) => ({
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    siteId,
    timeZone,
  }))
  return conflict('slot-taken', { extra: { nextFree } })
}

const judge = async (
  scope: OrganisationScope,
  wanted: WantedTime,
  offer: Offer,
  start: number,
): Promise<Slot> => {
  const site = wanted.siteId ?? undefined
  const slot = offeredSlot(offer.calendar, offer.service, offer.window, start, site)
  if (slot) return slot
  if (offeredSlotIfNotBusy(offer.calendar, offer.service, offer.window, start, site))
    throw await taken(scope, wanted, start)
  throw refused('/startsAt', 'is not offered', 'slot-not-offered')
}

/** To guardians a time that is confidential reads like one that somebody else took. */
const demandPatientFree = async (
  scope: OrganisationScope,
  wanted: WantedTime,
  slot: Slot,
  elsewhere: readonly PatientTime[],
) => {
  const clashes = elsewhere.filter((one) => meets(one, slot))
  if (!clashes.length) return
  if (isGuardianOf(scope.actor, wanted.patientId) && clashes.every(({ confidential }) => confidential))
    throw await taken(
      scope,
      wanted,
      slot.startsAt,
      elsewhere.filter(({ confidential }) => confidential),
    )
  throw new Problem('patient-busy')
}

/**
 * Takes a time: queues for the practitioner and the patient, lets go of what has lapsed, and holds it against the
 * same rules as the list of slots. Nothing is written yet; the locks last until the transaction ends.
 * @throws Problem 422 `slot-not-offered`, 409 `slot-taken` with the next free times, 409 `patient-busy`
 */
export const takeTime = async (scope: OrganisationScope, wanted: WantedTime): Promise<TakenTime> => {
  const { tx, at } = scope
  const { organisationId } = scope.actor
  const start = Date.parse(wanted.startsAt)
  const practitioners = [wanted.practitionerId, ...(wanted.moving ? [wanted.moving.practitionerId] : [])]
  // Sent together: each statement sees what was committed when its turn came, and the lock is the first.
  const [, row, elsewhere] = await Promise.all([
    lockCalendars(tx, organisationId, practitioners, [wanted.patientId]),
    calendarOf(scope, wanted, { from: start, until: start + 1 }),
    patientTimes(tx, organisationId, wanted.patientId, wanted.startsAt, wanted.moving?.id ?? null),
  ])
  if (!row)
    throw refused(
      wanted.moving ? '/practitionerId' : '/serviceId',
      'does not exist, or is not given by this practitioner',
    )
  const offer = offerOf(row, at)
  const slot = await judge(scope, wanted, offer, start)
  await demandPatientFree(scope, wanted, slot, elsewhere)
  if (row.expiredHolds) await lapseHolds(tx, organisationId, wanted.practitionerId, around(start), at)
  return {
    slot,
    row,
    busyFrom: new Date(slot.startsAt - offer.service.bufferBeforeMinutes * minute).toISOString(),
    busyUntil: new Date(slot.endsAt + offer.service.bufferAfterMinutes * minute).toISOString(),
  }
}

/**
 * What the database refused although the rules allowed it: somebody wrote past the locks.
 * @throws Problem of the same meaning, or the error itself
 */
export const refusedByConstraint = (error: unknown): never => {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code !== '23P01') throw error
  throw conflict(constraint === 'appointments_patient_free' ? 'patient-busy' : 'slot-taken')
}
