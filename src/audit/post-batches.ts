import { named } from '#src/db/transact.ts'
import type { Deps } from '#src/deps.ts'

const batchesAtOnce = 200

/**
 * Makes events of the reads that are durable in batches, so that whoever looks into the trail next finds every read whose
 * answer has left. Any number may do it at once; it uses the trail's own connections, as who looks holds one already.
 */
export const postAuditBatches = async ({ db }: Pick<Deps, 'db'>): Promise<void> => {
  const statement = named(db, { text: 'select post_audit_batches($1) as more', values: [batchesAtOnce] })
  for (;;) {
    const { rows } = await db.trail.query(statement)
    if (!rows[0].more) return
  }
}
