import type { AddressInfo } from 'node:net'
import t from 'tap'
import { computeBenchmark } from '#src/features/reviews/benchmark.ts'
import { closeInvitations, inviteAfterVisits } from '#src/features/reviews/tend-invitations.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import { answered, type Client, clientFor } from '#test/helpers/client.ts'
import {
  book,
  type Clinic,
  expectStatus,
  openClinic,
  password,
  registerPatient,
} from '#test/helpers/clinic.ts'
import { fileFor } from '#test/helpers/data-requests.ts'
import { finishErasures } from '#test/helpers/erasures.ts'
import { sendDueMails, sentMails } from '#test/helpers/outbox-mails.ts'
import { requestsOf } from '#test/journeys/encounter-requests.ts'
import {
  type FhirPatient,
  readEncounters,
  readOrganisations,
  readPatients,
  sharedDataMissing,
} from '#test/journeys/shared-data.ts'

const steps = 8
const stepDays = 5
const day = 86_400_000
const opening = '2027-01-04T05:00:00.000Z'

type Deed = 'answers' | 'declines' | 'unsubscribes' | 'waits'

interface Visitor {
  /** The id of the data, and the patient's in the practice. */
  person: string
  patientId: string
  email: string
  name: string
  deed: Deed
  score: number
  care: number | null
}

interface Practice {
  clinic: Clinic
  visitors: Visitor[]
}

const numberOf = (id: string) => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_973, 7)

/** What somebody does with their invitation: who they are decides it. */
const visitorOf = (person: FhirPatient, patientId: string): Visitor => {
  const number = numberOf(person.id)
  const [name] = person.name
  const deeds: Deed[] = ['declines', 'unsubscribes', 'waits']
  return {
    person: person.id,
    patientId,
    email: `${person.id}@people.example`,
    name: `${name?.given.join(' ')} ${name?.family}`,
    deed: deeds[number % 12] ?? 'answers',
    score: number % 11,
    care: number % 3 === 0 ? null : (number % 5) + 1,
  }
}

const enrol = async (clinic: Clinic, ids: readonly string[], people: ReadonlyMap<string, FhirPatient>) => {
  const visitors: Visitor[] = []
  for (const id of ids) {
    const person = people.get(id)
    if (!person || person.birthDate > '2013-01-01') continue
    const [name] = person.name
    const patientId = await registerPatient(clinic, {
      firstName: name?.given.join(' '),
      lastName: name?.family,
      dateOfBirth: person.birthDate,
      email: `${id}@people.example`,
      informedAt: '2026-12-01T09:00:00Z',
    })
    visitors.push(visitorOf(person, patientId))
  }
  return visitors
}

const openPractices = async (app: TestApp): Promise<Practice[]> => {
  const people = readPatients()
  const organisations = readOrganisations()
  const plan = [...requestsOf(readEncounters())]
  const practices: Practice[] = []
  for (const [n, [organisation, requests]] of plan.entries()) {
    const clinic = await openClinic(app, {
      service: { price: { amount: 0, currency: 'SEK' } },
      name: organisations.get(organisation)?.name.trim() ?? '',
    })
    const { token } = clinic.admin
    const settings = expectStatus(await clinic.call('GET', '/settings', { token }), 200).body
    const aspects = [{ key: 'care', labels: { sv: 'Vård' } }]
    const reviews = { ...settings.reviews, automatic: true, aspects }
    const mailDisplayName = nameInMails(n)
    expectStatus(
      await clinic.call('PUT', '/settings', { token, body: { ...settings, mailDisplayName, reviews } }),
      200,
    )
    const ids = [...new Set(requests.map(({ patient }) => patient))]
    practices.push({ clinic, visitors: await enrol(clinic, ids, people) })
  }
  return practices
}

/** What a practice is called in mails and forms. */
const nameInMails = (n: number) => `Huset ${n + 1}`

/** Each person's visit, some each working week, half an hour after each other. */
const bookVisits = async ({ clinic, visitors }: Practice): Promise<Map<number, string[]>> => {
  const booked = new Map<number, string[]>()
  for (const [n, { patientId }] of visitors.entries()) {
    const step = n % steps
    const startsAt = new Date(
      Date.parse(opening) + (1 + step * stepDays) * day + (3 + Math.floor(n / steps) / 2) * 3_600_000,
    )
    const { body } = expectStatus(await book(clinic, patientId, startsAt.toISOString()), 201)
    booked.set(step, [...(booked.get(step) ?? []), body.id])
  }
  return booked
}

interface Links {
  review: string
  unsubscribe: string
}

const tokensOf = (text: string | undefined) =>
  Object.fromEntries(
    [...(text ?? '').matchAll(/\/links\/(review|unsubscribe)\?token=([\w-]+)/g)].map(([, purpose, token]) => [
      purpose,
      token,
    ]),
  ) as unknown as Links

/** Invitations that were mailed, each to whom. */
const invitationsOf = async (app: TestApp) =>
  (await sentMails(app)).flatMap(({ to, text }) => {
    const links = tokensOf(text)
    const [addressee] = to ?? []
    return links.review && addressee && 'address' in addressee ? [{ email: addressee.address, ...links }] : []
  })

const act = async (
  client: Client,
  { deed, score, care, name }: Visitor,
  link: ReturnType<typeof tokensOf>,
) => {
  const path = { token: link.review }
  if (deed === 'declines') await client.POST('/v1/reviews/{token}/decline', { params: { path } })
  if (deed === 'unsubscribes')
    await client.POST('/v1/unsubscribe/{token}', { params: { path: { token: link.unsubscribe } } })
  if (deed === 'answers')
    answered(
      await client.POST('/v1/reviews/{token}', {
        params: { path },
        body: { score, text: `Of ${name}`, ...(care === null ? {} : { aspects: { care } }) },
      }),
    )
}

const listAll = async (client: Client, organisationId: string) => {
  const found = []
  let cursor: string | undefined
  do {
    const page = answered(
      await client.GET('/v1/organisations/{organisationId}/reviews', {
        params: { path: { organisationId }, query: { limit: 7, ...(cursor ? { cursor } : {}) } },
      }),
    )
    if (typeof page === 'string') throw new Error('nobody asked for a table')
    found.push(...page.data)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return found
}

const round = (value: number) => Math.round(value * 10) / 10
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

/** What the reviews of a practice come to, counted plainly. */
const modelOf = (visitors: readonly Visitor[]) => {
  const reviewers = visitors.filter(({ deed }) => deed === 'answers')
  const scores = reviewers.map(({ score }) => score)
  const cares = reviewers.flatMap(({ care }) => care ?? [])
  const share = (isIt: (score: number) => boolean) => scores.filter(isIt).length / scores.length
  return {
    invited: visitors.length,
    answered: scores.length,
    distribution: Array.from({ length: 11 }, (_none, score) => scores.filter((one) => one === score).length),
    mean: round(sum(scores) / scores.length),
    aspects: [{ aspect: 'care', answers: cares.length, mean: round(sum(cares) / cares.length) }],
    promoters: (share((score) => score >= 9) - share((score) => score <= 6)) * 100,
  }
}

t.test(
  'the people of real data are asked after their visits, answer, are read, counted and forgotten as a plain model says',
  { skip: sharedDataMissing, timeout: 300_000 },
  async (t) => {
    const app = await startApp(t)
    app.clock.set(opening)
    const practices = await openPractices(app)
    await app.app.listen({ port: 0, host: '127.0.0.1' })
    const base = `http://127.0.0.1:${(app.app.server.address() as AddressInfo).port}`
    const visits = []
    for (const practice of practices) visits.push(await bookVisits(practice))
    const visitors = practices.flatMap((practice) => practice.visitors)
    t.ok(visitors.length > 60, `${visitors.length} people of the data`)

    const anybody = clientFor(base)
    const asked: string[] = []
    for (let step = 0; step < steps; step++) {
      app.clock.set(new Date(Date.parse(opening) + (2 + step * stepDays) * day).toISOString())
      for (const [n, { clinic }] of practices.entries()) {
        const token = await app.signIn(clinic.receptionist.email, password)
        for (const id of visits[n]?.get(step) ?? [])
          expectStatus(await clinic.call('POST', `/appointments/${id}/complete`, { token }), 200)
      }
      app.clock.shift('P2D')
      await inviteAfterVisits(app.deps)
      app.clock.shift('PT12H')
      await sendDueMails(app)
      for (const invitation of (await invitationsOf(app)).slice(asked.length)) {
        const form = answered(
          await anybody.GET('/v1/reviews/{token}', { params: { path: { token: invitation.review } } }),
        )
        asked.push(`${form.practice} ${invitation.email}`)
        const practice = practices.find((_one, n) => nameInMails(n) === form.practice)
        const visitor = practice?.visitors.find(({ email }) => email === invitation.email)
        if (visitor) await act(anybody, visitor, invitation)
      }
    }
    t.strictSame(
      [...asked].sort(),
      practices
        .flatMap((practice, n) => practice.visitors.map(({ email }) => `${nameInMails(n)} ${email}`))
        .sort(),
      'each one once by each practice that they visited',
    )

    for (const { clinic, visitors: some } of practices) {
      const client = clientFor(base, await app.signIn(clinic.admin.email, password))
      const organisationId = clinic.id
      const reviews = await listAll(client, organisationId)
      const expected = some.filter(({ deed }) => deed === 'answers')
      const shown = (score: number, care: number | undefined | null, name: string, email: string) =>
        `${score} ${care ?? '-'} ${name} ${email}`
      t.strictSame(
        reviews
          .map(({ score, aspects, reviewer }) =>
            shown(
              score,
              (aspects as { care?: number }).care,
              `${reviewer?.firstName} ${reviewer?.lastName}`,
              reviewer?.email ?? '',
            ),
          )
          .sort(),
        expected.map(({ score, care, name, email }) => shown(score, care, name, email)).sort(),
      )
      const summary = answered(
        await client.GET('/v1/organisations/{organisationId}/reviews/summary', {
          params: { path: { organisationId } },
        }),
      )
      const { promoters, ...counted } = modelOf(some)
      t.match(summary, counted)
      t.ok(Math.abs((summary.netPromoterScore?.value ?? 0) - promoters) < 0.06)
    }

    app.clock.set('2027-04-03T12:00:00.000Z')
    await closeInvitations(app.deps)
    t.equal(await computeBenchmark(app.deps), 1)
    const everybody = modelOf(visitors)
    for (const { clinic, visitors: some } of practices) {
      const organisationId = clinic.id
      const client = clientFor(base, await app.signIn(clinic.admin.email, password))
      const { quarters } = answered(
        await client.GET('/v1/organisations/{organisationId}/reviews/benchmark', {
          params: { path: { organisationId } },
        }),
      )
      const { answered: count, mean } = modelOf(some)
      t.match(quarters[0], { quarter: '2027-01-01', own: { answers: count, score: mean } })
      t.match(quarters[0]?.national, { suppressed: false, score: everybody.mean, organisations: '10-19' })
    }

    const [{ clinic, visitors: some } = practices[0] as Practice] = practices
    const leaver = some.find(({ deed }) => deed === 'answers') as Visitor
    const token = await app.signIn(clinic.admin.email, password)
    const admin = { ...clinic, admin: { ...clinic.admin, token } }
    const before = expectStatus(await clinic.call('GET', '/reviews/summary', { token }), 200).body
    expectStatus(await fileFor(app, admin, { kind: 'erasure', patientId: leaver.patientId }), 201)
    app.clock.shift('PT73H')
    await finishErasures(app)
    const client = clientFor(base, await app.signIn(clinic.admin.email, password))
    const left = await listAll(client, clinic.id)
    t.equal(left.length, modelOf(some).answered - 1)
    t.notOk(JSON.stringify(left).includes(leaver.person), 'no way back to the person')
    const after = answered(
      await client.GET('/v1/organisations/{organisationId}/reviews/summary', {
        params: { path: { organisationId: clinic.id } },
      }),
    )
    t.strictSame(after, before, 'the score stays')
  },
)
