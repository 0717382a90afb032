import { sql } from 'kysely'
import type { ScopedTx } from '#src/db/database.ts'
import type { Merging } from '#src/features/patients/merged-tables.ts'
import { privacyOf } from '#src/privacy/annotations.ts'
import { tables } from '#src/schema/tables.ts'

type TableName = keyof typeof tables
type Move = Extract<Merging, { how: 'move' }>
type Row = { id: string } & Record<string, unknown>

/** Seals a value of one patient's anew, under the same key class of another one. */
export type Reseal = (
  sealed: Buffer,
  place: { field: string; rowId: string },
  keyClass: 'care' | 'rest',
) => Promise<Buffer>

// What all tables of patients have; which one it is the map says.
const asTable = (name: string) => name as 'appointments'

/** The sealed columns of a table that are under a patient's keys. */
export const sealedColumns = (table: string): { column: string; keyClass: 'care' | 'rest' }[] =>
  Object.entries(tables[table as TableName].properties).flatMap(([column, schema]) => {
    const keyClass = privacyOf(schema)?.sealed?.key
    return keyClass === 'care' || keyClass === 'rest' ? [{ column, keyClass }] : []
  })

const has = (table: string, column: string) => column in tables[table as TableName].properties

/** Removes the rows of a patient from a table. */
export const discardRows = async (
  tx: ScopedTx,
  table: string,
  organisationId: string,
  patientId: string,
): Promise<void> => {
  await tx
    .deleteFrom(asTable(table))
    .where('organisationId', '=', organisationId)
    .where('patientId', '=', patientId)
    .execute()
}

const discardClashes = async (
  tx: ScopedTx,
  table: string,
  organisationId: string,
  { from, to }: { from: string; to: string },
  { oneEach = [], among = {} }: Move,
): Promise<void> => {
  const same = [
    ...oneEach.map((column) => sql<boolean>`${sql.ref(`kept.${column}`)} = ${sql.ref(`${table}.${column}`)}`),
    ...Object.entries(among).flatMap(([column, value]) =>
      ['kept', table].map((row) => sql<boolean>`${sql.ref(`${row}.${column}`)} = ${value}`),
    ),
  ]
  await tx
    .deleteFrom(asTable(table))
    .where('organisationId', '=', organisationId)
    .where('patientId', '=', from)
    .where(
      sql<boolean>`exists (select from ${sql.table(table)} as kept where kept.organisation_id = ${organisationId}
        and kept.patient_id = ${to} and ${sql.join(same, sql` and `)})`,
    )
    .execute()
}

const resealRows = async (
  tx: ScopedTx,
  table: string,
  organisationId: string,
  patientId: string,
  { sealedOnceSet }: Move,
  reseal: Reseal,
): Promise<void> => {
  for (const { column, keyClass } of sealedColumns(table)) {
    const name = column as 'sealed'
    const rows = await tx
      .selectFrom(asTable(table))
      .select(['id', name])
      .where('organisationId', '=', organisationId)
      .where('patientId', '=', patientId)
      .where(name, 'is not', null)
      .$if(sealedOnceSet !== undefined, (query) =>
        query.where(sql<boolean>`${sql.ref(sealedOnceSet ?? name)} is not null`),
      )
      .execute()
    for (const row of rows as Row[]) {
      const place = { field: `${table}.${column}`, rowId: row.id }
      const sealed = await reseal(row[column] as Buffer, place, keyClass)
      await tx
        .updateTable(asTable(table))
        .set({ [name]: sealed })
        .where('organisationId', '=', organisationId)
        .where('id', '=', row.id)
        .execute()
    }
  }
}

/**
 * Makes a table's rows of one patient another's, their sealed values by `reseal`. Rows with a version or a time of
 * change count as changed.
 */
export const moveRows = async (
  tx: ScopedTx,
  table: string,
  organisationId: string,
  patients: { from: string; to: string; at: string },
  merging: Move,
  reseal: Reseal,
): Promise<void> => {
  if (merging.oneEach) await discardClashes(tx, table, organisationId, patients, merging)
  await resealRows(tx, table, organisationId, patients.from, merging, reseal)
  await tx
    .updateTable(asTable(table))
    .set({
      patientId: patients.to,
      ...(has(table, 'version') ? { version: sql`version + 1` } : {}),
      ...(has(table, 'updatedAt') ? { updatedAt: patients.at } : {}),
    })
    .where('organisationId', '=', organisationId)
    .where('patientId', '=', patients.from)
    .execute()
}

/** Removes a patient whose rows are gone or another's by now. */
export const deletePatient = async (tx: ScopedTx, organisationId: string, id: string): Promise<void> => {
  await tx.deleteFrom('patients').where('organisationId', '=', organisationId).where('id', '=', id).execute()
}

/** Lets an account open a patient's keys outside of the organisation. */
export const giveKeysTo = async (
  tx: ScopedTx,
  organisationId: string,
  patientId: string,
  accountId: string,
): Promise<void> => {
  await tx
    .updateTable('keys.subjectKeys')
    .set({ accountId })
    .where('organisationId', '=', organisationId)
    .where('subjectId', '=', patientId)
    .execute()
}
