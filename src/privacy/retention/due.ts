import type { TSchema } from '@sinclair/typebox'
import type { RegisteredTable } from '#src/privacy/register.ts'
import { outlivedUntil } from '#src/privacy/retention/periods.ts'
import { dateAt } from '#src/schema/calendar.ts'

/** By which calendar and settings rows fall due. */
export interface RetentionCalendar {
  /** ISO 8601: what is due then. */
  readonly at: string
  /** Of the organisation; fixed periods count in UTC. */
  readonly timeZone: string
  /** ISO 8601 durations in force, by the name of the setting. */
  readonly periods: Readonly<Record<string, string>>
}

/**
 * Which rows of a table are due: those whose column is not after `until`, or of dates not after the day before it; of
 * `booking` those among them whose period is over on the organisation's calendar at `at`.
 */
export interface Due {
  readonly column: string
  readonly until: string | number
  readonly of: 'instant' | 'date' | 'milliseconds' | 'booking'
  readonly at: string
}

const kindOf = (schema: TSchema | undefined): Due['of'] => {
  if (schema?.format === 'date') return 'date'
  return [schema?.type].flat().includes('integer') ? 'milliseconds' : 'instant'
}

const untilColumn = (table: RegisteredTable, column: string, calendar: RetentionCalendar): Due => {
  const of = kindOf(table.columns.find(({ name }) => name === column)?.schema)
  const { at, timeZone } = calendar
  if (of === 'date') return { column, of, until: dateAt(at, timeZone), at }
  return { column, of, until: of === 'milliseconds' ? Date.parse(at) : at, at }
}

/**
 * Which rows of a table are due by its declaration; null where none ever is, or where they go by the month
 * (`accessTrailYears`).
 */
export const dueOf = (table: RegisteredTable, calendar: RetentionCalendar): Due | null => {
  const { retention } = table
  const { at, timeZone, periods } = calendar
  if (retention.kind === 'untilColumn') return untilColumn(table, retention.column, calendar)
  if (retention.kind === 'asLongAsSubject' && retention.orUntil)
    return untilColumn(table, retention.orUntil, calendar)
  if (retention.kind === 'period') {
    const until = outlivedUntil(at, retention.period, 'UTC')
    return { column: retention.after, of: 'instant', until, at }
  }
  if (retention.kind !== 'setting') return null
  const period = periods[retention.setting]
  if (period === undefined) return null
  return { column: retention.after, of: 'booking', until: outlivedUntil(at, period, timeZone), at }
}
