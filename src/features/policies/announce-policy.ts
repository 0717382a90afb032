import type { Static } from '@sinclair/typebox'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type JobScope, withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { type PlannedMail, planMails } from '#src/features/messages/plan-mail.ts'
import {
  findController,
  findPolicyVersionById,
  listMailedMembers,
  listMailedPatients,
  listPlatformAudience,
  listSeries,
} from '#src/features/policies/policies.queries.ts'
import type { PolicyVersionRow } from '#src/features/policies/policies.schema.ts'
import { addressedIn } from '#src/features/policies/policy-series.ts'
import type { Language } from '#src/schema/primitives.ts'

type Version = Static<typeof PolicyVersionRow>

/** Somebody to be told; `subjectId` makes one mail per person and version, however often the job runs. */
interface Recipient {
  subjectId: string
  accountId: string | null
  patientId: string | null
  /** Null where it is not known: the controller's own. */
  locale: Language | null
}

interface Page {
  recipients: Recipient[]
  /** Where the next page begins; null after the last. */
  next: Buffer | string | null
}

const pageSize = 200
const mailsPerSecond = 5

const nextOf = <R, K>(rows: readonly R[], keyOf: (row: R) => K): K | null => {
  const last = rows.at(-1)
  return last !== undefined && rows.length === pageSize ? keyOf(last) : null
}

const pageOfPatients = async ({ tx, organisationId }: JobScope, after: Buffer | null): Promise<Page> => {
  const rows = await listMailedPatients(tx, organisationId, after, pageSize)
  return {
    recipients: rows.map(({ id, locale }) => ({
      subjectId: id,
      accountId: null,
      patientId: id,
      locale,
    })),
    next: nextOf(rows, (row) => row.emailIndex),
  }
}

const pageOfMembers = async ({ tx, organisationId }: JobScope, after: string | null): Promise<Page> => {
  const rows = await listMailedMembers(tx, organisationId, after, pageSize)
  return {
    recipients: rows.map(({ accountId }) => ({
      subjectId: accountId,
      accountId,
      patientId: null,
      locale: null,
    })),
    next: nextOf(rows, (row) => row.id),
  }
}

const pageOfAccounts = async (
  { tx }: JobScope,
  { audience }: Version,
  after: string | null,
): Promise<Page> => {
  const rows = await listPlatformAudience(tx, audience, after, pageSize)
  return {
    recipients: rows.map(({ id, locale }) => ({
      subjectId: id,
      accountId: id,
      patientId: null,
      locale,
    })),
    next: nextOf(rows, (row) => row.id),
  }
}

const pageAfter = (scope: JobScope, version: Version, after: Page['next']): Promise<Page> => {
  if (version.organisationId === PLATFORM_ID) return pageOfAccounts(scope, version, after as string | null)
  return version.audience === 'staff'
    ? pageOfMembers(scope, after as string | null)
    : pageOfPatients(scope, after as Buffer | null)
}

/** Whom the version speaks to, where the same text stands in several languages. */
const addressed = async ({ tx }: JobScope, version: Version) => {
  const series = await listSeries(tx, version.organisationId, version.audience)
  const languages = series.map(({ language }) => language)
  const { language } = await findController(tx, version.organisationId)
  return (locale: Language | null) =>
    addressedIn(languages, locale ?? language, language) === version.language
}

const planPage = async (
  scope: JobScope,
  versionId: string,
  after: Page['next'],
  counted: number,
): Promise<{ next: Page['next']; planned: number }> => {
  const version = await findPolicyVersionById(scope.tx, scope.organisationId, versionId)
  if (!version) return { next: null, planned: 0 }
  const speaksTo = await addressed(scope, version)
  const { recipients, next } = await pageAfter(scope, version, after)
  const told = recipients.filter(({ locale }) => speaksTo(locale))
  const start = Date.parse(scope.at)
  const mails = told.map(
    ({ locale: _locale, ...recipient }, i): PlannedMail => ({
      organisationId: version.organisationId,
      kind: version.mode === 'mustAccept' ? 'policyToAccept' : 'policyPublished',
      ...recipient,
      subjectVersion: version.number,
      language: version.language,
      dueAt: new Date(start + Math.floor((counted + i) / mailsPerSecond) * 1_000).toISOString(),
    }),
  )
  if (mails.length > 0) await planMails(scope, mails)
  return { next, planned: mails.length }
}

/**
 * Plans one mail to everybody whom a new version binds, page by page, each page in a transaction of its own and at a
 * bounded rate. Run again after it was cut off, it plans what is missing and nothing twice.
 */
export const announcePolicy = async (
  deps: Deps,
  { organisationId, versionId }: { organisationId: string; versionId: string },
): Promise<void> => {
  let after: Page['next'] = null
  let counted = 0
  do {
    const page: Awaited<ReturnType<typeof planPage>> = await withJob(deps, organisationId, (scope) =>
      planPage(scope, versionId, after, counted),
    )
    after = page.next
    counted += page.planned
  } while (after !== null)
}
