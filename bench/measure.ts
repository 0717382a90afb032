import { type Bench, openBench } from './bench.ts'
import { comingAppointments, fillCalendars, openFreeTimes, writeNotes } from './calendars.ts'
import {
  type Clinic,
  employ,
  makeClinic,
  makePeople,
  type Person,
  practitionersOfClinic,
  tokensOf,
} from './clinic.ts'
import { measureErasures } from './erasure.ts'
import { measureImport } from './import.ts'
import { connections, load, median } from './load.ts'
import { fillPatients, searchNames } from './name-search.ts'
import type { Options } from './options.ts'
import { type Ground, hotPaths, type Path } from './paths.ts'
import { measureReady } from './ready.ts'
import type { Figure } from './report.ts'
import { measureReviews } from './reviews.ts'
import { measureSignIns } from './sign-in.ts'
import { percentile } from './steady-calls.ts'
import { measureSweep } from './sweep.ts'

type Say = (text: string) => void

const smallest = 1_000
const clinics = 10
// Until the hot code is compiled and everybody has seen the patients of the path for the first time.
const warmingSeconds = 5
const mostMebibytes = 250
const mostSeconds = 2
const largestSlowdown = 2
const searchedPatients = 100_000
const slowestSearch = 50

const growCalendars = async (bench: Bench, first: Clinic, from: number, until: number) => {
  const others = Array.from({ length: clinics - 1 }, () => makeClinic(bench.deps, bench.owner))
  const each = Math.ceil(until / (clinics * practitionersOfClinic))
  await fillCalendars(bench.owner, first, from / practitionersOfClinic, each)
  for (const clinic of await Promise.all(others)) await fillCalendars(bench.owner, clinic, 0, each)
  await bench.database.settle()
}

const prepare = async (bench: Bench): Promise<{ ground: Ground; receptionists: Person[] }> => {
  const { owner, deps } = bench
  const clinic = await makeClinic(deps, owner)
  await fillCalendars(owner, clinic, 0, smallest / practitionersOfClinic)
  const half = practitionersOfClinic / 2
  const plain = await comingAppointments(owner, clinic, clinic.practitionerIds.slice(0, half))
  const noted = await comingAppointments(owner, clinic, clinic.practitionerIds.slice(half))
  await writeNotes(deps, owner, clinic, noted)
  const receptionists = await makePeople(deps, owner, connections)
  await employ(deps, owner, clinic, receptionists)
  await bench.database.settle()
  const ground: Ground = {
    serviceUrl: bench.service.url,
    floorUrl: bench.floor.url,
    untrailedUrl: bench.untrailed?.url ?? null,
    clinic,
    tokens: [],
    plainIds: plain.map(({ id }) => id),
    notedIds: noted.map(({ id }) => id),
    nextFreeTime: await openFreeTimes(owner, clinic),
  }
  return { ground, receptionists }
}

/** Rates of the service alone. */
const rateOf = async ({ service }: Path, { rounds, seconds }: Options): Promise<number> => {
  await load(service, warmingSeconds)
  const rates: number[] = []
  for (let round = 0; round < rounds; round++) rates.push(await load(service, seconds))
  return median(rates)
}

/** Rates of the service and its floor, round by round in turns, so that both meet the same weather. */
const compare = async (path: Path, { rounds, seconds }: Options): Promise<Figure> => {
  for (const work of [path.service, path.floor]) await load(work, warmingSeconds)
  const service: number[] = []
  const floor: number[] = []
  for (let round = 0; round < rounds; round++) {
    service.push(await load(path.service, seconds))
    floor.push(await load(path.floor, seconds))
  }
  const [value, against] = [median(service), median(floor)]
  const aim = path.aim === null ? '' : `≥ ${path.aim * 100} %`
  const met = path.aim === null ? null : value / against >= path.aim
  return { name: path.name, value, unit: '/s', floor: against, aim, met }
}

const signInFigures = async (bench: Bench, ground: Ground, options: Options): Promise<Figure[]> => {
  const people = await makePeople(bench.deps, bench.owner, connections)
  const found = await measureSignIns(ground, people, options)
  const { p99Alone, p99Beside, signInsPerSecond, readsPerSecond } = found
  return [
    { name: 'sign-ins at their cap', value: signInsPerSecond, unit: '/s', floor: null, aim: '', met: null },
    {
      name: `p99 of ${readsPerSecond.toLocaleString('en')} reads/s beside sign-ins at their cap (without)`,
      value: p99Beside,
      unit: 'ms',
      floor: p99Alone,
      aim: `≤ ${largestSlowdown * 100} %`,
      met: p99Beside / p99Alone <= largestSlowdown,
    },
  ]
}

const searchFigures = async (ground: Ground): Promise<Figure[]> => {
  const took = await searchNames(ground.serviceUrl, ground.clinic, ground.tokens[0]!)
  const figure = (name: string, share: number, most: number | null): Figure => {
    const value = percentile(took, share)
    const aim = most === null ? '' : `≤ ${most} ms`
    return { name, value, unit: 'ms', floor: null, aim, met: most === null ? null : value <= most }
  }
  const among = `of a search by name among ${searchedPatients.toLocaleString('en')} patients`
  return [figure(`median ${among}`, 0.5, null), figure(`p99 ${among}`, 0.99, slowestSearch)]
}

const memoryFigure = async (bench: Bench): Promise<Figure[]> => {
  const memory = await bench.service.memory()
  if (!memory) return []
  const met = memory.peak <= mostMebibytes
  const name = 'resident memory of the service at its highest'
  return [{ name, value: memory.peak, unit: 'MiB', floor: null, aim: `≤ ${mostMebibytes} MiB`, met }]
}

/**
 * Fills a database of its own and measures everything that was asked for.
 * @throws Error when an answer under load was no success
 */
export const measure = async (
  options: Options,
  say: Say,
): Promise<{ figures: Figure[]; postgresql: string }> => {
  const wanted = (part: string) => options.only.length === 0 || options.only.includes(part)
  const figures: Figure[] = []
  const bench = await openBench(options)
  const tell = (figure: Figure) => {
    figures.push(figure)
    say(`${figure.name}: ${figure.value.toFixed(2)} ${figure.unit}`)
  }
  try {
    const { ground: made, receptionists } = await prepare(bench)
    const ground = () => ({ ...made, tokens: tokensOf(bench.app, receptionists) })
    const names = Object.keys(hotPaths(made)).filter(wanted)
    const small = new Map<string, number>()
    const fill = async () => {
      if (options.appointments <= smallest) return
      say(`Filling ${options.appointments.toLocaleString('en')} appointments`)
      await growCalendars(bench, made.clinic, smallest, options.appointments)
    }
    if (options.appointments > smallest && wanted('growth'))
      for (const name of names) small.set(name, await rateOf(hotPaths(ground())[name]!, options))
    if (wanted('erasure')) await measureErasures(bench, ground, options.rounds, fill, tell)
    else await fill()
    for (const name of names) {
      const path = hotPaths(ground())[name]!
      const figure = await compare(path, options)
      tell(figure)
      const before = small.get(name)
      if (before !== undefined)
        figures.push({
          ...figure,
          name: `${name}: ${options.appointments.toLocaleString('en')} appointments against ${smallest.toLocaleString('en')}`,
          floor: before,
          aim: '',
          met: null,
        })
    }
    if (wanted('sign-in')) for (const figure of await signInFigures(bench, ground(), options)) tell(figure)
    if (wanted('search')) {
      say(`Registering ${searchedPatients.toLocaleString('en')} patients`)
      await fillPatients(bench, made.clinic, searchedPatients)
      for (const figure of await searchFigures(ground())) tell(figure)
    }
    if (wanted('sweep')) for (const figure of await measureSweep(bench, ground, options.rounds)) tell(figure)
    if (wanted('import')) for (const figure of await measureImport(bench, made.clinic)) tell(figure)
    if (wanted('reviews')) {
      say(`Giving ${options.answers.toLocaleString('en')} answers`)
      for (const figure of await measureReviews(bench, made.clinic, options.answers)) tell(figure)
    }
    for (const figure of await memoryFigure(bench)) tell(figure)
  } finally {
    await bench.close()
  }
  if (wanted('ready')) {
    const value = await measureReady(options.rounds)
    const aim = `≤ ${mostSeconds} s`
    const name = 'ready after its start on an initialised embedded database'
    tell({ name, value, unit: 's', floor: null, aim, met: value <= mostSeconds })
  }
  return { figures, postgresql: bench.database.version }
}
