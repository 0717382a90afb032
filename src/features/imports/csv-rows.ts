import { type CsvError, type Parser, parse } from 'csv-parse'
import { type FileRow, longestRow } from '#src/features/imports/file-row.ts'

/** Cells beyond these are no table of ours. */
const mostCells = 200

const separators = [',', ';', '\t']

/** What parts the cells: whichever of comma, semicolon and tab the header has most of. */
const separatorOf = (start: Buffer): string => {
  const [header = ''] = start.toString('utf8').split(/\r?\n/, 1)
  const counts = separators.map((one) => header.split(one).length)
  return separators[counts.indexOf(Math.max(...counts))] ?? ','
}

// What stands where the bytes were no UTF-8: a table of another encoding would store names that nobody has.
const isMisread = (cell: string) => cell.includes('\ufffd')

/** A parser that gives its records to `take` as it is written to, so that those before a fault are not lost with it. */
const openParser = (delimiter: string, take: (row: FileRow) => void): Parser => {
  const parser = parse({
    bom: true,
    delimiter,
    max_record_size: longestRow,
    relax_column_count: true,
    skip_empty_lines: true,
    on_record: (cells: string[], { lines: line }) => {
      if (cells.length > mostCells) take({ line, fault: 'wrongCount' })
      else take(cells.some(isMisread) ? { line, fault: 'notUtf8' } : { line, cells })
      return null
    },
  })
  // Whoever writes hears of it.
  parser.on('error', () => {})
  return parser.resume()
}

const done = (resolve: () => void, reject: (error: Error) => void) => (error?: Error | null) =>
  error ? reject(error) : resolve()

const write = (parser: Parser, bytes: Buffer) =>
  new Promise<void>((resolve, reject) => parser.write(bytes, done(resolve, reject)))

const finish = (parser: Parser) => new Promise<void>((resolve, reject) => parser.end(done(resolve, reject)))

const faultOf = (error: unknown, line: number): FileRow => {
  const { code } = error as CsvError
  if (!code?.startsWith('CSV_')) throw error
  return { line, fault: code === 'CSV_MAX_RECORD_SIZE' ? 'tooLong' : 'unreadable' }
}

/**
 * The records of a CSV file (RFC 4180), the header as the first; their lines are those on which they end. A quote
 * that is never closed, or a record that is too long, ends the file there, as nothing behind it can be told apart.
 */
export async function* csvRows(pieces: AsyncIterable<Buffer>): AsyncGenerator<FileRow> {
  let rows: FileRow[] = []
  let line = 0
  const take = (row: FileRow) => {
    line = row.line
    rows.push(row)
  }
  const read = (): FileRow[] => {
    const taken = rows
    rows = []
    return taken
  }
  let parser: Parser | null = null
  try {
    for await (const piece of pieces) {
      parser ??= openParser(separatorOf(piece), take)
      const fault = await write(parser, piece).then(
        () => null,
        (error) => faultOf(error, line + 1),
      )
      yield* read()
      if (fault) {
        yield fault
        return
      }
    }
    const fault =
      parser &&
      (await finish(parser).then(
        () => null,
        (error) => faultOf(error, line + 1),
      ))
    yield* read()
    if (fault) yield fault
  } finally {
    parser?.destroy()
  }
}
