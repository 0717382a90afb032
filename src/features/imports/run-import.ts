import { SealError } from '#src/crypto/sealing.ts'
import { type JobScope, withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { FileGone, removeFile } from '#src/features/files/read-file.ts'
import { countRows, type ImportPlan, linesOf, planImport } from '#src/features/imports/import-plan.ts'
import {
  claimImport,
  deleteFindings,
  insertFindings,
  lastWaitingMail,
  lockImport,
  updateImport,
} from '#src/features/imports/imports.queries.ts'
import type { StoredImport } from '#src/features/imports/imports.schema.ts'
import type { ReadLine } from '#src/features/imports/read-lines.ts'
import { type MailClock, storeRows } from '#src/features/imports/store-rows.ts'
import { addTally, emptyTally, findingsOf, type Tally, tallyOf } from '#src/features/imports/tally.ts'

/** Rows that are stored together. */
const batchSize = 200

/** The most rows of a file (`SECURITY.md` S41). */
const mostRows = 100_000

/** How often a run may begin without getting any further. */
const mostAttempts = 10

/** Why an import failed, as its answer says. */
type Failure = 'rows-refused' | 'too-many-rows' | 'file-gone' | 'not-readable' | 'gave-up'

interface Run {
  deps: Deps
  job: StoredImport
  plan: ImportPlan<unknown>
}

const enter = <R>({ deps, job }: Pick<Run, 'deps' | 'job'>, work: (scope: JobScope) => Promise<R>) =>
  withJob(deps, job.organisationId, work)

/** Somebody else works on the import, or it has ended. */
class TakenOver extends Error {
  override readonly name = 'TakenOver'
}

/** The process is about to end; another one goes on. */
class Drained extends Error {
  override readonly name = 'Drained'
}

/** Nothing of what was tried is to be kept. */
class TakenBack extends Error {
  override readonly name = 'TakenBack'
}

const end = async (
  run: Pick<Run, 'deps' | 'job'>,
  change: { failure: Failure | null },
  tally?: Partial<Tally>,
) =>
  enter(run, async (scope) => {
    const { organisationId, id, fileId } = run.job
    await updateImport(scope.tx, organisationId, id, {
      ...tally,
      state: change.failure === null ? 'completed' : 'failed',
      failure: change.failure,
      finishedAt: scope.at,
    })
    await removeFile(scope, fileId)
  })

async function* batches<T>(deps: Deps, lines: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = []
  for await (const line of lines) {
    batch.push(line)
    if (batch.length < batchSize) continue
    if (deps.draining) throw new Drained()
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

const storeBatch = async (
  scope: JobScope,
  { plan }: Run,
  lines: readonly ReadLine<unknown>[],
  mails: MailClock,
) => {
  const rows = lines.flatMap(({ row }) => (row ? [row] : []))
  const outcomes = await storeRows(scope, plan.store, rows, mails)
  return { tally: tallyOf(lines, outcomes), findings: findingsOf(lines, outcomes, plan.emailPointer) }
}

/** A batch at a time, each with its count in one transaction: what is done is done. */
const runBySteps = async (run: Run, tally: Tally): Promise<void> => {
  const { job } = run
  const mails = { from: job.mailsFrom ?? job.createdAt, count: job.mails }
  let { done } = job
  let passed = 0
  for await (const batch of batches(run.deps, linesOf(run.deps, job, run.plan))) {
    const left = batch.slice(Math.max(0, Math.min(batch.length, done - passed)))
    passed += batch.length
    if (left.length === 0) continue
    const step = await enter(run, async (scope) => {
      const current = await lockImport(scope.tx, job.organisationId, job.id)
      if (current?.done !== done) throw new TakenOver()
      const clock = { ...mails }
      const stored = await storeBatch(scope, run, left, clock)
      const sum = addTally(tally, stored.tally)
      await insertFindings(scope.tx, job.organisationId, job.id, stored.findings)
      await updateImport(scope.tx, job.organisationId, job.id, {
        ...sum,
        done: done + left.length,
        mails: clock.count,
        attempts: 0,
      })
      return { sum, count: clock.count }
    })
    Object.assign(tally, step.sum)
    mails.count = step.count
    done += left.length
  }
  await end(run, { failure: null })
}

/** All of it in one transaction, which is taken back where nothing is to be stored; what was found stays told. */
const tryWhole = (run: Run, tally: Tally): Promise<void> =>
  enter(run, async (scope) => {
    const { job } = run
    if (!(await claimImport(scope.tx, job.organisationId, job.id))) throw new TakenOver()
    Object.assign(tally, emptyTally())
    await enter(run, ({ tx }) => deleteFindings(tx, job.organisationId, job.id))
    const mails = { from: job.mailsFrom ?? job.createdAt, count: 0 }
    for await (const batch of batches(run.deps, linesOf(run.deps, job, run.plan))) {
      const stored = await storeBatch(scope, run, batch, mails)
      Object.assign(tally, addTally(tally, stored.tally))
      await enter(run, async ({ tx }) => {
        await insertFindings(tx, job.organisationId, job.id, stored.findings)
        await updateImport(tx, job.organisationId, job.id, { ...tally })
      })
    }
    if (job.dryRun || tally.failed > 0) throw new TakenBack()
    await updateImport(scope.tx, job.organisationId, job.id, {
      ...tally,
      state: 'completed',
      mails: mails.count,
      finishedAt: scope.at,
    })
    await removeFile(scope, job.fileId)
  })

const runWhole = async (run: Run, tally: Tally): Promise<void> => {
  try {
    await tryWhole(run, tally)
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
    if (run.job.dryRun) await end(run, { failure: null }, tally)
    else {
      const { failed, ignored } = tally
      await end(run, { failure: 'rows-refused' }, { ...emptyTally(), failed, ignored })
    }
  }
}

const begin = (deps: Deps, organisationId: string, importId: string) =>
  withJob(deps, organisationId, async ({ tx, at }) => {
    const job = await lockImport(tx, organisationId, importId)
    if (!job) return undefined
    const waiting = await lastWaitingMail(tx, organisationId)
    const begun = {
      state: 'running' as const,
      attempts: job.attempts + 1,
      startedAt: job.startedAt ?? at,
      mailsFrom: job.mailsFrom ?? (waiting !== null && waiting > at ? waiting : at),
    }
    await updateImport(tx, organisationId, importId, begun)
    return { ...job, ...begun }
  })

/** A run that was called off says nothing against the file. */
const withdraw = (deps: Deps, job: StoredImport) =>
  enter({ deps, job }, ({ tx }) =>
    updateImport(tx, job.organisationId, job.id, { attempts: job.attempts - 1 }),
  )

const work = async (deps: Deps, job: StoredImport): Promise<void> => {
  if (job.attempts > mostAttempts) return end({ deps, job }, { failure: 'gave-up' })
  const plan = await planImport(deps, job)
  const run: Run = { deps, job, plan }
  const total = await countRows(deps, job, mostRows)
  if (total > mostRows) return end(run, { failure: 'too-many-rows' })
  await enter(run, ({ tx }) => updateImport(tx, job.organisationId, job.id, { total }))
  const { created, updated, unchanged, agedOut, ignored, failed } = job
  const tally = { created, updated, unchanged, agedOut, ignored, failed }
  return job.dryRun || job.onError === 'abort' ? runWhole(run, tally) : runBySteps(run, tally)
}

/**
 * Works off an import. It may be cut off at any point and run again: by steps it goes on after the last batch that was
 * committed, as a whole it starts anew, and where another process is at it this one leaves.
 * @throws Error that is none of the file's, after which it is to be tried again
 */
export const runImport = async (deps: Deps, organisationId: string, importId: string): Promise<void> => {
  const job = await begin(deps, organisationId, importId)
  if (!job) return
  try {
    await work(deps, job)
  } catch (error) {
    if (error instanceof TakenOver) return
    if (error instanceof Drained) return withdraw(deps, job)
    if (error instanceof FileGone) return end({ deps, job }, { failure: 'file-gone' })
    if (error instanceof SealError) return end({ deps, job }, { failure: 'not-readable' })
    throw error
  }
}
