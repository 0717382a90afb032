import { sql } from 'kysely'
import type { GuardedChild } from '#src/access/relations.ts'
import type { ScopedTx } from '#src/db/database.ts'

const list = (children: readonly GuardedChild[]) => children.map(({ patientId }) => patientId).join()

/** Makes the transaction reach these children, and no other whose guardian the account is. */
export const keepToChildren = async (tx: ScopedTx, children: readonly GuardedChild[]): Promise<void> => {
  const fully = children.filter(({ sight }) => sight === 'full')
  await sql`select set_config('app.children', ${list(children)}, true), set_config('app.children_seen', ${list(children)}, true),
    set_config('app.children_seen_fully', ${list(fully)}, true)`.execute(tx)
}
