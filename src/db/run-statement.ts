import { CompiledQuery } from 'kysely'
import type { Tx } from '#src/db/database.ts'
import type { Statement } from '#src/db/transact.ts'

/** Runs a statement that was written for one-trip reads inside an open transaction. */
export const runStatement = async <R>(tx: Tx, { text, values }: Statement): Promise<R[]> => {
  const { rows } = await tx.executeQuery<R>(CompiledQuery.raw(text, values))
  return rows
}
