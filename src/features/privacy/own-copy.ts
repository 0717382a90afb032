import { postAuditBatches } from '#src/audit/post-batches.ts'
import { recordEvent } from '#src/audit/record-event.ts'
import type { SealedValue } from '#src/crypto/keyring.ts'
import { SealError } from '#src/crypto/sealing.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { PersonScope, Scope } from '#src/db/scope.ts'
import { unauthenticated } from '#src/errors.ts'
import { findController } from '#src/features/privacy/controllers.ts'
import { exportSchemaPath, hasFreeKeys } from '#src/features/privacy/data-export.schema.ts'
import {
  findPerson,
  type HeldRow,
  hasId,
  isKept,
  listHeld,
  listHolders,
  type Person,
} from '#src/privacy/held.queries.ts'
import { exportedTables, fieldId, type RegisteredTable } from '#src/privacy/register.ts'

/** What of a copy is taken along; everything where nothing is said. */
export interface Narrowed {
  /** Whose: `PLATFORM_ID` for the account itself. */
  readonly organisationIds?: readonly string[]
  /** Which columns of a table; null for none. */
  readonly narrow?: (table: ExportedTable) => ExportedTable | null
}

/** Enters the person's scope anew for each page: no transaction waits for whoever reads slowly. */
export type EnterPerson = <R>(run: (scope: PersonScope) => Promise<R>) => Promise<R>

/** The same for whoever is allowed to read about a person. */
export type EnterScope = <R>(run: (scope: Scope) => Promise<R>) => Promise<R>

/** A table of the register as copies show it. */
export type ExportedTable = (typeof exportedTables)[number]

const pageSize = 200

type Reading = Pick<Scope, 'tx' | 'deps'>

const openEach = async (scope: Reading, values: readonly SealedValue[]): Promise<unknown[]> => {
  const { keyring } = scope.deps
  try {
    return await keyring.openMany(scope.tx, values)
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    // One of them is unreadable, as when its key was destroyed: the others are shown.
    scope.deps.log.warn({ field: values[0]?.place.field }, 'a value of a copy does not open')
    return Promise.all(
      values.map(({ organisationId, sealed, place }) =>
        keyring.open(scope.tx, organisationId, sealed, place).catch((fault) => {
          if (fault instanceof SealError) return null
          throw fault
        }),
      ),
    )
  }
}

const isFlat = (value: unknown) =>
  typeof value !== 'object' ||
  value === null ||
  (Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null))

const flat = (value: unknown) => (isFlat(value) ? value : JSON.stringify(value))

const isAddress = (value: object) => Object.keys(value).sort().join() === 'city,country,postalCode,street'

/** A value without a schema of its own, as `HeldValue` describes it. */
const asHeldValue = (value: unknown): unknown => {
  if (isFlat(value) || isAddress(value as object)) return value
  if (Array.isArray(value)) return value.map(flat)
  return Object.entries(value as object).map(([name, held]) => ({ name, value: flat(held) }))
}

const declaredFields = (value: unknown, fields: readonly string[]) =>
  value === null
    ? null
    : Object.fromEntries(
        Object.entries(value as object)
          .filter(([field]) => fields.includes(field))
          .map(([field, held]) => [field, asHeldValue(held)]),
      )

/** Opens a table's sealed column for all rows; null where a row has none or its key is gone. */
const openColumn = async (
  scope: Reading,
  table: RegisteredTable,
  column: ExportedTable['columns'][number],
  rows: readonly HeldRow[],
): Promise<unknown[]> => {
  const sealed = rows.filter((row) => row[column.name] !== null)
  const values = await openEach(
    scope,
    sealed.map((row) => ({
      organisationId: (row.organisationId as string | undefined) ?? PLATFORM_ID,
      sealed: row[column.name] as Buffer,
      place: { field: fieldId(table, column), rowId: row.id as string },
    })),
  )
  const byRow = new Map(sealed.map((row, n) => [row, values[n]]))
  return rows.map((row) => declaredFields(byRow.get(row) ?? null, column.privacy.sealed?.fields ?? []))
}

/** Rows under the names of the export, sealed columns open as far as the scope reaches their keys. */
export const showHeld = async (
  scope: Reading,
  table: ExportedTable,
  rows: readonly HeldRow[],
): Promise<Record<string, unknown>[]> => {
  const shown: Record<string, unknown>[] = rows.map(() => ({}))
  for (const column of table.columns) {
    const values = column.privacy.sealed
      ? await openColumn(scope, table, column, rows)
      : rows.map((row) => (hasFreeKeys(column.schema) ? asHeldValue(row[column.name]) : row[column.name]))
    for (const [n, value] of values.entries())
      (shown[n] as Record<string, unknown>)[column.privacy.exportAs ?? column.name] = value
  }
  return shown
}

async function* writeTable(
  enter: EnterScope,
  table: ExportedTable,
  person: Person,
  organisationId: string,
  kept: boolean,
): AsyncGenerator<string> {
  let after: string | null = null
  for (let more = true, first = true; more; first = false) {
    const { rows, shown } = await enter(async (scope) => {
      const page = { after, limit: pageSize, at: scope.at, kept }
      const rows = await listHeld(scope.tx, table, person, organisationId, page)
      return { rows, shown: await showHeld(scope, table, rows) }
    })
    const text = shown.map((row) => JSON.stringify(row)).join(',')
    if (text !== '') yield first ? `${JSON.stringify(table.exportAs)}:[${text}` : `,${text}`
    more = hasId(table.name) && rows.length === pageSize
    if (!more && !(first && text === '')) yield ']'
    after = (rows.at(-1)?.id as string | undefined) ?? null
  }
}

async function* writePart(
  enter: EnterScope,
  person: Person,
  organisationId: string,
  tables: readonly ExportedTable[],
  kept: boolean,
): AsyncGenerator<string> {
  const controller = await enter((scope) => findController(scope, organisationId))
  yield `${JSON.stringify(controller).slice(0, -1)},"data":{`
  let written = false
  for (const table of tables) {
    let begun = false
    for await (const piece of writeTable(enter, table, person, organisationId, kept)) {
      yield written && !begun ? `,${piece}` : piece
      begun = true
      written = true
    }
  }
  yield '}}'
}

/** Whose copy is written, from where, and as of when. */
export interface CopyOf {
  readonly person: Person
  /** `PLATFORM_ID` for the account itself. */
  readonly organisationIds: readonly string[]
  readonly at: string
  /** Where the JSON Schema of the document is. */
  readonly schema: string
  readonly narrow?: Narrowed['narrow']
}

/** A copy of what is held about a person, as pieces of one JSON document of the schema `DataExport`. */
export async function* writeCopy(
  enter: EnterScope,
  { person, organisationIds, at, schema, narrow }: CopyOf,
): AsyncGenerator<string> {
  const tables = narrow ? exportedTables.flatMap((table) => narrow(table) ?? []) : exportedTables
  const kept = await enter(({ tx }) => isKept(tx, person.accountId))
  const head = { schema, format: 'praxis-data-export-1', exportedAt: at }
  yield `${JSON.stringify(head).slice(0, -1)},"parts":[`
  for (const [n, organisationId] of organisationIds.entries()) {
    if (n > 0) yield ','
    yield* writePart(enter, person, organisationId, tables, kept)
  }
  yield ']}'
}

/**
 * Everything held about the caller (GDPR Art. 15, 20), as pieces of one JSON document of the schema `DataExport`:
 * whatever table of the register leads to the account, or to a patient or practitioner that it is, with every
 * column that has a name there. Who is asked for is settled, and the trail written, before the first piece.
 * @param narrowed what of it; the pieces of everything else are left out
 */
export const writeOwnCopy = async (
  enter: EnterPerson,
  narrowed: Narrowed = {},
): Promise<AsyncGenerator<string>> => {
  const found = await enter(async (scope): Promise<CopyOf> => {
    const { tx, accountId, at, deps } = scope
    const person = await findPerson(tx, accountId)
    if (!person) throw unauthenticated()
    await postAuditBatches(deps)
    await recordEvent(scope, {
      organisationId: PLATFORM_ID,
      action: 'export',
      resource: 'account',
      resourceIds: [accountId],
      accountId,
      role: 'person',
      ground: 'self',
    })
    const organisationIds = narrowed.organisationIds ?? [PLATFORM_ID, ...(await listHolders(tx, person))]
    const schema = `${deps.publicUrl}${exportSchemaPath}`
    return { person, organisationIds, at, schema, ...(narrowed.narrow ? { narrow: narrowed.narrow } : {}) }
  })
  return writeCopy(enter, found)
}
