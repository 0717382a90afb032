import type { Deps } from '#src/deps.ts'
import { announce } from '#src/features/policies/announce.ts'
import { findController } from '#src/features/policies/policies.queries.ts'
import { findNewestNotice } from '#src/features/privacy/notice.queries.ts'

/**
 * Plans one mail to everybody whose data a controller's notice speaks of, patients and staff, as `announce`. A version
 * that another has followed meanwhile is not told of: the newer one is.
 */
export const announceNotice = async (
  deps: Deps,
  { organisationId, versionId }: { organisationId: string; versionId: string },
): Promise<void> => {
  for (const audience of ['patients', 'staff'] as const)
    await announce(deps, organisationId, async ({ tx }) => {
      const newest = await findNewestNotice(tx, organisationId)
      if (newest?.id !== versionId) return null
      const { language } = await findController(tx, organisationId)
      return {
        kind: 'noticeChanged',
        version: newest.version,
        audience,
        languageFor: (locale) => locale ?? language,
      }
    })
}
