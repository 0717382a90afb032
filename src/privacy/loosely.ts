import type { ExpressionBuilder, Kysely } from 'kysely'
import type { Tx } from '#src/db/database.ts'

/** Rows of any table, by its name in the register. */
export type Rows = Record<string, Record<string, unknown>>
export type Builder = ExpressionBuilder<Rows, string>

/** The register's tables are looked up by name at run time; what it names, the house tests compare with the database. */
export const loosely = (tx: Tx) => tx as unknown as Kysely<Rows>
