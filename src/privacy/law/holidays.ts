import type { WorkCalendar } from '#src/privacy/law/due-date.ts'

interface Holiday {
  type: string
  start: Date
  end: Date
  date: string
}

interface HolidayList {
  getHolidays(year: number): Holiday[]
}

const lists = new Map<string, Promise<HolidayList>>()

// The rules of all the world's holidays: 35 MB of memory and 0.2 s, spent by who first asks.
const openList = (country: string, region: string | null): Promise<HolidayList> => {
  const name = `${country}-${region ?? ''}`
  const known = lists.get(name)
  if (known) return known
  const opened = import('date-holidays').then(({ default: Holidays }) =>
    region === null ? new Holidays(country) : new Holidays(country, region),
  ) as Promise<HolidayList>
  lists.set(name, opened)
  return opened
}

const dayMilliseconds = 86_400_000

const daysOf = ({ date, start, end }: Holiday): string[] => {
  const count = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMilliseconds))
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`)
  return Array.from({ length: count }, (_none, n) =>
    new Date(first + n * dayMilliseconds).toISOString().slice(0, 10),
  )
}

/**
 * The public holidays of a country, and days that an organisation adds. Bank holidays are not among them; a holiday
 * that is not known makes a deadline earlier, never later.
 * @param country ISO 3166-1 alpha-2; one without a list has no holidays
 * @param options region: of a country whose holidays differ inside (DE, GB); extraDays: `YYYY-MM-DD`
 */
export const loadHolidays = async (
  country: string,
  options: { region?: string | null; extraDays?: readonly string[] } = {},
): Promise<WorkCalendar> => {
  const list = await openList(country, options.region ?? null)
  const years = new Map<number, ReadonlySet<string>>()
  const extra = new Set(options.extraDays)
  const inYear = (year: number) => {
    const known = years.get(year)
    if (known) return known
    const days = list.getHolidays(year) ?? []
    const found = new Set(days.filter(({ type }) => type === 'public').flatMap(daysOf))
    years.set(year, found)
    return found
  }
  return { isHoliday: (day) => extra.has(day) || inYear(Number(day.slice(0, 4))).has(day) }
}
