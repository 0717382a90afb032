import type pg from 'pg'
import t from 'tap'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import { asProblem } from '#src/http/error-handler.ts'
import { administrator, startApp } from '#test/helpers/app.ts'
import { connectTo } from '#test/helpers/database.ts'

t.test('S33: a connection that is lost between two statements of a transaction', async (t) => {
  const app = await startApp(t)
  const superuser = await connectTo(t, app.database.superuserUrl)
  const lost = new Promise<void>((resolve) => {
    app.deps.db.worker.once('acquire', (client: pg.PoolClient) => client.once('end', () => resolve()))
  })

  const verb = withJob(app.deps, PLATFORM_ID, async ({ tx }) => {
    await superuser.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'praxis-worker' and state = 'idle in transaction' and datname = current_database()",
    )
    await lost
    await tx.selectFrom('organisations').select('id').execute()
  })

  const problem = asProblem(
    await verb.then(
      () => null,
      (error) => error,
    ),
  )
  t.match(problem, { code: 'unavailable', options: { retryAfter: 2 } }, 'fails that one verb')
  t.equal(
    await withJob(app.deps, PLATFORM_ID, async ({ organisationId }) => organisationId),
    PLATFORM_ID,
    'and the next one gets another connection',
  )
  t.ok(await app.signIn(administrator.email, administrator.password))
})

t.test('S33: a database that has no name or no way to it any more is away, not broken', async (t) => {
  for (const code of ['EAI_AGAIN', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'ECONNREFUSED'])
    t.match(
      asProblem(Object.assign(new Error('getaddrinfo'), { code })),
      { code: 'unavailable', options: { retryAfter: 2 } },
      code,
    )
})
