import type { Kysely } from 'kysely'

/** The organisation that the platform itself is: controller of accounts, sender of mails to them. */
export const PLATFORM_ID = '00000000-0000-0000-0000-000000000000'

/** Tables by name, camelCase columns. Filled from the features' row schemas in `src/schema/tables.ts`. */
export type { Database } from '#src/schema/tables.ts'

import type { Database } from '#src/schema/tables.ts'

declare const scope: unique symbol

/** An open transaction inside some scope. Every query takes one as its first, required parameter. */
export type Tx = Kysely<Database> & {
  readonly [scope]: 'organisation' | 'person' | 'public' | 'platform' | 'job'
}

/** A transaction inside one organisation: only `withScope` and its kin make one. */
export type ScopedTx = Tx & { readonly [scope]: 'organisation' | 'public' | 'job' }
