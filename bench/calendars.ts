import type pg from 'pg'
import { withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { type Clinic, practitionersOfClinic, zone } from './clinic.ts'

/** Of each practitioner's appointments the first lie in the coming week, eight a day, a free half hour after each. */
const comingOfPractitioner = 56

const perDay = { coming: 8, past: 16 }

/**
 * Gives each practitioner the appointments with these numbers, from the coming week backwards into the past, which is
 * full; each patient is in one place at a time.
 */
export const fillCalendars = async (
  owner: pg.Client,
  clinic: Clinic,
  from: number,
  until: number,
): Promise<void> => {
  await owner.query(
    `insert into appointments (organisation_id, id, practitioner_id, service_id, site_id, patient_id, starts_at, ends_at,
        busy_from, busy_until, time_zone, status, imported, price_amount, price_currency, payer, cancelled_late, late_changes,
        version, created_at, updated_at)
     select $1, uuidv7(), p.id, $2, $3, ($5::uuid[])[1 + ((place.day + 100000) * 160 + place.slot * 10 + p.n) % cardinality($5::uuid[])],
        t.at, t.at + interval '30 minutes', t.at, t.at + interval '30 minutes', $6,
        case when place.day > 0 then 'booked' else 'completed' end, false, 50000, 'SEK', 'patient', false, '[]', 1, now(), now()
       from unnest($4::uuid[]) with ordinality as p (id, n)
       cross join generate_series($7::int, $8::int - 1) as number
       cross join lateral (select
         case when number < ${comingOfPractitioner} then 1 + number / ${perDay.coming} else -1 - (number - ${comingOfPractitioner}) / ${perDay.past} end as day,
         case when number < ${comingOfPractitioner} then number % ${perDay.coming} * 2 else (number - ${comingOfPractitioner}) % ${perDay.past} end as slot) as place
       cross join lateral (select (date_trunc('day', now() at time zone $6) + make_interval(days => place.day,
         mins => 480 + place.slot * 30 + case when place.slot >= 8 then 60 else 0 end)) at time zone $6 as at) as t`,
    [
      clinic.id,
      clinic.serviceId,
      clinic.siteId,
      clinic.practitionerIds,
      clinic.patientIds,
      zone,
      from,
      until,
    ],
  )
}

/** Ids of the coming appointments of some of a clinic's practitioners, and whose they are. */
export const comingAppointments = async (
  owner: pg.Client,
  clinic: Clinic,
  practitionerIds: readonly string[],
): Promise<{ id: string; patientId: string }[]> => {
  const { rows } = await owner.query(
    `select id, patient_id as "patientId" from appointments
      where organisation_id = $1 and practitioner_id = any($2) and starts_at > now() and status = 'booked' order by id`,
    [clinic.id, practitionerIds],
  )
  return rows
}

/** Puts a sealed note on appointments. */
export const writeNotes = async (
  deps: Deps,
  owner: pg.Client,
  clinic: Clinic,
  appointments: readonly { id: string; patientId: string }[],
): Promise<void> => {
  const sealed = await withJob(deps, clinic.id, ({ tx }) =>
    Promise.all(
      appointments.map(({ id, patientId }) =>
        deps.keyring.seal(
          tx,
          { organisationId: clinic.id, subjectId: patientId, class: 'rest' },
          { field: 'appointments.sealed', rowId: id },
          { note: 'Ont i knät sedan i våras; tar med äldre röntgenbilder.', cancellationReason: null },
        ),
      ),
    ),
  )
  await owner.query(
    `update appointments a set sealed = new.sealed from unnest($2::uuid[], $3::bytea[]) as new (id, sealed)
      where a.organisation_id = $1 and a.id = new.id`,
    [clinic.id, appointments.map(({ id }) => id), sealed],
  )
}

/** A quarter of an hour that nobody has booked. */
export interface FreeTime {
  readonly practitionerId: string
  readonly patientId: string
  readonly startsAt: string
}

/** From the second week on, so that every reminder still lies ahead, to the booking horizon's end. */
const days = { from: 9, until: 360 }

const readFreeTimes = async (owner: pg.Client, clinic: Clinic): Promise<FreeTime[]> => {
  const { rows } = await owner.query<{ practitionerId: string; patientId: string; startsAt: Date }>(
    `select p.id as "practitionerId", ($2::uuid[])[1 + (day * 32 + quarter + (p.n - 1) * (cardinality($2::uuid[]) / ${practitionersOfClinic})) % cardinality($2::uuid[])] as "patientId",
        t.at at time zone $3 as "startsAt"
       from generate_series(${days.from}, ${days.until}) as day
       cross join generate_series(0, 31) as quarter
       cross join unnest($1::uuid[]) with ordinality as p (id, n)
       cross join lateral (select date_trunc('day', now() at time zone $3) + make_interval(days => day,
         mins => 480 + quarter * 15 + case when quarter >= 16 then 60 else 0 end) as at) as t
      where extract(isodow from t.at) < 6 order by day, quarter, p.n`,
    [clinic.practitionerIds, clinic.patientIds, zone],
  )
  return rows.map((row) => ({ ...row, startsAt: row.startsAt.toISOString() }))
}

/**
 * Gives out the free quarters of an hour beyond the coming week, each once, practitioners taking turns; each patient is
 * in one place at a time.
 */
export const openFreeTimes = async (owner: pg.Client, clinic: Clinic): Promise<() => FreeTime> => {
  const times = (await readFreeTimes(owner, clinic)).values()
  return () => {
    const { value, done } = times.next()
    if (done) throw new Error('no free time is left to book: take fewer or shorter rounds')
    return value
  }
}
