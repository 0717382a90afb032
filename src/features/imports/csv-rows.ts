import { Readable } from 'node:stream'
import { type CsvError, type Options, parse } from 'csv-parse'
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

async function* withFirst(first: Buffer, pieces: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value
}

const options = (delimiter: string): Options => ({
  bom: true,
  delimiter,
  info: true,
  max_record_size: longestRow,
  relax_column_count: true,
  skip_empty_lines: true,
})

interface Parsed {
  info: { lines: number }
  record: string[]
}

/**
 * The records of a CSV file (RFC 4180), the header as the first; their lines are those on which they end. A quote
 * that is never closed, or a record that is too long, ends the file there, as nothing behind it can be told apart.
 */
export async function* csvRows(pieces: AsyncIterable<Buffer>): AsyncGenerator<FileRow> {
  const iterator = pieces[Symbol.asyncIterator]()
  const first = await iterator.next()
  if (first.done) return
  const source = Readable.from(withFirst(first.value, iterator), { objectMode: false })
  const parser = parse(options(separatorOf(first.value)))
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let line = 0
  try {
    for await (const { info, record } of parser as AsyncIterable<Parsed>) {
      line = info.lines
      yield record.length > mostCells ? { line, fault: 'wrongCount' } : { line, cells: record }
    }
  } catch (error) {
    const { code } = error as CsvError
    if (!code?.startsWith('CSV_')) throw error
    yield { line: line + 1, fault: code === 'CSV_MAX_RECORD_SIZE' ? 'tooLong' : 'unreadable' }
  } finally {
    source.destroy()
    parser.destroy()
  }
}
