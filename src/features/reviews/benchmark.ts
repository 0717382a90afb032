import { Temporal } from 'temporal-polyfill'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type OrganisationScope, withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { meanScore } from '#src/features/reviews/net-promoter-score.ts'
import {
  listEditions,
  numbersByPeriod,
  publishEdition,
} from '#src/features/reviews/review-summary.queries.ts'
import type {
  BenchmarkQuery,
  NationalMean,
  ReviewBenchmark,
} from '#src/features/reviews/review-summary.schema.ts'
import { asRatedAspects, judgeWhose } from '#src/features/reviews/review-summary.ts'

const usualQuarters = 4

/** The first days of the last quarters that are over, the newest first. */
const closedQuarters = (today: Temporal.PlainDate, count: number): string[] => {
  const running = today.with({ day: 1, month: Math.floor((today.month - 1) / 3) * 3 + 1 })
  return Array.from({ length: count }, (_none, n) => running.subtract({ months: 3 * (n + 1) }).toString())
}

type Edition = Awaited<ReturnType<typeof listEditions>>[number]

interface Published {
  score: number
  aspects: Readonly<Record<string, number>>
  organisations: string
  answers: string
}

/** One shape for whatever is not published, whyever. */
const asNational = (edition: Edition | undefined): NationalMean => {
  if (!edition || edition.suppressed) return { suppressed: true }
  const { score, aspects, organisations, answers } = edition.numbers as unknown as Published
  const means = Object.entries(aspects).map(([aspect, mean]) => ({ aspect, mean }))
  return { suppressed: false, score, aspects: means, organisations, answers }
}

/**
 * The caller's own figures of the last quarters beside the national mean, as it was published.
 * @throws Problem 404 for a practitioner out of reach
 */
export const compareWithNation = async (
  scope: OrganisationScope,
  { quarters: count = usualQuarters, practitionerId: wanted }: BenchmarkQuery,
): Promise<ReviewBenchmark> => {
  const { tx, at, actor } = scope
  const { organisationId } = actor
  const practitionerId = await judgeWhose(scope, wanted)
  const { country, timeZone } = await findOrganisation(tx, organisationId)
  const today = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate()
  const quarters = closedQuarters(today, count)
  const from = quarters.at(-1) as string
  const until = Temporal.PlainDate.from(quarters[0] as string)
    .add({ months: 3 })
    .toString()
  const [numbers, editions] = await Promise.all([
    numbersByPeriod(tx, { organisationId, practitionerId, from, until }, 'quarter'),
    listEditions(tx, country, from),
  ])
  return {
    country,
    practitionerId,
    quarters: quarters.map((quarter) => {
      const own = numbers.find(({ period }) => period === quarter)
      return {
        quarter,
        own: {
          answers: own?.answered ?? 0,
          score: own ? meanScore(own.scores) : null,
          aspects: asRatedAspects(own?.aspects ?? []),
        },
        national: asNational(editions.find((edition) => edition.quarter === quarter)),
      }
    }),
  }
}

/**
 * Publishes the national means of the quarters that are over and have none yet, each in a transaction of its own. Twice
 * makes no second edition.
 * @returns how many it made, suppressed ones included
 */
export const computeBenchmark = async (deps: Deps): Promise<number> => {
  let made = 0
  while (await withJob(deps, PLATFORM_ID, ({ tx, at }) => publishEdition(tx, at))) made++
  return made
}
