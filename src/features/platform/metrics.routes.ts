import { Gauge, type Registry } from 'prom-client'
import { metricsAccess } from '#src/access/access.ts'
import type { App } from '#src/app.ts'
import { readSummaries } from '#src/backups/backup-files.ts'
import type { Deps } from '#src/deps.ts'
import { plainText } from '#src/features/platform/plain-text.ts'
import { queueCounts, queueReady } from '#src/jobs/queue-status.ts'

// Counting beyond this tells nobody more: something stands still.
const mostCounted = 1_000

/** A number read at each scrape; absent while it cannot be read. */
const gauge = (registry: Registry, name: string, help: string, read: () => Promise<number>) =>
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      await read().then(
        (value) => this.set(value),
        () => this.remove(),
      )
    },
  })

const countOf = async ({ db }: Deps, text: string, values: unknown[]): Promise<number> => {
  const { rows } = await db.worker.query<{ count: number }>(text, values)
  return rows[0]?.count ?? 0
}

const addGauges = (registry: Registry, deps: Deps): void => {
  gauge(registry, 'praxis_queue_up', 'Whether the queue answers.', async () => Number(await queueReady(deps)))
  gauge(registry, 'praxis_mails_due', 'Mails that are due and not sent, at most 1000.', () =>
    countOf(deps, 'select count(*)::int as count from due_mails($1, $2)', [deps.clock.now(), mostCounted]),
  )
  gauge(registry, 'praxis_outbox_rows', 'Jobs that the queue has not taken yet, at most 1000.', () =>
    countOf(deps, 'select count(*)::int as count from pending_outbox($1)', [mostCounted]),
  )
  gauge(registry, 'praxis_backup_age_seconds', 'Age of the last backup that was checked.', async () => {
    const [last] = await readSummaries(deps.config.backupDir)
    if (!last) throw new Error('there is no backup')
    return (deps.clock.now().getTime() - Date.parse(last.createdAt)) / 1_000
  })
  new Gauge({
    name: 'praxis_queue_jobs',
    help: 'Jobs in the queue by state.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      this.reset()
      const counts = await queueCounts(deps).catch(() => ({}))
      for (const [state, count] of Object.entries(counts)) this.set({ state }, count)
    },
  })
}

export const metricsRoutes = async (app: App): Promise<void> => {
  addGauges(app.metrics, app.deps)
  app.get(
    '/metrics',
    {
      // Under load it is needed most.
      config: { access: metricsAccess, limit: 'none', pressureHandler: () => {} },
      schema: {
        operationId: 'getMetrics',
        tags: ['Service'],
        summary: 'Read the metrics',
        description: "Prometheus' text format. Takes the token of `METRICS_TOKEN`.",
        response: plainText('Metrics'),
      },
    },
    async (_request, reply) => reply.type(app.metrics.contentType).send(await app.metrics.metrics()),
  )
}
