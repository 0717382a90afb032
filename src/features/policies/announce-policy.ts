import type { Static } from '@sinclair/typebox'
import type { JobScope } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { announce } from '#src/features/policies/announce.ts'
import { findController, findPolicyVersionById, listSeries } from '#src/features/policies/policies.queries.ts'
import type { PolicyVersionRow } from '#src/features/policies/policies.schema.ts'
import { addressedIn } from '#src/features/policies/policy-series.ts'
import type { Language } from '#src/schema/primitives.ts'

type Version = Static<typeof PolicyVersionRow>

/** Whom the version speaks to, where the same text stands in several languages. */
const addressed = async ({ tx }: JobScope, version: Version) => {
  const series = await listSeries(tx, version.organisationId, version.audience)
  const languages = series.map(({ language }) => language)
  const { language } = await findController(tx, version.organisationId)
  return (locale: Language | null) =>
    addressedIn(languages, locale ?? language, language) === version.language ? version.language : null
}

/** Plans one mail to everybody whom a new version binds, as `announce`. */
export const announcePolicy = (
  deps: Deps,
  { organisationId, versionId }: { organisationId: string; versionId: string },
): Promise<void> =>
  announce(deps, organisationId, async (scope) => {
    const version = await findPolicyVersionById(scope.tx, organisationId, versionId)
    if (!version) return null
    return {
      kind: version.mode === 'mustAccept' ? 'policyToAccept' : 'policyPublished',
      version: version.number,
      audience: version.audience,
      languageFor: await addressed(scope, version),
    }
  })
