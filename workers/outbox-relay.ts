import type { Deps } from '#src/deps.ts'
import { outboxWritten } from '#src/jobs/enqueue.ts'
import { watchOutage } from '#src/jobs/outage.ts'

const batch = 500

// Milliseconds. A row written in this process is looked for soon and then ever less often, as its transaction may
// still be open; a row of another process waits for the longest pause.
const shortest = 25
const longest = 1_000
const afterFailure = 2_000

interface Pending {
  organisation_id: string
  id: string
  job: string
  subject_id: string
}

/**
 * Hands the oldest outbox rows over to the queue and deletes them, in this order: a process that dies between
 * leaves rows that are handed over again under the same job ids.
 * @returns how many
 */
export const handOver = async ({ db, queue }: Pick<Deps, 'db' | 'queue'>): Promise<number> => {
  const { rows } = await db.worker.query<Pending>(
    'select organisation_id, id, job, subject_id from pending_outbox($1)',
    [batch],
  )
  if (rows.length === 0) return 0
  await queue.add(
    rows.map((row) => ({ job: row.job, organisationId: row.organisation_id, subjectId: row.subject_id })),
  )
  await db.worker.query('select clear_outbox($1, $2)', [
    rows.map((row) => row.organisation_id),
    rows.map((row) => row.id),
  ])
  return rows.length
}

/**
 * Hands over what the outbox holds, for as long as it runs. Any number of processes may do so at once. While the
 * queue or the database is away it says so once, and goes on when they are back.
 */
export const startRelay = (deps: Pick<Deps, 'db' | 'queue' | 'log'>): { close(): Promise<void> } => {
  const outage = watchOutage(deps.log, 'outbox')
  let stopped = false
  let pause = shortest
  let timer: NodeJS.Timeout | undefined
  let resume = () => {}

  const rest = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      resume = resolve
      timer = setTimeout(resolve, milliseconds)
    })
  const shorten = () => {
    if (pause === shortest) return
    pause = shortest
    clearTimeout(timer)
    timer = setTimeout(resume, shortest)
  }
  /** @returns milliseconds until the next look */
  const look = async (): Promise<number> => {
    try {
      const moved = await handOver(deps)
      outage.recovered()
      if (moved === batch) return 0
      pause = moved > 0 ? shortest : Math.min(pause * 2, longest)
      return pause
    } catch (error) {
      outage.failed(error)
      // A row written meanwhile must not cut this pause short.
      pause = shortest
      return afterFailure
    }
  }
  const run = async () => {
    while (!stopped) {
      const milliseconds = await look()
      if (milliseconds > 0 && !stopped) await rest(milliseconds)
    }
  }

  outboxWritten.subscribe(shorten)
  const running = run()
  return {
    async close() {
      outboxWritten.unsubscribe(shorten)
      stopped = true
      clearTimeout(timer)
      resume()
      await running
    },
  }
}
