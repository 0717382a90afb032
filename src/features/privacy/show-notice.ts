import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { notFound } from '#src/errors.ts'
import { findNewestNotice } from '#src/features/privacy/notice.queries.ts'
import type { Notice, ProcessingActivities } from '#src/features/privacy/notice.schema.ts'
import { digestOfNotice, factsInForce } from '#src/features/privacy/record-notice.ts'
import type { HeldClass, NoticeFacts } from '#src/privacy/notice/facts.ts'
import type { NoticeLanguage } from '#src/privacy/notice/languages.ts'
import { noticeText } from '#src/privacy/notice/render.ts'

/** What is in force, and the recorded version that states the same. */
interface Stated {
  facts: NoticeFacts
  sha256: string
  version: { version: number; effectiveFrom: string } | null
}

/**
 * What the notice of an organisation states, or without one that of the platform. Public: it is read in the
 * organisation's own scope and tells settings that bind patients alone.
 * @throws Problem 404 for an organisation that there is not
 */
export const statedBy = (deps: Deps, organisationId: string | undefined): Promise<Stated> => {
  // The platform's own row is no organisation that anybody names.
  if (organisationId === PLATFORM_ID) throw notFound()
  const id = organisationId ?? PLATFORM_ID
  return withJob(deps, id, async (scope) => {
    const facts = await factsInForce(scope, id)
    const digest = digestOfNotice(facts)
    const newest = await findNewestNotice(scope.tx, id)
    const recorded = newest?.digest.equals(digest) ? newest : null
    return {
      facts,
      sha256: digest.toString('hex'),
      version: recorded && { version: recorded.version, effectiveFrom: recorded.effectiveFrom },
    }
  })
}

/** The notice as it is answered, in one language. */
export const asNotice = ({ facts, sha256, version }: Stated, language: NoticeLanguage): Notice => {
  const { sections, title, edition } = noticeText(facts, language, version)
  return {
    language,
    title,
    edition,
    version: version?.version ?? null,
    effectiveFrom: version?.effectiveFrom ?? null,
    sha256,
    controller: facts.controller,
    held: facts.held.map((held) => ({
      ...held,
      categories: [...held.categories],
      purposes: [...held.purposes],
      bases: [...held.bases],
      recipients: [...held.recipients],
    })),
    sections,
  }
}

const united = (held: readonly HeldClass[], of: 'categories' | 'bases' | 'recipients'): string[] =>
  [...new Set(held.flatMap((one) => [...one[of]]))].sort()

/** The record of processing activities: what is held, by purpose (GDPR Art. 30(1)). */
export const asActivities = ({ facts }: Stated): ProcessingActivities => {
  const purposes = [...new Set(facts.held.flatMap((held) => [...held.purposes]))].sort()
  return {
    controller: facts.controller,
    operator: facts.operator,
    activities: purposes.map((purpose) => {
      const served = facts.held.filter((held) => held.purposes.includes(purpose))
      return {
        purpose,
        data: served.map(({ name }) => name),
        categories: united(served, 'categories'),
        bases: united(served, 'bases'),
        recipients: united(served, 'recipients'),
        retention: served.map((held) => ({ name: held.name, ...held.retention })),
      }
    }),
    security: ['rowLevelSecurity', 'sealedFields', 'accessTrail', 'rolesAndReach', 'encryptedTransport'],
    transfers: facts.processors.filter(({ transfer }) => transfer !== null),
  }
}
