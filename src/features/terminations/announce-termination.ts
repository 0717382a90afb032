import type { Deps } from '#src/deps.ts'
import { announce } from '#src/features/policies/announce.ts'
import { findController } from '#src/features/policies/policies.queries.ts'
import { findTermination } from '#src/features/terminations/terminations.queries.ts'

/**
 * Plans one mail to every member and patient: that the organisation leaves, or that it stays after all. A person who was
 * not told the one is not told the other.
 */
export const announceTermination = async (
  deps: Deps,
  { organisationId, terminationId }: { organisationId: string; terminationId: string },
): Promise<void> => {
  for (const audience of ['staff', 'patients'] as const)
    await announce(deps, organisationId, async ({ tx }) => {
      const row = await findTermination(tx, organisationId)
      if (row?.id !== terminationId || row.state === 'purging') return null
      const { language } = await findController(tx, organisationId)
      return {
        kind: row.state === 'cancelled' ? 'organisationStays' : 'organisationLeaving',
        version: row.number,
        audience,
        languageFor: (locale) => locale ?? language,
      }
    })
}
