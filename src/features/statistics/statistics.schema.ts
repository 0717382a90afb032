import { type Static, Type } from '@sinclair/typebox'
import { personId, plain } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { Currency, closed, DateOnly, Nullable, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

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
  cancelledLate: plain(Type.Integer()),
  /** What was paid for its visits, in minor units by currency. */
  settled: plain(Type.Record(Type.String(), Type.Integer())),
})

/**
 * What the next closing counts beside the bookings that are there: visits whose person was erased, and what became of
 * visits after their month was closed. No person, no exact time; ids tell no time either.
 */
export const UncountedVisitRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  /** The first day of the month, and of the week or what of it lies in that month. */
  month: plain(DateOnly),
  week: plain(DateOnly),
  practitionerId: personId(Nullable(Uuid)),
  siteId: plain(Nullable(Uuid)),
  serviceId: plain(Nullable(Uuid)),
  /** Negative where a correction takes something back. */
  completed: plain(Type.Integer()),
  noShow: plain(Type.Integer()),
  cancelledLate: plain(Type.Integer()),
  settledAmount: plain(Type.Integer()),
  settledCurrency: plain(Nullable(Type.String())),
})
export type UncountedVisit = Static<typeof UncountedVisitRow>

/** A period that is over and counted, and what was kept of its bookings by the setting in force then. */
export const ClosedPeriodRow = closed({
  organisationId: plain(Uuid),
  kind: plain(OneOf('month', 'quarter', 'year')),
  /** Its first day on the organisation's calendar. */
  startsOn: plain(DateOnly),
  traces: plain(OneOf('delete', 'statistics', 'kAnonymous')),
  closedAt: plain(Timestamp),
})

/** A number of visits that stands for at least as many as the organisation's threshold; never one for fewer. */
export const AnonymousStatisticsRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  span: plain(OneOf('week', 'month', 'quarter', 'year')),
  startsOn: plain(DateOnly),
  unit: plain(OneOf('practitioner', 'site', 'organisation')),
  unitId: personId(Nullable(Uuid)),
  /** Null for a year whose total would tell of fewer than the threshold. */
  visits: plain(Nullable(Type.Integer())),
  /** Null where the parts would tell of fewer than the threshold. */
  completed: plain(Nullable(Type.Integer())),
  noShow: plain(Nullable(Type.Integer())),
  createdAt: plain(Timestamp),
})

const Count = Type.Integer()

/** `settled`: what was paid for these visits. */
const VisitCounts = closed({
  visits: Count,
  completed: Count,
  noShow: Count,
  cancelledLate: Count,
  settled: Type.Array(closed({ currency: Currency, amount: Type.Integer() }), { maxItems: 200 }),
})
export type VisitCounts = Static<typeof VisitCounts>

const Month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', minLength: 7, maxLength: 7 })

const anonymous = AnonymousStatisticsRow.properties

const MonthStatistics = closed({
  month: Month,
  total: {
    ...Nullable(VisitCounts),
    description: 'Null where it stands for fewer visits than the threshold.',
  },
  data: Type.Array(
    closed({
      practitionerId: Nullable(Uuid),
      serviceId: Nullable(Uuid),
      counts: {
        ...Nullable(VisitCounts),
        description:
          'Null where they stand for fewer visits than the threshold, or would tell of a cell that does.',
      },
    }),
    { maxItems: 20_000 },
  ),
})
export type MonthStatistics = Static<typeof MonthStatistics>

export const Statistics = component(
  'Statistics',
  closed({
    closedUntil: { ...Nullable(Month), description: 'The last month that is counted.' },
    threshold: Type.Integer(),
    months: Type.Array(MonthStatistics, { maxItems: 1_000 }),
    anonymous: Type.Array(
      closed({
        span: anonymous.span,
        startsOn: anonymous.startsOn,
        unit: anonymous.unit,
        unitId: anonymous.unitId,
        visits: anonymous.visits,
        completed: anonymous.completed,
        noShow: anonymous.noShow,
      }),
      { maxItems: 20_000, description: 'What `kAnonymous` kept: each number stands for enough visits.' },
    ),
  }),
)
export type Statistics = Static<typeof Statistics>

export const StatisticsQuery = closed({ from: Type.Optional(Month), to: Type.Optional(Month) })
