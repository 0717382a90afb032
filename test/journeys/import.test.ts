import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import { type Clinic, expectStatus, newAddress, openClinic } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { jsonLines, sendImport, showImport } from '#test/helpers/imports.ts'
import { until } from '#test/helpers/until.ts'
import {
  type FhirEncounter,
  idOf,
  readEncounters,
  readPatients,
  readPractitioners,
  sharedDataFolder,
  sharedDataMissing,
} from '#test/journeys/shared-data.ts'
import { startWorkers } from '#workers/main.ts'

const now = '2026-11-21T09:00:00.000Z'

/** Thirteen calendar months before the day of the test, the same time of the day. */
const oldest = '2025-10-21T09:00:00.000Z'

const patients = () => readFileSync(join(sharedDataFolder, 'patients.ndjson'))

/** What the rules make of the encounters, counted plainly. */
const countOf = (encounters: FhirEncounter[], underAge: ReadonlySet<string>) => {
  const counts = { created: 0, agedOut: 0, failed: 0 }
  const months = new Map<string, number>()
  for (const { subject, period, participant } of encounters) {
    const end = new Date(period.end).toISOString()
    if (underAge.has(idOf(subject.reference))) counts.failed++
    else if (end <= oldest) {
      counts.agedOut++
      // Stockholm's calendar: by its own zone's rules, as the clinic lies there.
      const month = new Intl.DateTimeFormat('sv-SE', {
        timeZone: 'Europe/Stockholm',
        year: 'numeric',
        month: '2-digit',
      }).format(new Date(period.start))
      months.set(month, (months.get(month) ?? 0) + 1)
    } else if (!participant?.[0]?.individual) counts.failed++
    else counts.created++
  }
  return { counts, months }
}

const underAgeOn = (day: string) =>
  new Set(
    [...readPatients().values()]
      .filter(({ birthDate }) => `${Number(birthDate.slice(0, 4)) + 13}${birthDate.slice(4)}` > day)
      .map(({ id }) => id),
  )

/** The encounters with the last one ending on 20 November 2026. */
const shiftedToToday = (encounters: FhirEncounter[]): FhirEncounter[] => {
  const last = Math.max(...encounters.map(({ period }) => Date.parse(period.end)))
  const shift = Date.parse('2026-11-20T16:00:00Z') - last
  const moved = (instant: string) => new Date(Date.parse(instant) + shift).toISOString()
  return encounters.map((one) => ({
    ...one,
    period: { start: moved(one.period.start), end: moved(one.period.end) },
  }))
}

const addPractitioners = async (clinic: Clinic) => {
  for (const { id, name } of readPractitioners().values()) {
    const body = {
      email: newAddress('doctor'),
      firstName: name[0]!.given.join(' '),
      lastName: name[0]!.family,
      title: 'Dr.',
      phone: '+46701112233',
      siteIds: [clinic.siteId],
      listed: false,
      externalId: id,
    }
    expectStatus(await clinic.call('POST', '/practitioners', { token: clinic.admin.token, body }), 201)
  }
}

const openPractice = async (t: Test, app: TestApp): Promise<Clinic> => {
  const workers = await startWorkers(app.deps)
  t.teardown(() => workers.close())
  const clinic = await openClinic(app)
  await addPractitioners(clinic)
  return clinic
}

const finished = async (clinic: Clinic, query: string, content: string | Buffer) => {
  const { id, state } = expectStatus(await sendImport(clinic, query, content), 202).body
  let found: Awaited<ReturnType<typeof showImport>> | undefined
  await until(
    'the import ends',
    async () => {
      const { body } = await clinic.call('GET', `/imports/${id}`, { token: clinic.practitioner.token })
      if (body.state === 'completed' || body.state === 'failed') found = await showImport(clinic, id)
      return found !== undefined
    },
    120_000,
  )
  if (!found) throw new Error('the import has not ended')
  return { queued: state, rows: found.rows, ...found }
}

const statisticsOf = async (t: Test, app: TestApp) => {
  const owner = await connectTo(t, app.database.ownerUrl)
  const { rows } = await owner.query(
    `select to_char(month, 'YYYY-MM') as month, sum(completed)::int as visits from monthly_statistics group by 1 order by 1`,
  )
  return new Map<string, number>(rows.map(({ month, visits }) => [month, visits]))
}

const informed = 'kind=patients&onError=skip&informedAt=2026-11-01T09:00:00Z'
const visits = 'kind=appointments&onError=skip'

t.test('P65: real people and their encounters', { skip: sharedDataMissing }, async (t) => {
  const app = await startApp(t)
  app.clock.set(now)
  const clinic = await openPractice(t, app)
  const underAge = underAgeOn('2026-11-21')
  const encounters = readEncounters()

  await t.test('of 300 people those below the minimum age are refused, row by row', async (t) => {
    const first = await finished(clinic, informed, patients())
    t.match(first, { queued: 'queued', state: 'completed', failure: null })
    t.match(first.rows, { total: 300, created: 281, failed: 19, unchanged: 0, updated: 0 })
    t.equal(300 - underAge.size, 281)
    const lines = patients().toString().split('\n')
    t.strictSame(first.errors.map(({ line }) => JSON.parse(lines[line - 1]!).id).sort(), [...underAge].sort())
    t.ok(first.errors.every(({ pointer }) => pointer === '/birthDate'))
    const again = await finished(clinic, informed, patients())
    t.match(again.rows, { total: 300, created: 0, updated: 0, unchanged: 281, failed: 19 })
  })

  await t.test('of 8,706 encounters what is kept, what is counted and what is refused', async (t) => {
    const before = countOf(encounters, underAge)
    t.strictSame(before.counts, { created: 0, agedOut: 8407, failed: 299 })
    const old = await finished(clinic, visits, jsonLines(encounters))
    t.match(old.rows, { total: 8706, ...before.counts, unchanged: 0 })
    t.strictSame(await statisticsOf(t, app), new Map([...before.months].sort()))
  })
})

t.test('P65: the same encounters, the last of them yesterday', { skip: sharedDataMissing }, async (t) => {
  const app = await startApp(t)
  app.clock.set(now)
  const clinic = await openPractice(t, app)
  const encounters = shiftedToToday(readEncounters())
  await finished(clinic, informed, patients())
  const { counts, months } = countOf(encounters, underAgeOn('2026-11-21'))
  t.strictSame(counts, { created: 599, agedOut: 7807, failed: 300 })

  const first = await finished(clinic, visits, jsonLines(encounters))
  t.match(first.rows, { total: 8706, ...counts, unchanged: 0 })
  t.strictSame(await statisticsOf(t, app), new Map([...months].sort()))
  const owner = await connectTo(t, app.database.ownerUrl)
  const stored = await owner.query(
    `select count(*)::int as count from appointments where status = 'completed' and imported`,
  )
  t.strictSame(stored.rows, [{ count: 599 }])

  const again = await finished(clinic, visits, jsonLines(encounters))
  t.match(again.rows, { created: 0, updated: 0, unchanged: 8406, agedOut: 0, failed: 300 })
  t.strictSame(await statisticsOf(t, app), new Map([...months].sort()))
})
