import { type Static, Type } from '@sinclair/typebox'
import { component } from '#src/schema/components.ts'
import { Country, closed, DateOnly, Nullable, Uuid } from '#src/schema/primitives.ts'

/** A calendar month, `2027-03`. */
const Month = Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$', minLength: 7, maxLength: 7 })

const Count = Type.Integer({ minimum: 0 })
const Mean = Nullable(Type.Number({ description: 'One decimal; null without an answer.' }))

const NetPromoterScore = component(
  'NetPromoterScore',
  closed(
    {
      value: Type.Number({ minimum: -100, maximum: 100 }),
      low: Type.Number({ minimum: -100, maximum: 100 }),
      high: Type.Number({ minimum: -100, maximum: 100 }),
    },
    {
      description:
        'Promoters (9 and 10) less detractors (0 to 6) in points of a hundred; `low` and `high` bound the adjusted Wald interval of 95 % (Rocks 2016).',
      examples: [{ value: 40, low: 16.2, high: 59.3 }],
    },
  ),
)

const aspect = Type.String({ maxLength: 40, description: 'Its key in the organisation’s settings.' })
const AspectMean = Type.Number({ minimum: 1, maximum: 5, description: 'One decimal.' })
const RatedAspects = Type.Array(closed({ aspect, mean: AspectMean, answers: Count }), { maxItems: 200 })

/** Which months, and whose. */
export const SummaryQuery = closed({
  from: Type.Optional(Type.String({ ...Month, description: 'Default: eleven months before `to`.' })),
  to: Type.Optional(Type.String({ ...Month, description: 'Default: the present month.' })),
  practitionerId: Type.Optional(Uuid),
})
export type SummaryQuery = Static<typeof SummaryQuery>

/** How reviews turned out, month by month. */
export const ReviewSummary = component(
  'ReviewSummary',
  closed({
    practitionerId: Nullable(Uuid),
    from: Month,
    to: Month,
    invited: Type.Integer({ minimum: 0, description: 'Invitations that went out in these months.' }),
    answered: Count,
    responseRate: Nullable(
      Type.Number({ description: 'Answers by invitations of these months, from 0 to 1; null without one.' }),
    ),
    distribution: Type.Array(Count, {
      minItems: 11,
      maxItems: 11,
      description: 'How often each score from 0 to 10 was given.',
    }),
    mean: Mean,
    netPromoterScore: Nullable(NetPromoterScore),
    aspects: RatedAspects,
    months: Type.Array(
      closed({
        month: Month,
        invited: Count,
        answered: Count,
        responseRate: Nullable(Type.Number()),
        mean: Mean,
        netPromoterScore: Nullable(NetPromoterScore),
      }),
      { maxItems: 60 },
    ),
  }),
)
export type ReviewSummary = Static<typeof ReviewSummary>

/** How many quarters, and whose. */
export const BenchmarkQuery = closed({
  quarters: Type.Optional(Type.Integer({ minimum: 1, maximum: 8, default: 4 })),
  practitionerId: Type.Optional(Uuid),
})
export type BenchmarkQuery = Static<typeof BenchmarkQuery>

const AspectMeans = Type.Array(closed({ aspect, mean: AspectMean }), { maxItems: 200 })

const NationalMean = component(
  'NationalMean',
  Type.Union([
    closed({
      suppressed: Type.Literal(false),
      score: Type.Number({ minimum: 0, maximum: 10 }),
      aspects: AspectMeans,
      organisations: Type.String({ maxLength: 20, description: 'A band: `5-9`, `100+`.' }),
      answers: Type.String({ maxLength: 20, description: 'A band.' }),
    }),
    closed({ suppressed: Type.Literal(true) }),
  ]),
)
export type NationalMean = Static<typeof NationalMean>

/** Own figures beside the national mean. */
export const ReviewBenchmark = component(
  'ReviewBenchmark',
  closed({
    country: Country,
    practitionerId: Nullable(Uuid),
    quarters: Type.Array(
      closed({
        /** The quarter's first day. */
        quarter: Type.String({ ...DateOnly, description: 'First day of the quarter.' }),
        own: closed({ answers: Count, score: Mean, aspects: RatedAspects }),
        national: NationalMean,
      }),
      { maxItems: 8 },
    ),
  }),
)
export type ReviewBenchmark = Static<typeof ReviewBenchmark>
