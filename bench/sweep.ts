import { withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { runOf, sweepOrganisation } from '#src/features/retention/sweep-organisation.ts'
import type { Bench } from './bench.ts'
import { bookBeside, watchMemory } from './besides.ts'
import type { Clinic } from './clinic.ts'
import type { Ground } from './paths.ts'
import type { Figure } from './report.ts'

/** Each with a mail, so that a million rows are over. */
const bookings = 500_000
const atOnce = 50_000
const warmingSeconds = 10

/** Bookings of the ten years before the last fourteen months, half an hour each, with the mail that confirmed it. */
const fillOutlived = async ({ owner, database }: Bench, clinic: Clinic): Promise<void> => {
  for (let from = 0; from < bookings; from += atOnce)
    await owner.query(
      `with made as (
         insert into appointments (organisation_id, id, practitioner_id, service_id, site_id, patient_id, starts_at, ends_at, busy_from, busy_until,
             time_zone, status, imported, price_amount, price_currency, payer, cancelled_late, late_changes, version, created_at, updated_at)
         select $1, gen_random_uuid(), ($2::uuid[])[1 + n % cardinality($2::uuid[])], $3, $4, ($5::uuid[])[1 + n % cardinality($5::uuid[])],
             t.at, t.at + interval '30 minutes', t.at, t.at + interval '30 minutes', 'Europe/Stockholm', 'completed', true, 50000, 'SEK', 'patient', false, '[]', 1, t.at, t.at
           from generate_series($6::int, $7::int - 1) as n
           cross join lateral (select now() - interval '14 months' - make_interval(mins => n * 10) as at) as t
         returning organisation_id, id, patient_id, starts_at)
       insert into mails (organisation_id, id, kind, subject_id, subject_version, lead_time, patient_id, language, due_at, state, attempts, sent_at, created_at)
         select organisation_id, gen_random_uuid(), 'appointmentConfirmation', id, 1, '', patient_id, 'sv', starts_at, 'sent', 1, starts_at, starts_at from made`,
      [
        clinic.id,
        clinic.practitionerIds,
        clinic.serviceId,
        clinic.siteId,
        clinic.patientIds,
        from,
        from + atOnce,
      ],
    )
  await database.settle()
}

class Over extends Error {}

/** The dependencies of a worker that ends between two transactions, as a drained one does. */
const stoppable = (deps: Deps, isOver: () => boolean): Deps => {
  const { worker } = deps.db
  const connect = async () => {
    if (isOver()) throw new Over()
    return worker.connect()
  }
  const stopped = Object.create(worker, {
    connect: { value: connect },
    query: { value: worker.query.bind(worker) },
  })
  return { ...deps, db: { ...deps.db, worker: stopped } }
}

const countBookings = async ({ owner }: Bench, clinic: Clinic): Promise<number> => {
  const { rows } = await owner.query(
    `select count(*)::int as count from appointments where organisation_id = $1 and imported`,
    [clinic.id],
  )
  return rows[0].count
}

/**
 * Sweeps a clinic that holds a million rows whose time is over, beside bookings in it.
 * @throws Error where there were too few rows for the rounds
 */
export const measureSweep = async (bench: Bench, ground: () => Ground, rounds: number): Promise<Figure[]> => {
  const { clinic } = ground()
  await fillOutlived(bench, clinic)
  const none = { floor: null, aim: '', met: null }
  const run = await withJob(bench.deps, clinic.id, runOf)
  const sweep = (isOver: () => boolean) =>
    sweepOrganisation(stoppable(bench.deps, isOver), clinic.id, run).catch((error: Error) => {
      if (!isOver()) throw error
    })
  // Months are counted once, before the first booking goes.
  const began = performance.now()
  let counted = false
  const first = sweep(() => counted)
  while ((await countBookings(bench, clinic)) === bookings) await new Promise((done) => setTimeout(done, 100))
  counted = true
  const counting = (performance.now() - began) / 1_000
  await first
  let milliseconds = 0
  const before = await countBookings(bench, clinic)
  const p99 = await bookBeside('a sweep of a million rows', ground, rounds, async (isOver) => {
    const begun = performance.now()
    await sweep(isOver)
    milliseconds += performance.now() - begun
  })
  const after = await countBookings(bench, clinic)
  if (after === 0) throw new Error('nothing was left to sweep: take fewer rounds')
  // What collecting garbage leaves to grow into is taken by then: what comes on top grows with what is swept.
  const warm = performance.now() + warmingSeconds * 1_000
  await sweep(() => performance.now() > warm)
  const { memory } = await watchMemory(() => sweep(() => false))
  return [
    { name: 'counting the months of ten years', value: counting, unit: 's', ...none },
    {
      name: 'rows swept beside bookings (a booking and its mail are two)',
      value: (2_000 * (before - after)) / milliseconds,
      unit: '/s',
      ...none,
    },
    memory,
    p99,
  ]
}
