import { isUtf8 } from 'node:buffer'
import { parse as parseJson } from 'secure-json-parse'
import { bundleEntries } from '#src/features/imports/bundle-entries.ts'
import { csvRows } from '#src/features/imports/csv-rows.ts'
import { type FileRow, type ImportFormat, longestRow } from '#src/features/imports/file-row.ts'
import { RefusedRow } from '#src/features/imports/findings.ts'
import { jsonDepth } from '#src/schema/json-depth.ts'

/** JSON nested deeper than this is refused. */
const deepest = 32

const newline = 10

/** The lines of a file of JSON lines, blank ones left out; one that is too long is passed over and named. */
async function* jsonLines(pieces: AsyncIterable<Buffer>): AsyncGenerator<FileRow> {
  let rest: Buffer[] = []
  let size = 0
  let line = 1
  const take = (bytes: Buffer): FileRow | null => {
    const tooLong = size + bytes.length > longestRow
    const json = tooLong ? Buffer.alloc(0) : Buffer.concat([...rest, bytes])
    rest = []
    size = 0
    if (tooLong) return { line, fault: 'tooLong' }
    return json.toString('latin1').trim() === '' ? null : { line, json }
  }
  for await (const piece of pieces) {
    let start = 0
    for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, start)) {
      const row = take(piece.subarray(start, end))
      if (row) yield row
      line++
      start = end + 1
    }
    const tail = piece.subarray(start)
    size += tail.length
    if (size <= longestRow) rest.push(Buffer.from(tail))
    else rest = []
  }
  const last = size > 0 ? take(Buffer.alloc(0)) : null
  if (last) yield last
}

/** A file's rows, one after the other; of the file no more is held than a row and a piece. */
export const fileRows = (pieces: AsyncIterable<Buffer>, format: ImportFormat): AsyncGenerator<FileRow> => {
  if (format === 'text/csv') return csvRows(pieces)
  return format === 'application/fhir+json' ? bundleEntries(pieces) : jsonLines(pieces)
}

/**
 * Parses the JSON of a row: UTF-8, not too deep, without `__proto__` (`SECURITY.md` S40, S41).
 * @throws RefusedRow
 */
export const parseRow = (json: Buffer): unknown => {
  if (!isUtf8(json)) throw new RefusedRow('', 'unreadable')
  const text = json.toString('utf8')
  if (jsonDepth(text) > deepest) throw new RefusedRow('', 'tooDeep')
  try {
    return parseJson(text, { protoAction: 'error', constructorAction: 'error' })
  } catch {
    throw new RefusedRow('', 'unreadable')
  }
}
