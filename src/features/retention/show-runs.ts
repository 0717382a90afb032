import type { OrganisationScope } from '#src/db/scope.ts'
import { listRuns } from '#src/features/retention/retention.queries.ts'
import type { RetentionRun } from '#src/features/retention/retention.schema.ts'

/** Sweeps, the newest first, at most `limit + 1`. */
export const showRuns = async (
  { tx, actor }: OrganisationScope,
  before: string | null,
  limit: number,
): Promise<RetentionRun[]> => {
  const runs = await listRuns(tx, actor.organisationId, before, limit)
  return runs.map(({ id, startedAt, finishedAt, registerVersion, rows, held }) => ({
    id,
    startedAt,
    finishedAt,
    registerVersion,
    tables: [...new Set([...Object.keys(rows), ...Object.keys(held)])]
      .sort()
      .map((table) => ({ table, rows: rows[table] ?? 0, held: held[table] ?? 0 })),
  }))
}
