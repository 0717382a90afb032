import { Type } from '@sinclair/typebox'
import { personId, plain } from '#src/privacy/annotations.ts'
import { closed, DateOnly, Nullable, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** How many visits a month had, by practitioner and service; nothing leads from here to a patient. */
export const MonthlyStatisticsRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  /** The month's first day on the organisation's calendar. */
  month: plain(DateOnly),
  practitionerId: personId(Nullable(Uuid)),
  serviceId: plain(Nullable(Uuid)),
  completed: plain(Type.Integer()),
  noShow: plain(Type.Integer()),
  createdAt: plain(Timestamp),
  updatedAt: plain(Timestamp),
})
