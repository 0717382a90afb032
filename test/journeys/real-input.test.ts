import type { AddressInfo } from 'node:net'
import createClient from 'openapi-fetch'
import t from 'tap'
import { Temporal } from 'temporal-polyfill'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import { expectStatus, newAddress, password } from '#test/helpers/clinic.ts'
import { tokenTo } from '#test/helpers/outbox-mails.ts'
import { redisInstalled, startRedis } from '#test/helpers/redis.ts'
import {
  type EncounterRequest,
  lengths,
  modelOf,
  type Outcome,
  requestsOf,
  serviceFor,
} from '#test/journeys/encounter-requests.ts'
import {
  type FhirPatient,
  readEncounters,
  readOrganisations,
  readPatients,
  readPlaces,
  readPractitioners,
  sharedDataMissing,
} from '#test/journeys/shared-data.ts'
import { startWorkers } from '#workers/main.ts'
import type { paths } from '../../openapi/client.d.ts'

const zone = 'Europe/Stockholm'

const clientFor = (base: string, token: string) =>
  createClient<paths>({ baseUrl: base, headers: { authorization: `Bearer ${token}` } })
type Client = ReturnType<typeof clientFor>

const made = <A>({ data, error }: { data?: A; error?: unknown }): A => {
  if (data === undefined) throw new Error(`refused: ${JSON.stringify(error)}`)
  return data
}

/** One organisation of the data as a clinic of the API. */
interface Practice {
  organisationId: string
  practitionerId: string
  services: Map<number, string>
  reception: Client
  patients: Map<string, string>
  underAge: Set<string>
}

const accept = async (
  app: TestApp,
  base: string,
  email: string,
  names: { firstName: string; lastName: string },
) => {
  const token = await tokenTo(app, email)
  const answer = await app.call('POST', '/v1/invitations/accept', {
    body: { token, password, phone: '+46701234567', ...names },
  })
  return clientFor(base, expectStatus(answer, 200).body.accessToken)
}

const phoneOf = (patient: FhirPatient) => {
  const digits = patient.telecom?.find((one) => one.system === 'phone')?.value.replace(/\D/g, '')
  return digits ? { phone: `+1${digits}` } : {}
}

const registerPatients = async (practice: Practice, ids: Set<string>, people: Map<string, FhirPatient>) => {
  for (const id of ids) {
    const person = people.get(id)!
    const [name] = person.name
    const answer = await practice.reception.POST('/v1/organisations/{organisationId}/patients', {
      params: { path: { organisationId: practice.organisationId } },
      body: {
        firstName: name!.given.join(' '),
        lastName: name!.family,
        email: `${id}@people.example`,
        ...phoneOf(person),
        dateOfBirth: person.birthDate,
        externalId: id,
        informedAt: '2026-01-01T09:00:00Z',
      },
    })
    if (answer.response.status === 422) practice.underAge.add(id)
    else practice.patients.set(id, made(answer).id)
  }
}

const openPractice = async (
  app: TestApp,
  base: string,
  n: number,
  requests: EncounterRequest[],
): Promise<Practice> => {
  const place = readPlaces().filter((one) => one.address && one.city && one.zip)[n]!
  const name = readOrganisations().get(requests[0]!.organisation)!.name.trim()
  const doctor = readPractitioners().get(requests.find((one) => one.practitioner)!.practitioner!)!.name[0]!
  const adminEmail = newAddress('admin')
  const platform = clientFor(base, await app.signInAdministrator())
  const { id: organisationId } = made(
    await platform.POST('/v1/platform/organisations', {
      body: { kind: 'clinic', name, country: 'SE', timeZone: zone, language: 'sv', adminEmail },
    }),
  )
  const path = { organisationId }
  const admin = await accept(app, base, adminEmail, { firstName: 'Ada', lastName: 'Ek' })
  const site = made(
    await admin.POST('/v1/organisations/{organisationId}/sites', {
      params: { path },
      body: {
        name: place.name,
        timeZone: zone,
        address: { street: place.address, postalCode: place.zip, city: place.city, country: 'SE' },
      },
    }),
  )
  const practitioner = made(
    await admin.POST('/v1/organisations/{organisationId}/practitioners', {
      params: { path },
      body: {
        email: newAddress('doctor'),
        firstName: doctor.given.join(' '),
        lastName: doctor.family,
        title: doctor.prefix?.join(' ') ?? 'Dr.',
        phone: '+46701112233',
        specialties: [],
        languages: ['sv'],
        siteIds: [site.id],
        listed: true,
      },
    }),
  )
  const services = new Map<number, string>()
  for (const length of lengths)
    services.set(
      length,
      made(
        await admin.POST('/v1/organisations/{organisationId}/services', {
          params: { path },
          body: {
            name: `Visit of ${length} minutes`,
            duration: `PT${length}M`,
            slotStep: 'PT15M',
            price: { amount: 0, currency: 'SEK' },
            payer: 'patient',
            practitionerIds: [practitioner.id],
          },
        }),
      ).id,
    )
  made(
    await admin.PUT('/v1/organisations/{organisationId}/practitioners/{practitionerId}/availability', {
      params: { path: { organisationId, practitionerId: practitioner.id }, header: { 'If-Match': '"0"' } },
      body: {
        rules: [
          {
            siteId: site.id,
            weekdays: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'],
            from: '06:00',
            to: '22:00',
          },
        ],
      },
    }),
  )
  const email = newAddress('reception')
  made(
    await admin.POST('/v1/organisations/{organisationId}/invitations', {
      params: { path },
      body: { email, roles: ['receptionist'] },
    }),
  )
  const reception = await accept(app, base, email, { firstName: 'Rut', lastName: 'Ek' })
  return {
    organisationId,
    practitionerId: practitioner.id,
    services,
    reception,
    patients: new Map(),
    underAge: new Set(),
  }
}

const instantOf = (today: Temporal.PlainDate, { day, minute }: EncounterRequest): string =>
  today
    .add({ days: 2 + day })
    .toZonedDateTime({
      timeZone: zone,
      plainTime: Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 }),
    })
    .toInstant()
    .toString({ smallestUnit: 'second' })

const bookAll = async (
  practice: Practice,
  requests: EncounterRequest[],
  today: Temporal.PlainDate,
): Promise<Outcome> => {
  const outcome: Outcome = {
    booked: 0,
    taken: 0,
    notOffered: 0,
    tooLong: 0,
    underAge: 0,
    withoutPractitioner: 0,
  }
  for (const request of requests) {
    const length = serviceFor(request.length)
    if (request.practitioner === null) outcome.withoutPractitioner++
    else if (practice.underAge.has(request.patient)) outcome.underAge++
    else if (length === undefined) outcome.tooLong++
    else {
      const { response } = await practice.reception.POST('/v1/organisations/{organisationId}/appointments', {
        params: { path: { organisationId: practice.organisationId } },
        body: {
          practitionerId: practice.practitionerId,
          serviceId: practice.services.get(length)!,
          patientId: practice.patients.get(request.patient)!,
          startsAt: instantOf(today, request),
        },
      })
      if (response.status === 201) outcome.booked++
      else if (response.status === 409) outcome.taken++
      else if (response.status === 422) outcome.notOffered++
      else throw new Error(`a booking answered ${response.status}`)
    }
  }
  return outcome
}

const listAll = async (practice: Practice): Promise<string[]> => {
  const times: string[] = []
  let cursor: string | undefined
  do {
    const { data, nextCursor } = made(
      await practice.reception.GET('/v1/organisations/{organisationId}/appointments', {
        params: {
          path: { organisationId: practice.organisationId },
          query: { limit: 200, ...(cursor ? { cursor } : {}) },
        },
      }),
    )
    times.push(...data.map((one) => `${one.startsAt} ${one.endsAt}`))
    cursor = nextCursor ?? undefined
  } while (cursor)
  return times.sort()
}

const sum = (outcomes: Outcome[]): Outcome =>
  outcomes.reduce((a, b) => ({
    booked: a.booked + b.booked,
    taken: a.taken + b.taken,
    notOffered: a.notOffered + b.notOffered,
    tooLong: a.tooLong + b.tooLong,
    underAge: a.underAge + b.underAge,
    withoutPractitioner: a.withoutPractitioner + b.withoutPractitioner,
  }))

t.test(
  'ten years of encounters, booked by a generated client, end as a plain model of the rules says',
  { skip: sharedDataMissing },
  async (t) => {
    const redis = redisInstalled() ? { REDIS_URL: (await startRedis(t)).url } : {}
    const app = await startApp(t, redis)
    const workers = await startWorkers(app.deps)
    t.teardown(() => workers.close())
    await app.app.listen({ port: 0, host: '127.0.0.1' })
    const base = `http://127.0.0.1:${(app.app.server.address() as AddressInfo).port}`
    const people = readPatients()
    const plan = [...requestsOf(readEncounters()).values()]
    const practices: Practice[] = []
    for (const [n, requests] of plan.entries()) {
      const practice = await openPractice(app, base, n, requests)
      const booking = requests.filter((one) => one.practitioner !== null)
      await registerPatients(practice, new Set(booking.map((one) => one.patient)), people)
      practices.push(practice)
    }
    const today = Temporal.Instant.fromEpochMilliseconds(app.clock.now().getTime())
      .toZonedDateTimeISO(zone)
      .toPlainDate()
    const thirteenOn = (id: string) => Temporal.PlainDate.from(people.get(id)!.birthDate).add({ years: 13 })
    const isUnderAge = (id: string) => Temporal.PlainDate.compare(thirteenOn(id), today) > 0

    const began = performance.now()
    const outcomes = await Promise.all(plan.map((requests, n) => bookAll(practices[n]!, requests, today)))
    const seconds = (performance.now() - began) / 1000
    const total = sum(outcomes)
    const sent = total.booked + total.taken + total.notOffered
    t.comment(
      `${JSON.stringify(total)}; ${sent} requests in ${seconds.toFixed(1)} s, ${(sent / seconds).toFixed(0)} a second, queue on ${app.deps.queue.backend}`,
    )

    for (const [n, requests] of plan.entries()) {
      const { outcome, accepted } = modelOf(requests, isUnderAge)
      t.same(outcomes[n], outcome)
      const expected = accepted.map(({ day, from, until }) => {
        const at = (minute: number) =>
          new Date(instantOf(today, { day, minute } as EncounterRequest)).toISOString()
        return `${at(from)} ${at(until)}`
      })
      t.same(await listAll(practices[n]!), expected.sort())
    }
    t.equal(plan.flat().length, 2362)
  },
)
