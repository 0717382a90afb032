import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import { snakeCase } from '#src/db/snake-case.ts'
import { yieldToOthers } from '#src/db/yield-to-others.ts'
import type { Deps } from '#src/deps.ts'
import {
  type ColumnScan,
  listScannedTables,
  listTextColumns,
  type ScannedTable,
  scanPages,
} from '#src/privacy/erasure/scan.queries.ts'
import { patternsOf, type TracePatterns, type Traces } from '#src/privacy/erasure/traces.ts'
import { register } from '#src/privacy/register.ts'

/** What a pass looked through, and where it found something: `schema.table.column`, `queue` or `mail files`. */
export interface ScanResult {
  readonly bytes: number
  readonly found: readonly string[]
}

/** Two megabytes at a time: what a pass holds does not grow with what it reads. */
const pagesAtOnce = 256

const physical = (name: string) => {
  const [schema, table] = name.includes('.') ? name.split('.') : ['public', name]
  return `${schema}.${snakeCase(table ?? '')}`
}

/** How the register wants each column looked through: what is sealed tells nothing without its key. */
const declared: ReadonlyMap<string, 'skipped' | 'kept'> = new Map(
  register.flatMap((table) => {
    const keptRows = table.subjects.some(({ erased }) => erased === 'keep')
    return table.columns.flatMap(({ name, privacy }): [string, 'skipped' | 'kept'][] => {
      const place = `${physical(table.name)}.${snakeCase(name)}`
      if (privacy.sealed || privacy.ofOrganisation) return [[place, 'skipped']]
      const kept = keptRows || (privacy.erasure.action === 'keep' && privacy.category !== 'none')
      return kept ? [[place, 'kept']] : []
    })
  }),
)

const scanOf = (
  table: ScannedTable,
  { name, kind }: { name: string; kind: Exclude<ColumnScan, 'kept'> },
): { name: string; kind: ColumnScan }[] => {
  const how = declared.get(`${table.name}.${name}`)
  if (how === 'skipped') return []
  if (how !== 'kept') return [{ name, kind }]
  // Ids may stand there, and nothing else of the person.
  return kind === 'text' ? [{ name, kind: 'kept' }] : []
}

/** The pages of one table, a stretch per transaction: nothing is kept from vacuum for long, and nothing from anybody. */
const scanTable = async (
  deps: Deps,
  table: ScannedTable,
  patterns: TracePatterns,
): Promise<{ bytes: number; columns: ReadonlySet<string> }> => {
  const columns = (await withJob(deps, PLATFORM_ID, ({ tx }) => listTextColumns(tx, table.id))).flatMap(
    (column) => scanOf(table, column),
  )
  const found = new Set<string>()
  let bytes = 0
  if (columns.length === 0) return { bytes, columns: found }
  for (let from = 0; from < table.pages; from += pagesAtOnce) {
    const stretch = { from, until: from + pagesAtOnce }
    const began = performance.now()
    const read = await withJob(deps, PLATFORM_ID, ({ tx }) =>
      scanPages(tx, table.id, columns, stretch, patterns),
    )
    bytes += Number(read.bytes)
    for (const column of read.found) found.add(column)
    if (stretch.until < table.pages) await yieldToOthers(began)
  }
  return { bytes, columns: found }
}

const scanTexts = async (
  texts: AsyncIterable<{ name: string; text: string }>,
  pattern: RegExp,
): Promise<{ bytes: number; found: boolean }> => {
  let bytes = 0
  let found = false
  for await (const { name, text } of texts) {
    bytes += text.length
    if (pattern.test(name.toLowerCase()) || pattern.test(text.toLowerCase())) found = true
  }
  return { bytes, found }
}

/**
 * One pass over everything that is stored in clear: each table of each schema, the queue where it is kept elsewhere, and
 * mails in the folder. Columns that the register keeps are not looked through for ids.
 * @param traces of all whom it looks for at once
 */
export const scanEverything = async (deps: Deps, traces: readonly Traces[]): Promise<ScanResult> => {
  const patterns = patternsOf(traces)
  const tables = await withJob(deps, PLATFORM_ID, ({ tx }) => listScannedTables(tx))
  const found = new Set<string>()
  let bytes = 0
  for (const table of tables) {
    const read = await scanTable(deps, table, patterns)
    bytes += read.bytes
    for (const column of read.columns) found.add(`${table.name}.${column}`)
  }
  const queue = await scanTexts(deps.queue.texts(), new RegExp(patterns.all))
  const inMails = patternsOf(traces.filter((one) => one.mails))
  const mails = await scanTexts(deps.mailer.texts(), new RegExp(inMails.all))
  if (queue.found) found.add('queue')
  if (mails.found) found.add('mail files')
  return { bytes: bytes + queue.bytes + mails.bytes, found: [...found].sort() }
}
