import type pg from 'pg'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import { snakeCase } from '#src/db/snake-case.ts'
import type { KeyClass } from '#src/privacy/annotations.ts'
import type { SubjectPath } from '#src/privacy/declarations.ts'
import { exportedTables, fieldId, register } from '#src/privacy/register.ts'
import type { TestApp } from '#test/helpers/app.ts'
import {
  at,
  columnValue,
  type FilledOrganisation,
  inOrder,
  insertText,
  readShape,
} from '#test/house/filled-database.ts'

type ExportedTable = (typeof exportedTables)[number]
type Row = Record<string, unknown>

/** Who somebody is, in one organisation. */
export interface Somebody {
  organisationId: string
  accountId: string
  patientId: string
  practitionerId: string
}

const rowOf = async (owner: pg.Client, table: string, organisationId: string): Promise<Row | undefined> => {
  const global = `select to_jsonb(t) as row from ${table} t limit 1`
  const tenant = `select to_jsonb(t) as row from ${table} t where t.organisation_id = $1 limit 1`
  const { rows } = await owner
    .query<{ row: Row }>(tenant, [organisationId])
    .catch(() => owner.query<{ row: Row }>(global))
  return rows[0]?.row
}

const subjectId = (path: SubjectPath, who: Somebody): string | null => {
  if (!('of' in path) || path.of === 'loginEmail') return null
  return { account: who.accountId, patient: who.patientId, practitioner: who.practitionerId }[path.of]
}

/** The condition by which an owner finds somebody's rows of a table, by its first path that leads to an id. */
const ownRows = (
  table: Pick<ExportedTable, 'subjects' | 'name'>,
  who: Somebody,
): { column: string | null; text: string; value: string | null } => {
  const path = table.subjects.find((one) => subjectId(one, who) !== null)
  if (path) return { column: path.by, text: `${snakeCase(path.by)} = $1`, value: subjectId(path, who) }
  const [further] = table.subjects
  const next = further && 'through' in further && register.find(({ name }) => name === further.through)
  if (!next) throw new Error(`no path of ${table.name} leads to an id`)
  const { text, value } = ownRows(next, who)
  return {
    column: null,
    text: `${snakeCase(further.by)} in (select id from ${snakeCase(next.name)} where ${text})`,
    value,
  }
}

/** Whose the rows of a table are, as the platform keeps those that lead to the account. */
const keeperOf = (table: ExportedTable, who: Somebody): string => {
  const path = table.subjects.find((one) => subjectId(one, who) !== null)
  return path && 'only' in path && path.only === 'platform' ? PLATFORM_ID : who.organisationId
}

/** Adds a row about somebody to every exported table that has none. */
export const completeRows = async (owner: pg.Client, who: Somebody): Promise<void> => {
  const shape = await readShape(owner)
  const { rows: sessions } = await owner.query('select id from sessions where account_id = $1', [
    who.accountId,
  ])
  const filled: FilledOrganisation = {
    organisationId: who.organisationId,
    accountId: who.accountId,
    sessionId: sessions[0].id,
    rows: new Map(),
  }
  await owner.query('select make_log_partitions($1)', [at(0)])
  for (const name of inOrder(shape)) {
    const table = exportedTables.find((one) => snakeCase(one.name) === name)
    const own = table && ownRows(table, who)
    const there = own
      ? (await owner.query(`select to_jsonb(t) as row from ${name} t where ${own.text} limit 1`, [own.value]))
          .rows[0]?.row
      : await rowOf(owner, name, who.organisationId)
    if (there) filled.rows.set(name, there)
    const referred = shape.foreignKeys.some((key) => key.referenced === name)
    if (there || !(own || referred)) continue
    const columns = shape.columns.filter((column) => column.table === name)
    const row = Object.fromEntries(
      columns.map((column) => [column.column, columnValue(shape, filled, column)]),
    )
    if (own?.column) row[snakeCase(own.column)] = own.value
    // Some tables number their rows: beside one that is there, this is another.
    if (typeof row.version === 'number') row.version = 7777
    if (table && 'organisation_id' in row) row.organisation_id = keeperOf(table, who)
    await owner.query(insertText(name), [JSON.stringify(row)])
    filled.rows.set(name, row)
  }
}

/** A word that stands nowhere else. */
export const canaryOf = (table: string, field: string) => `canary-${table}-${field}`.replaceAll('.', '-')

const keySubject = (key: string, who: Somebody, row: Row): string =>
  String(
    {
      account: who.accountId,
      care: who.patientId,
      rest: who.patientId,
      organisation: who.organisationId,
      request: row.request_id ?? row.id,
    }[key],
  )

const keyOf = async (app: TestApp, who: Somebody, key: KeyClass, organisationId: string, row: Row) => {
  const owner = { organisationId, subjectId: keySubject(key, who, row), class: key }
  if (key === 'request')
    await withJob(app.deps, organisationId, async ({ tx }) => {
      if (!(await app.deps.keyring.keyOf(tx, owner)))
        await app.deps.keyring.createSubjectKey(tx, { ...owner, accountId: who.accountId })
    })
  return owner
}

const sealCanaries = async (app: TestApp, owner: pg.Client, who: Somebody, table: ExportedTable) => {
  const own = ownRows(table, who)
  for (const column of table.columns) {
    const { sealed } = column.privacy
    if (!sealed) continue
    const organisationId = sealed.key === 'account' ? PLATFORM_ID : who.organisationId
    const value = Object.fromEntries(sealed.fields.map((field) => [field, canaryOf(table.name, field)]))
    const { rows } = await owner.query<{ row: Row & { id: string } }>(
      `select to_jsonb(t) as row from ${snakeCase(table.name)} t where ${own.text}`,
      [own.value],
    )
    for (const { row } of rows) {
      const { id } = row
      const key = await keyOf(app, who, sealed.key, organisationId, row)
      const bytes = await withJob(app.deps, organisationId, ({ tx }) =>
        app.deps.keyring.seal(tx, key, { field: fieldId(table, column), rowId: id }, value),
      )
      await owner.query(`update ${snakeCase(table.name)} set ${snakeCase(column.name)} = $2 where id = $1`, [
        id,
        bytes,
      ])
    }
  }
}

const writable = (column: ExportedTable['columns'][number]) =>
  [column.schema.type].flat().includes('string') &&
  !column.privacy.sealed &&
  !column.schema.enum &&
  !column.schema.format &&
  !column.schema.pattern

/** Puts a canary into every sealed field, and into every text that takes one, of somebody's rows. */
export const setCanaries = async (app: TestApp, owner: pg.Client, who: Somebody): Promise<void> => {
  for (const table of exportedTables) {
    const own = ownRows(table, who)
    await sealCanaries(app, owner, who, table)
    for (const column of table.columns.filter(writable)) {
      const text = `update ${snakeCase(table.name)} set ${snakeCase(column.name)} = $2 where ${own.text}`
      // A check of the database admits certain words alone: the value as it is must then be found.
      await owner.query(text, [own.value, canaryOf(table.name, column.name)]).catch(() => {})
    }
  }
}

/** Somebody's rows of an exported table as the database holds them. */
export const storedRows = async (owner: pg.Client, table: ExportedTable, who: Somebody): Promise<Row[]> => {
  const own = ownRows(table, who)
  const { rows } = await owner.query<{ row: Row }>(
    `select to_jsonb(t) as row from ${snakeCase(table.name)} t where ${own.text}`,
    [own.value],
  )
  return rows.map(({ row }) => row)
}
