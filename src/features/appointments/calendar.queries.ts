import type { Statement } from '#src/db/transact.ts'
import type { AvailabilityRule } from '#src/features/appointments/availability.schema.ts'

/** Everything that decides when one practitioner can be booked for one service, as the database answers it. */
export interface CalendarRow {
  practitionerId: string
  rules: AvailabilityRule[]
  timeOff: { siteId: string | null; from: string; until: string }[]
  extraHours: { siteId: string; from: string; until: string }[]
  timeZones: Record<string, string> | null
  /** Pairs of epoch milliseconds. */
  busy: [number, number][]
  /** Whether there are holds whose time is over: they are not busy, yet the table refuses their time until they lapse. */
  expiredHolds: boolean
  duration: string
  slotStep: string | null
  bufferBefore: string | null
  bufferAfter: string | null
  priceAmount: number
  priceCurrency: string
  payer: 'patient' | 'organisation'
  confidential: boolean
  minimumNotice: string
  bookingHorizon: string
  lateCancellationWindow: string
  reminderLeadTimes: string[]
  /** When the organisation leaves; null unless it does. */
  leavesAt: string | null
  /** The platform demands a data-processing agreement, and the organisation has none. */
  agreementMissing: boolean
}

const local = (column: string) => `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI')`

const periods = (table: string) => `(
  select coalesce(jsonb_agg(jsonb_build_object('siteId', t.site_id, 'from', ${local('t.local_from')}, 'until', ${local('t.local_until')})), '[]')
    from ${table} t where t.organisation_id = p.organisation_id and t.practitioner_id = p.id
     and t.local_until > ($2::timestamptz at time zone 'UTC') and t.local_from < ($3::timestamptz at time zone 'UTC'))`

/** What a question may leave open. */
const conditions = {
  organisationId: 'o.id =',
  practitionerId: 'sp.practitioner_id =',
  siteId: 'ps.site_id =',
  except: 'a.id <>',
}
type Narrowing = keyof typeof conditions
const narrowings = Object.keys(conditions) as Narrowing[]

const enteredOrganisation = `nullif(current_setting('app.organisation_id', true), '')::uuid`

// A condition stands there only when it is asked for: written "or null" it would be planned anew at every call.
const textOf = (asked: readonly Narrowing[]): string => {
  const given = (name: Narrowing) =>
    asked.includes(name) ? `and ${conditions[name]} $${asked.indexOf(name) + 5}` : ''
  return `
  select p.id as "practitionerId", coalesce(v.rules, '[]') as rules,
    ${periods('time_off')} as "timeOff", ${periods('extra_hours')} as "extraHours",
    (select jsonb_object_agg(s.id, s.time_zone) from practitioner_sites ps
       join sites s on s.organisation_id = ps.organisation_id and s.id = ps.site_id
      where ps.organisation_id = p.organisation_id and ps.practitioner_id = p.id ${given('siteId')}) as "timeZones",
    b.busy, b."expiredHolds",
    e.duration, e.slot_step as "slotStep", e.buffer_before as "bufferBefore", e.buffer_after as "bufferAfter",
    e.price_amount as "priceAmount", e.price_currency as "priceCurrency", e.payer, e.confidential,
    o.settings ->> 'minimumNotice' as "minimumNotice", o.settings ->> 'bookingHorizon' as "bookingHorizon",
    o.settings ->> 'lateCancellationWindow' as "lateCancellationWindow", o.settings -> 'reminderLeadTimes' as "reminderLeadTimes",
    o.leaves_at as "leavesAt",
    (exists (select from agreement_versions g where g.effective_from <= $4)
      and not exists (select from agreement_signatures s where s.organisation_id = o.id)) as "agreementMissing"
  from organisations o
  join services e on e.organisation_id = o.id and e.id = $1 and e.state = 'active'
  join service_practitioners sp on sp.organisation_id = o.id and sp.service_id = e.id ${given('practitionerId')}
  join practitioners p on p.organisation_id = o.id and p.id = sp.practitioner_id and p.state = 'active'
  left join availability v on v.organisation_id = o.id and v.practitioner_id = p.id
  cross join lateral (
    select coalesce(array_to_json(array_agg(array[date_part('epoch', a.busy_from) * 1000, date_part('epoch', a.busy_until) * 1000])
        filter (where a.status <> 'held' or a.expires_at > $4)), '[]') as busy,
      coalesce(bool_or(a.status = 'held' and a.expires_at <= $4), false) as "expiredHolds"
      from appointments a where a.organisation_id = p.organisation_id and a.practitioner_id = p.id
       and a.starts_at > $2 and a.starts_at < $3 ${given('except')}
       and (a.status in ('held', 'booked') or (a.status = 'completed' and not a.imported))) b
  where true ${given('organisationId') || `and o.id = ${enteredOrganisation}`} order by p.id`
}

const texts = new Map<string, string>()

const textFor = (asked: readonly Narrowing[]): string => {
  const key = asked.join()
  const text = texts.get(key) ?? textOf(asked)
  texts.set(key, text)
  return text
}

/** A service takes at most a day and so does each buffer; a wall clock is less than a day from UTC. */
const margin = 3 * 86_400_000

export interface CalendarQuestion {
  /** null: the organisation that the scope has entered. */
  organisationId: string | null
  serviceId: string
  practitionerId: string | null
  siteId: string | null
  /** Epoch milliseconds, half open. */
  range: { from: number; until: number }
  /** The appointment that is being moved: its present time is free for it. */
  except?: string
  at: string
}

/** The calendars of those who give a service, one row each; none where service or practitioner do not exist. */
export const calendarStatement = (question: CalendarQuestion): Statement => {
  const asked = narrowings.filter((name) => (question[name] ?? null) !== null)
  return {
    text: textFor(asked),
    values: [
      question.serviceId,
      new Date(question.range.from - margin),
      new Date(question.range.until + margin),
      question.at,
      ...asked.map((name) => question[name]),
    ],
  }
}
