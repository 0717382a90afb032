import { insertUsage, makeLogPartitions, type UsageEvent } from '#src/audit/usage.queries.ts'
import { newId } from '#src/crypto/new-id.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { watchOutage } from '#src/jobs/outage.ts'

/** One use, as its request saw it. */
export interface Use extends Omit<UsageEvent, 'id' | 'device' | 'browser' | 'operatingSystem'> {
  /** The `User-Agent` header as it came; only what `describe` makes of it is stored. */
  userAgent: string | undefined
}

/** What a `User-Agent` header tells of a device. */
export type DescribeDevice = (
  userAgent: string | undefined,
) => Pick<UsageEvent, 'device' | 'browser' | 'operatingSystem'>

const every = 1_000
const mostWaiting = 20_000
const atOnce = 1_000
const mostHeaders = 1_000

/** PostgreSQL's word for a row of a day that has no partition. */
const noPartition = '23514'

const remembering = (describe: DescribeDevice): DescribeDevice => {
  const known = new Map<string, ReturnType<DescribeDevice>>()
  return (userAgent = '') => {
    const found = known.get(userAgent) ?? describe(userAgent)
    if (known.size >= mostHeaders) known.clear()
    known.set(userAgent, found)
    return found
  }
}

const insert = (deps: Deps, rows: UsageEvent[]) =>
  withJob(deps, PLATFORM_ID, async ({ tx }) => {
    await insertUsage(tx, rows)
  })

const makeDays = (deps: Deps, rows: readonly UsageEvent[]) =>
  withJob(deps, PLATFORM_ID, async ({ tx }) => {
    const days = new Map(rows.map(({ at }) => [at.slice(0, 10), at]))
    for (const at of days.values()) await makeLogPartitions(tx, at)
  })

const store = async (deps: Deps, rows: UsageEvent[]): Promise<void> => {
  try {
    await insert(deps, rows)
  } catch (error) {
    if ((error as { code?: string }).code !== noPartition) throw error
    await makeDays(deps, rows)
    await insert(deps, rows)
  }
}

/**
 * Takes uses in without waiting for anything and writes them down each second, and when it is closed. It holds so many
 * and no more, and a process that dies takes its last second along: of this log alone that may be lost.
 */
export const openUsageBuffer = (
  deps: Deps,
  describe: DescribeDevice,
): { add(use: Use): void; flush(): Promise<void>; close(): Promise<void> } => {
  const outage = watchOutage(deps.log, 'usage log')
  const describeOnce = remembering(describe)
  let waiting: Use[] = []
  let dropped = 0
  let writing = Promise.resolve()

  const rowOf = ({ userAgent, ...use }: Use): UsageEvent => ({
    ...use,
    id: newId(),
    ...describeOnce(userAgent),
  })
  const write = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, atOnce)
      try {
        await store(deps, batch.map(rowOf))
        outage.recovered()
      } catch (error) {
        outage.failed(error)
        return
      }
      waiting = waiting.slice(batch.length)
    }
    if (dropped > 0) deps.log.warn({ dropped }, 'usage log was full')
    dropped = 0
  }
  const flush = () => (writing = writing.then(write))
  const timer = setInterval(() => waiting.length > 0 && flush(), every).unref()
  return {
    add(use) {
      if (waiting.length < mostWaiting) waiting.push(use)
      else dropped++
    },
    flush,
    async close() {
      clearInterval(timer)
      await flush()
    },
  }
}
