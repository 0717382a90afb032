import { CsvError, parse } from 'csv-parse/sync'
import { type FieldError, Problem } from '#src/errors.ts'
import { mostRecipients, type ReviewRecipient } from '#src/features/reviews/review-invitations.schema.ts'
import { normaliseEmail, normaliseName } from '#src/schema/text.ts'

const columns = ['email', 'firstName', 'lastName'] as const
type Column = (typeof columns)[number]

const longestName = 100

const fault = (line: number, column: string, detail: string): Problem => {
  const error: FieldError = { pointer: `/${line}/${column}`, detail: `line ${line}, ${column}: ${detail}` }
  return new Problem('rule-refused', { errors: [error] })
}

const separatorOf = (text: string): string => {
  const header = text.slice(0, Math.max(0, text.search(/[\r\n]/))) || text.slice(0, 200)
  return [',', ';', '\t'].toSorted((a, b) => header.split(b).length - header.split(a).length)[0] ?? ','
}

const cellsOf = (text: string): { record: string[]; info: { lines: number } }[] => {
  try {
    return parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw fault(Number((error as { lines?: number }).lines ?? 1), 'email', 'cannot be read as CSV')
  }
}

const placesOf = (header: readonly string[]): Record<Column, number> => {
  const unknown = header.find((name) => !(columns as readonly string[]).includes(name))
  if (unknown !== undefined)
    throw fault(1, unknown.slice(0, 40), `is no column; they are ${columns.join(', ')}`)
  const places = columns.map((column) => [column, header.indexOf(column)] as const)
  const missing = places.find(([, place]) => place < 0)
  if (missing) throw fault(1, missing[0], 'is missing from the header')
  return Object.fromEntries(places) as Record<Column, number>
}

const nameIn = (cell: string | undefined, line: number, column: Column): string => {
  const name = normaliseName(cell ?? '')
  if (name === '') throw fault(line, column, 'must not be empty')
  if (name.length > longestName) throw fault(line, column, `must not be longer than ${longestName}`)
  if (/[\p{Cc}\p{Cf}]/u.test(name)) throw fault(line, column, 'has characters that are no text')
  return name
}

/**
 * The recipients of a list: CSV (RFC 4180) with the columns email, firstName and lastName, parted by comma, semicolon or
 * tab. One bad row and nobody is asked.
 * @throws Problem 422 with the line and the column
 */
export const recipientsOfCsv = (text: string): ReviewRecipient[] => {
  const [header, ...rows] = cellsOf(text)
  if (!header || rows.length === 0) throw fault(1, 'email', 'the list is empty')
  if (rows.length > mostRecipients)
    throw fault(mostRecipients + 2, 'email', `is beyond ${mostRecipients} rows`)
  const places = placesOf(header.record)
  return rows.map(({ record, info }) => {
    const line = info.lines
    if (record.length !== header.record.length) throw fault(line, 'email', 'has another number of cells')
    const email = normaliseEmail(record[places.email] ?? '')
    if (email === null) throw fault(line, 'email', 'is no e-mail address')
    return {
      kind: 'address',
      email,
      firstName: nameIn(record[places.firstName], line, 'firstName'),
      lastName: nameIn(record[places.lastName], line, 'lastName'),
    }
  })
}
