import { v7 as newId } from 'uuid'
import { loadConfig } from '#src/config.ts'
import { withErasure } from '#src/db/erasure-scope.ts'
import { withJob } from '#src/db/scope.ts'
import { closeDeps, type Deps, openDeps } from '#src/deps.ts'
import { findRequest } from '#src/features/data-requests/data-requests.queries.ts'
import { openRequest } from '#src/features/data-requests/open-request.ts'
import { advanceErasure } from '#src/features/erasures/advance-erasure.ts'
import { scanErasures } from '#src/features/erasures/scan-erasures.ts'
import { scanEverything } from '#src/privacy/erasure/scan-everything.ts'
import type { Bench } from './bench.ts'
import { bookBeside, watchMemory } from './besides.ts'
import { type Clinic, insertPatients } from './clinic.ts'
import { median } from './load.ts'
import type { Ground } from './paths.ts'
import type { Figure } from './report.ts'

/** As many subjects are erased for each figure, in turn. */
const subjects = 20
const few = 20
const many = 2_000
const warming = 3
const largestGrowth = 1.5

/** Past visits of some patients with a sent mail each, settled elsewhere, so that nothing keeps an erasure waiting. */
const addVisits = async ({ owner }: Bench, clinic: Clinic, patientIds: readonly string[], each: number) => {
  await owner.query(
    `insert into appointments (organisation_id, id, practitioner_id, service_id, site_id, patient_id, starts_at, ends_at, busy_from, busy_until,
        time_zone, status, imported, price_amount, price_currency, payer, cancelled_late, late_changes, version, created_at, updated_at)
     select $1, uuidv7(), $2, $3, $4, p.id, t.at, t.at + interval '30 minutes', t.at, t.at + interval '30 minutes', 'Europe/Stockholm', 'completed', true, 50000, 'SEK', 'patient', false,
        '[]', 1, t.at, t.at
       from unnest($5::uuid[]) as p (id) cross join generate_series(1, $6::int) as n
       cross join lateral (select date_trunc('hour', now()) - make_interval(hours => n) as at) as t`,
    [clinic.id, clinic.practitionerIds[0], clinic.serviceId, clinic.siteId, patientIds, each],
  )
  await owner.query(
    `insert into mails (organisation_id, id, kind, subject_id, subject_version, lead_time, patient_id, language, due_at, state, attempts, sent_at, created_at)
     select organisation_id, uuidv7(), 'appointmentConfirmation', id, 1, '', patient_id, 'sv', starts_at, 'sent', 1, starts_at, starts_at
       from appointments where organisation_id = $1 and patient_id = any($2::uuid[])`,
    [clinic.id, patientIds],
  )
}

const ask = (deps: Deps, clinic: Clinic, patientId: string): Promise<string> =>
  withJob(deps, clinic.id, async (scope) => {
    const id = newId()
    await openRequest(scope, {
      organisationId: clinic.id,
      id,
      accountId: null,
      patientId,
      kind: 'erasure',
      object: 'all',
      source: 'staff',
      filedBy: null,
      role: 'org_admin',
      expedite: true,
      identity: { method: 'document', checkedBy: newId() },
      tell: false,
    })
    return id
  })

const stepOf = (deps: Deps, organisationId: string, requestId: string) =>
  withErasure(deps, { organisationId, requestId }, async ({ tx }) => {
    const request = await findRequest(tx, organisationId, requestId)
    return `${request?.state} ${request?.step}`
  })

/** What an erasure takes up to the pass, without and with the key archive, and after it; milliseconds. */
interface Took {
  readonly rows: number
  readonly archive: number
}

/** The dependencies of a worker, and for how long it wrote key archives so far. */
interface Worker {
  readonly deps: Deps
  archived(): number
}

const openWorker = async ({ environment, database }: Bench, log: Deps['log']): Promise<Worker> => {
  const opened = await openDeps(loadConfig(environment), {
    databaseUrl: database.databaseUrl,
    ownerUrl: database.ownerUrl,
    log,
  })
  let archived = 0
  const write = async () => {
    const began = performance.now()
    await opened.keyArchive.write()
    archived += performance.now() - began
  }
  return { deps: { ...opened, keyArchive: { write } }, archived: () => archived }
}

const eraseOne = async ({ deps, archived }: Worker, clinic: Clinic, patientId: string): Promise<Took> => {
  const requestId = await ask(deps, clinic, patientId)
  const [began, before] = [performance.now(), archived()]
  await advanceErasure(deps, { organisationId: clinic.id, requestId })
  const [all, archive] = [performance.now() - began, archived() - before]
  const step = await stepOf(deps, clinic.id, requestId)
  if (step !== 'verifying pass') throw new Error(`an erasure came to ${step}`)
  return { rows: all - archive, archive }
}

const eraseMany = async (bench: Bench, worker: Worker, clinic: Clinic, count: number, each: number) => {
  const names = Array.from({ length: count }, (_, n) => ({ firstName: 'Anna', lastName: `Borg ${n}` }))
  const patientIds = await insertPatients(bench.deps, bench.owner, clinic.id, names)
  await addVisits(bench, clinic, patientIds, each)
  await bench.database.settle()
  const took: Took[] = []
  for (const patientId of patientIds) took.push(await eraseOne(worker, clinic, patientId))
  return {
    rows: median(took.map(({ rows }) => rows)),
    archive: median(took.map(({ archive }) => archive)),
  }
}

const growth = (name: string, value: number, floor: number): Figure => ({
  name,
  value,
  unit: 'ms',
  floor,
  aim: `≤ ${largestGrowth * 100} %`,
  met: value / floor <= largestGrowth,
})

const traces = () => ({
  emails: [`nobody-${newId()}@example.com`],
  phones: ['+46701740605'],
  nationalIds: [],
  ids: [newId(), newId()],
  mails: true,
})

const passFigures = async ({ deps }: Worker): Promise<Figure[]> => {
  const began = performance.now()
  const { result, memory } = await watchMemory(() => scanEverything(deps, [traces()]))
  const seconds = (performance.now() - began) / 1_000
  const { bytes, found } = result
  if (found.length > 0) throw new Error(`a pass for nobody found ${found.join()}`)
  const none = { floor: null, aim: '', met: null }
  return [
    { name: 'the pass over everything', value: bytes / 1024 ** 2 / seconds, unit: 'MiB/s', ...none },
    { name: 'that pass', value: seconds, unit: 's', ...none },
    memory,
  ]
}

/**
 * Measures erasures: what one takes by its own rows, and by those of others.
 * @param grow fills the database
 * @param tell gets each figure as soon as it is there
 * @throws Error where one does not come to its pass, or a pass finds something
 */
export const measureErasures = async (
  bench: Bench,
  ground: () => Ground,
  rounds: number,
  grow: () => Promise<void>,
  tell: (figure: Figure) => void,
): Promise<void> => {
  const { clinic } = ground()
  const worker = await openWorker(bench, bench.deps.log)
  try {
    await eraseMany(bench, worker, clinic, warming, few)
    const before = await eraseMany(bench, worker, clinic, subjects, few)
    await grow()
    await eraseMany(bench, worker, clinic, warming, few)
    const after = await eraseMany(bench, worker, clinic, subjects, few)
    const large = await eraseMany(bench, worker, clinic, warming, many)
    const larger = await eraseMany(bench, worker, clinic, warming, 2 * many)
    const own = (rows: number) => `erasing somebody with ${rows.toLocaleString('en')} visits`
    tell({
      name: `erasures up to the pass, of people with ${few} visits`,
      value: 60_000 / (after.rows + after.archive),
      unit: '/min',
      floor: null,
      aim: '',
      met: null,
    })
    tell(growth(`${own(few)}, key archive apart (before the database was filled)`, after.rows, before.rows))
    tell(growth('the key archive after it (before the database was filled)', after.archive, before.archive))
    tell(growth(`${own(2 * many)} (twice ${own(many)})`, larger.rows, 2 * large.rows))
    for (const figure of await passFigures(worker)) tell(figure)
    const pass = await scanErasures(worker.deps, 'now')
    if (!pass || pass.found.length > 0) throw new Error(`the pass found ${pass?.found.join()}`)
    const scan = async (over: () => boolean) => {
      while (!over()) await scanEverything(worker.deps, [traces()])
    }
    tell(await bookBeside('the pass', ground, rounds, scan))
  } finally {
    await closeDeps(worker.deps)
  }
}
