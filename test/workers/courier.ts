import pg from 'pg'
import { pino } from 'pino'
import type { Test } from 'tap'
import { v7 } from 'uuid'
import type { Clock } from '#src/clock.ts'
import { closePools, openPools } from '#src/db/connect.ts'
import { transact } from '#src/db/transact.ts'
import { sendMailJob } from '#src/jobs/definitions.ts'
import { enqueue } from '#src/jobs/enqueue.ts'
import { openJobQueue } from '#src/jobs/queue.ts'
import { createTestDatabase } from '#test/helpers/database.ts'
import { redisInstalled, startRedis } from '#test/helpers/redis.ts'
import { until } from '#test/helpers/until.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

export type BackendName = 'redis' | 'postgres'

/** The backends that this machine can run; a word on each that it cannot. */
export const backends = (t: Test): BackendName[] => {
  if (redisInstalled()) return ['redis', 'postgres']
  t.comment('redis-server is not installed: the Redis backend is not tested')
  return ['postgres']
}

const jobTables = [
  'job',
  'job_log',
  'job_dependency',
  'event',
  'metrics',
  'rate_limit',
  'dedup',
  'dedup_next',
  'scheduler',
  'meta',
]

const postgresStore = (owner: pg.Pool) => ({
  async flush() {
    // Not truncated: a worker that is at work holds locks on them in an order of its own.
    for (const table of jobTables) await owner.query(`delete from jobs.${table}`)
  },
  async refuse(refusing: boolean) {
    await owner.query(
      refusing ? 'revoke insert on jobs.job from praxis_app' : 'grant insert on jobs.job to praxis_app',
    )
  },
  async dump(): Promise<string> {
    const tables = jobTables.map((table) => `select x::text as line from jobs.${table} x`)
    const { rows } = await owner.query<{ line: string }>(tables.join(' union all '))
    return rows.map((row) => row.line).join('\n')
  },
})

const newOrganisation = async (owner: pg.Pool): Promise<string> => {
  const id = v7()
  await owner.query(
    `insert into organisations values ($1, 'clinic', 'Clinic', 'SE', 'Europe/Stockholm', 'en', 'active', '{}', 1, 1, now(), now())`,
    [id],
  )
  return id
}

/** The queue on one backend over a fresh database, with an organisation whose mails it carries. */
export const openCourier = async (t: Test, backend: BackendName) => {
  const database = await createTestDatabase(t)
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 3 })
  // Its connections may still be closing when the database is dropped.
  owner.on('error', () => {})
  const redis = backend === 'redis' ? await startRedis(t) : null
  const store = redis ?? postgresStore(owner)
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(line) })
  const db = openPools(database.databaseUrl, { statementNames: true })
  const queue = await openJobQueue({
    redisUrl: redis?.url ?? null,
    databaseUrl: database.databaseUrl,
    log,
  })
  await until('the queue answers', () =>
    queue.ping().then(
      () => true,
      () => false,
    ),
  )
  const at = new Date()
  const clock: Clock = { now: () => at }
  const organisationId = await newOrganisation(owner)
  t.teardown(async () => {
    await queue.close()
    await closePools(db)
    await owner.end()
  })
  return {
    databaseUrl: database.databaseUrl,
    owner,
    redis,
    db,
    queue,
    clock,
    log,
    organisationId,
    /** What was logged: one JSON object a line. */
    lines,
    store,
    /** A mail that is due now, as its row alone. @returns its id */
    async planMail(): Promise<string> {
      const id = v7()
      await owner.query(
        `insert into mails values ($1, $2, 'appointmentReminder', $2, 1, '', null, null, 'en', null, $3, 'planned', 0, null, null, $3)`,
        [organisationId, id, at],
      )
      return id
    },
    /** Writes an outbox row in a transaction of its own, in which `also` runs too. */
    async enqueueMail(mailId: string, also: () => Promise<void> = async () => {}): Promise<void> {
      const entrance = { text: 'select enter_job($1)', values: [organisationId] }
      await transact(db, 'worker', entrance, async (tx) => {
        await enqueue(tx, { organisationId, job: 'mail.send', subjectId: mailId, at })
        await also()
      })
    },
    /** Leaves neither jobs nor outbox rows nor planned mails. */
    async clear(): Promise<void> {
      await store.flush()
      await owner.query('delete from outbox')
      await owner.query(`update mails set state = 'withdrawn' where state = 'planned'`)
    },
    async outboxSize(): Promise<number> {
      const { rows } = await owner.query<{ size: string }>('select count(*) as size from outbox')
      return Number(rows[0]?.size)
    },
  }
}

export type Courier = Awaited<ReturnType<typeof openCourier>>

/** Handlers as a worker takes them. */
export const byName = (...handlers: JobHandler[]) =>
  new Map(handlers.map((handler) => [handler.job.name, handler]))

/** Notes which mails it was called for and marks them as sent, as sending does. */
export const noteSent = ({ owner }: Courier, sent: string[]) =>
  handleJob(sendMailJob, async ({ subjectId }) => {
    const { rowCount } = await owner.query(
      `update mails set state = 'sent' where id = $1 and state = 'planned'`,
      [subjectId],
    )
    if (rowCount) sent.push(subjectId)
  })
