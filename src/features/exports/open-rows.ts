import { SealError } from '#src/crypto/sealing.ts'
import type { JobScope } from '#src/db/scope.ts'
import type { HeldRow } from '#src/privacy/held.queries.ts'
import { fieldId, type RegisteredColumn, type RegisteredTable } from '#src/privacy/register.ts'

type OpenedRow = Record<string, unknown>

const openEach = async (
  { tx, deps, organisationId }: JobScope,
  values: readonly { sealed: Buffer; place: { field: string; rowId: string } }[],
): Promise<unknown[]> => {
  const wanted = values.map((value) => ({ ...value, organisationId }))
  try {
    return await deps.keyring.openMany(tx, wanted)
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    // One of them is unreadable, as when its key was destroyed: the others are taken along.
    return Promise.all(
      wanted.map(({ sealed, place }) =>
        deps.keyring.open(tx, organisationId, sealed, place).catch((fault) => {
          if (fault instanceof SealError) return null
          throw fault
        }),
      ),
    )
  }
}

const openColumn = async (
  scope: JobScope,
  table: RegisteredTable,
  column: RegisteredColumn,
  rows: readonly HeldRow[],
): Promise<Map<HeldRow, unknown>> => {
  const sealed = rows.filter((row) => row[column.name] !== null)
  const opened = await openEach(
    scope,
    sealed.map((row) => ({
      sealed: row[column.name] as Buffer,
      place: { field: fieldId(table, column), rowId: row.id as string },
    })),
  )
  return new Map(sealed.map((row, n) => [row, opened[n]]))
}

/**
 * Rows as an archive holds them: the columns of `table` alone, sealed ones as the fields that they hold.
 * @returns the rows, and how many sealed values did not open, as when their key was destroyed
 */
export const openRowsOf = async (
  scope: JobScope,
  table: RegisteredTable,
  rows: readonly HeldRow[],
): Promise<{ rows: OpenedRow[]; unreadable: number }> => {
  let unreadable = 0
  const opened: OpenedRow[] = rows.map(() => ({}))
  for (const column of table.columns) {
    const values = column.privacy.sealed ? await openColumn(scope, table, column, rows) : null
    for (const [n, row] of rows.entries()) {
      const value = values ? (values.get(row) ?? null) : row[column.name]
      if (values && value === null && row[column.name] !== null) unreadable++
      ;(opened[n] as OpenedRow)[column.name] = value
    }
  }
  return { rows: opened, unreadable }
}
