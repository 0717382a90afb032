import { statementName } from '#src/db/connect.ts'
import type { Deps } from '#src/deps.ts'

const text = 'select post_audit_batches($1) as more'
const name = statementName(text)
const batchesAtOnce = 200

/**
 * Makes events of the reads that are durable in batches, so that whoever looks into the trail next finds every read whose
 * answer has left. Any number may do it at once; it uses the trail's own connections, as who looks holds one already.
 */
export const postAuditBatches = async ({
  db: { trail, statementNames },
}: Pick<Deps, 'db'>): Promise<void> => {
  for (;;) {
    const { rows } = await trail.query({
      text,
      values: [batchesAtOnce],
      ...(statementNames && name ? { name } : {}),
    })
    if (!rows[0].more) return
  }
}
