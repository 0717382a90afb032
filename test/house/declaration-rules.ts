import type { TSchema } from '@sinclair/typebox'
import { privacyOf } from '#src/privacy/annotations.ts'
import type { Retention, SubjectPath, TablePrivacy } from '#src/privacy/declarations.ts'
import type { RowSchemas } from '#test/house/register-rules.ts'

type Declarations = Readonly<Record<string, TablePrivacy>>

const categoryOf = (schema: TSchema) => privacyOf(schema)?.category ?? 'none'

/** Columns that tell something of a person beside proving who it is. */
const tellingColumns = (row: RowSchemas[string]) =>
  Object.entries(row.properties).filter(([, schema]) => !['none', 'credential'].includes(categoryOf(schema)))

const undeclared = (schemas: RowSchemas, declared: Declarations): string[] =>
  Object.keys(schemas)
    .filter((table) => declared[table] === undefined)
    .map(
      (table) =>
        `table ${table} declares nothing: say in its feature's *.privacy.ts with declareTables(...) whose row it is and how long it stays, and list that in src/privacy/register.ts`,
    )

const unknownTables = (schemas: RowSchemas, declared: Declarations): string[] =>
  Object.keys(declared)
    .filter((table) => schemas[table] === undefined)
    .map((table) => `${table} is declared in a *.privacy.ts but is no table of src/schema/tables.ts`)

/** Where a subject's id may stand: the columns that lead on from there. */
const leadsNowhere = (schemas: RowSchemas, declared: Declarations, path: SubjectPath): string | null => {
  if (!('through' in path)) return null
  if (!schemas[path.through]) return `leads through ${path.through}, which is no table`
  const further = declared[path.through]
  if (!further || further.subjects.length === 0) return `leads through ${path.through}, which is about nobody`
  return null
}

const goesInCircles = (declared: Declarations, table: string, seen: readonly string[] = []): boolean =>
  seen.includes(table) ||
  (declared[table]?.subjects ?? []).some(
    (path) => 'through' in path && goesInCircles(declared, path.through, [...seen, table]),
  )

const unreachable = (schemas: RowSchemas, declared: Declarations): string[] =>
  Object.entries(schemas).flatMap(([table, row]) => {
    const { subjects, withheld } = declared[table] ?? { subjects: [] }
    const [telling] = tellingColumns(row)
    if (!declared[table]) return []
    if (subjects.length === 0 && telling && !withheld)
      return [
        `${table}.${telling[0]} tells of a person, but ${table} is about nobody: name in subjects of its *.privacy.ts the column that leads to them, or say in withheld why none can`,
      ]
    const faults = subjects.flatMap((path) => {
      if (!row.properties[path.by])
        return [
          `${table}: its subjects are found by ${path.by}, which is no column: name one of its row schema`,
        ]
      const nowhere = leadsNowhere(schemas, declared, path)
      return nowhere === null ? [] : [`${table}: its path by ${path.by} ${nowhere}`]
    })
    if (faults.length === 0 && goesInCircles(declared, table))
      return [`${table}: its paths lead in circles; end them at an account, a patient or a practitioner`]
    if (subjects.length > 0 && declared[table].exportAs === null && !withheld)
      return [
        `${table} is about people but in no export: give it exportAs, or say in withheld why its rows stay out`,
      ]
    return faults
  })

const columnOf = (retention: Retention): string | null => {
  if (retention.kind === 'untilColumn') return retention.column
  return 'after' in retention ? retention.after : null
}

const unending = (schemas: RowSchemas, declared: Declarations, settings: readonly string[]): string[] =>
  Object.entries(declared).flatMap(([table, { retention }]) => {
    const column = columnOf(retention)
    if (column !== null && schemas[table] && !schemas[table].properties[column])
      return [`${table} stays until ${column}, which is no column: name one of its row schema in retention`]
    if (retention.kind === 'setting' && !settings.includes(retention.setting))
      return [
        `${table} stays as long as the setting ${retention.setting} says, which does not exist: add it to Settings in organisations.schema.ts`,
      ]
    return []
  })

const twice = (names: readonly string[]) => [...new Set(names.filter((name, n) => names.indexOf(name) !== n))]

const columnExports = (row: RowSchemas[string]) =>
  Object.entries(row.properties).flatMap(([name, schema]) => {
    const { exportAs } = privacyOf(schema) ?? {}
    return exportAs === undefined ? [] : [{ name, exportAs, category: categoryOf(schema) }]
  })

const doubleNames = (schemas: RowSchemas, declared: Declarations): string[] => [
  ...twice(Object.values(declared).flatMap(({ exportAs }) => (exportAs === null ? [] : [exportAs]))).map(
    (name) => `two tables are exported as ${name}: give one another exportAs in its *.privacy.ts`,
  ),
  ...Object.entries(schemas).flatMap(([table, row]) =>
    twice(columnExports(row).map(({ exportAs }) => exportAs)).map(
      (name) => `two columns of ${table} are exported as ${name}: give one another name in its row schema`,
    ),
  ),
]

const wronglyExported = (schemas: RowSchemas, declared: Declarations): string[] =>
  Object.entries(schemas).flatMap(([table, row]) => {
    const { exportAs = null } = declared[table] ?? {}
    const shown = columnExports(row)
    return [
      ...shown
        .filter(({ category }) => category === 'credential')
        .map(({ name }) => `${table}.${name} is a credential, which no export holds: take its exportAs off`),
      ...(exportAs === null
        ? []
        : tellingColumns(row)
            .filter(
              ([name, schema]) =>
                categoryOf(schema) !== 'identifier' && !shown.some((column) => column.name === name),
            )
            .map(
              ([name]) =>
                `${table}.${name} tells of a person but is in no export: give it a name there (exportAs) in its row schema`,
            )),
    ]
  })

/**
 * Every fault of what tables declare, each as a sentence that says what to write where.
 * @param settings names of the settings of an organisation
 */
export const declarationFaults = (
  schemas: RowSchemas,
  declared: Declarations,
  settings: readonly string[],
): string[] => [
  ...undeclared(schemas, declared),
  ...unknownTables(schemas, declared),
  ...unreachable(schemas, declared),
  ...unending(schemas, declared, settings),
  ...doubleNames(schemas, declared),
  ...wronglyExported(schemas, declared),
]
