import type { FileRow } from '#src/features/imports/file-row.ts'
import { parseRow } from '#src/features/imports/file-rows.ts'
import { type Finding, type ReadRow, RefusedRow } from '#src/features/imports/findings.ts'
import { type ImportKind, placesOf } from '#src/features/imports/import-template.ts'

/** What a row says, for those that can be stored. */
export interface SourceRow<T> {
  readonly line: number
  readonly sourceId: string
  readonly value: T
}

/** A row of the file, read. */
export interface ReadLine<T> {
  readonly line: number
  /** Undefined where nothing of it can be stored. */
  readonly row?: SourceRow<T>
  readonly error?: Finding
  readonly ignored: readonly Finding[]
  /** The header of a CSV file: no row. */
  readonly header?: true
}

/** How a kind of thing is read, from JSON and from the cells of the template. */
export interface RowReader<T> {
  readonly kind: ImportKind
  json(value: unknown): ReadRow<T>
  csv(cell: (column: string) => string | undefined): ReadRow<T>
}

/** Where the columns of a CSV file stand; known once its header was read. */
interface Table {
  width: number
  places: ReadonlyMap<string, number>
}

const headerOf = (
  { line, cells = [] }: FileRow,
  kind: ImportKind,
  columns: readonly string[] | null,
): { table: Table; line: ReadLine<never> } => {
  const names = columns ?? cells.map((name) => name.trim())
  const { places, strangers } = placesOf(kind, names)
  // A column that the caller leaves out by name is no news.
  const unknown = columns ? [] : strangers.filter((n) => names[n] !== '')
  const ignored = unknown.map((n): Finding => ({ pointer: `/columns/${n}`, code: 'unknownColumn' }))
  return { table: { width: cells.length, places }, line: { line, ignored, header: true } }
}

const readCells = <T>(
  reader: RowReader<T>,
  cells: readonly string[],
  { width, places }: Table,
): ReadRow<T> => {
  if (cells.length !== width) throw new RefusedRow('', 'wrongCount')
  return reader.csv((column) => cells[places.get(column) ?? -1])
}

const readRow = <T>(reader: RowReader<T>, row: FileRow, table: Table | null): ReadRow<T> => {
  if (row.fault) throw new RefusedRow('', row.fault)
  if (row.cells) return readCells(reader, row.cells, table ?? { width: 0, places: new Map() })
  return reader.json(parseRow(row.json ?? Buffer.alloc(0)))
}

/**
 * Reads the rows of a file. A row whose id was in an earlier one is refused.
 * @param columns the template's names of a CSV file's columns; null: its header names them
 */
export async function* readLines<T>(
  rows: AsyncIterable<FileRow>,
  reader: RowReader<T>,
  columns: readonly string[] | null,
): AsyncGenerator<ReadLine<T>> {
  const seen = new Set<string>()
  let table: Table | null = null
  for await (const row of rows) {
    if (row.cells && table === null) {
      const header = headerOf(row, reader.kind, columns)
      table = header.table
      yield header.line
      continue
    }
    const { line } = row
    try {
      const read = readRow(reader, row, table)
      if (read.kind === 'leftOut') yield { line, ignored: read.ignored }
      else if (seen.has(read.sourceId)) throw new RefusedRow('', 'duplicate')
      else {
        seen.add(read.sourceId)
        yield { line, row: { line, sourceId: read.sourceId, value: read.value }, ignored: read.ignored }
      }
    } catch (error) {
      if (!(error instanceof RefusedRow)) throw error
      yield { line, error: error.finding, ignored: [] }
    }
  }
}
