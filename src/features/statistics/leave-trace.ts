import { Temporal } from 'temporal-polyfill'
import type { ScopedTx } from '#src/db/database.ts'
import type { AppointmentRecord } from '#src/features/appointments/appointments.queries.ts'
import {
  findCalendar,
  insertUncounted,
  listUncountable,
  shareStatistics,
} from '#src/features/statistics/uncounted-visits.queries.ts'

/** What of a booking a trace is made of. */
export type TracedAppointment = Pick<
  AppointmentRecord,
  | 'organisationId'
  | 'patientId'
  | 'practitionerId'
  | 'siteId'
  | 'serviceId'
  | 'startsAt'
  | 'status'
  | 'cancelledLate'
  | 'leftOut'
  | 'priceAmount'
  | 'priceCurrency'
  | 'settledAt'
>

const counts = ({ status, cancelledLate }: TracedAppointment) =>
  status === 'completed' || status === 'noShow' || (status === 'cancelled' && cancelledLate)

/** The first day of a visit's month, and of its week or what of the week lies in that month. */
const periodsOf = (startsAt: string, timeZone: string): { month: string; week: string } => {
  const day = Temporal.Instant.from(startsAt).toZonedDateTimeISO(timeZone).toPlainDate()
  const month = day.with({ day: 1 })
  const monday = day.subtract({ days: day.dayOfWeek - 1 })
  return {
    month: month.toString(),
    week: (Temporal.PlainDate.compare(monday, month) < 0 ? month : monday).toString(),
  }
}

/**
 * Leaves of bookings that go before their month closes what the month counts: no person, no note, no exact time. In the
 * transaction that deletes them, once per booking; bookings of months that are closed are counted already and leave
 * nothing, nor do those that nobody counts, nor those of whoever objected to statistics or whose data is restricted. One
 * that its month left out because its person waited to be erased is counted now that it is nobody's. Where the
 * organisation keeps no traces, nothing stays.
 * @param at ISO 8601
 * @returns how many were left
 */
export const leaveTrace = async (
  tx: ScopedTx,
  appointments: readonly TracedAppointment[],
  at: string,
): Promise<number> => {
  const counted = appointments.filter(counts)
  const organisationId = counted[0]?.organisationId
  if (organisationId === undefined) return 0
  await shareStatistics(tx, organisationId)
  const { timeZone, traces, closedMonth } = await findCalendar(tx, organisationId)
  if (traces === 'delete') return 0
  const left = await listUncountable(
    tx,
    organisationId,
    counted.flatMap(({ patientId }) => patientId ?? []),
    at,
  )
  const rows = counted
    .filter(({ patientId }) => patientId === null || !left.has(patientId))
    .map((one) => ({ ...one, ...periodsOf(one.startsAt, timeZone) }))
    .filter(({ month, leftOut }) => leftOut || closedMonth === null || month > closedMonth)
    .map((one) => ({
      organisationId,
      month: one.month,
      week: one.week,
      practitionerId: one.practitionerId,
      siteId: one.siteId,
      serviceId: one.serviceId,
      completed: Number(one.status === 'completed'),
      noShow: Number(one.status === 'noShow'),
      cancelledLate: Number(one.status === 'cancelled'),
      settledAmount: one.settledAt === null ? 0 : one.priceAmount,
      settledCurrency: one.settledAt === null ? null : one.priceCurrency,
    }))
  await insertUncounted(tx, rows)
  return rows.length
}
