import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KindGuard } from '@sinclair/typebox'
import { pino } from 'pino'
import t from 'tap'
import { loadConfig } from '#src/config.ts'
import { closeDeps, openDeps } from '#src/deps.ts'
import { defineJob, defineSchedule } from '#src/jobs/define-job.ts'
import { jobs } from '#src/jobs/definitions.ts'
import { jobIdOf, jobOptions } from '#src/jobs/queue.ts'
import { createTestDatabase } from '#test/helpers/database.ts'
import { handleJob, handlersByName } from '#workers/job-handler.ts'
import { allHandlers } from '#workers/main.ts'

t.test('every job has exactly one handler', async (t) => {
  const database = await createTestDatabase(t)
  const dataDir = await mkdtemp(join(tmpdir(), 'praxis-jobs-'))
  const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: dataDir, PASSWORD_HASH_COST: '10' })
  const deps = await openDeps(config, { databaseUrl: database.databaseUrl, log: pino({ level: 'silent' }) })
  t.teardown(async () => {
    await closeDeps(deps)
    await rm(dataDir, { recursive: true, force: true })
  })
  const byName = handlersByName(jobs, allHandlers(deps))
  t.strictSame([...byName.keys()].toSorted(), jobs.map((job) => job.name).toSorted())
})

t.test(
  'a start with a job that nobody or two handle, or that is not declared, is refused by name',
  async (t) => {
    const send = defineJob({ name: 'letter.send', attempts: 1, backoff: 0 })
    const sweep = defineSchedule({ name: 'letters.sweep', every: 1_000 })
    const handler = handleJob(send, async () => {})
    t.throws(() => handlersByName([send, sweep], [handler]), { message: 'job letters.sweep has no handler' })
    t.throws(() => handlersByName([send], [handler, handler]), {
      message: 'job letter.send has two handlers',
    })
    t.throws(() => handlersByName([sweep], [handler]), {
      message: 'job letter.send is handled but not declared',
    })
  },
)

t.test('S67: jobs carry ids alone, keep no stack, and what is finished does not stay for ever', async (t) => {
  for (const { name, payload } of jobs) {
    t.ok(
      KindGuard.IsObject(payload) && payload.additionalProperties === false,
      `${name} takes no other fields`,
    )
    const fields = KindGuard.IsObject(payload) ? Object.keys(payload.properties) : ['?']
    t.ok(
      fields.every((field) => /Id$/.test(field)),
      `${name} carries ids`,
    )
    const { removeOnComplete, removeOnFail, stackTraceLimit } = jobOptions(name)
    t.equal(removeOnComplete, true)
    if (removeOnFail !== true)
      t.match(removeOnFail, { age: Number, count: Number }, `${name} is kept within limits`)
    t.equal(stackTraceLimit, 0)
  }
})

t.test(
  'a job has one id, of a form that BullMQ takes, which differs by name, organisation and subject',
  async (t) => {
    const [a, b] = ['01a20056-233d-70ba-9fe0-ea10daab8f25', '01a20056-2343-71cd-82a3-50949312f0e5']
    const ids = jobs.flatMap(({ name }) => [
      jobIdOf({ job: name, organisationId: a, subjectId: b }),
      jobIdOf({ job: name, organisationId: b, subjectId: a }),
      jobIdOf({ job: name, organisationId: a, subjectId: a }),
    ])
    t.equal(new Set(ids).size, ids.length)
    for (const id of ids) t.match(id, /^(?!\d+$)[^:]{1,100}$/, 'fits into a path, too')
  },
)
