import { PLATFORM_ID } from '#src/db/database.ts'
import { type JobScope, withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { type PlannedMail, planMails } from '#src/features/messages/plan-mail.ts'
import {
  listMailedMembers,
  listMailedPatients,
  listPlatformAudience,
} from '#src/features/policies/policies.queries.ts'
import type { Audience } from '#src/features/policies/policies.schema.ts'
import type { Language } from '#src/schema/primitives.ts'

/** Somebody to be told; `subjectId` makes one mail per person and version, however often the job runs. */
export interface Recipient {
  /** The account, where there is one: who is both patient and staff is one person. */
  subjectId: string
  accountId: string | null
  patientId: string | null
  /** Null where it is not known: the controller's own. */
  locale: Language | null
}

/** What is told of; read anew for each page. */
export interface Announcement {
  kind: PlannedMail['kind']
  version: number
  audience: Audience
  /** In which language somebody is told; null: not by this mail. */
  languageFor(locale: Language | null): Language | null
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
    recipients: rows.map(({ id, accountId, locale }) => ({
      subjectId: accountId ?? id,
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

const pageOfAccounts = async ({ tx }: JobScope, audience: Audience, after: string | null): Promise<Page> => {
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

const pageAfter = (scope: JobScope, audience: Audience, after: Page['next']): Promise<Page> => {
  if (scope.organisationId === PLATFORM_ID) return pageOfAccounts(scope, audience, after as string | null)
  return audience === 'staff'
    ? pageOfMembers(scope, after as string | null)
    : pageOfPatients(scope, after as Buffer | null)
}

const planPage = async (
  scope: JobScope,
  { kind, version, audience, languageFor }: Announcement,
  after: Page['next'],
  counted: number,
): Promise<{ next: Page['next']; planned: number }> => {
  const { recipients, next } = await pageAfter(scope, audience, after)
  const told = recipients.flatMap(({ locale, ...recipient }) => {
    const language = languageFor(locale)
    return language === null ? [] : [{ ...recipient, language }]
  })
  const start = Date.parse(scope.at)
  const mails = told.map(
    (recipient, i): PlannedMail => ({
      organisationId: scope.organisationId,
      kind,
      ...recipient,
      subjectVersion: version,
      dueAt: new Date(start + Math.floor((counted + i) / mailsPerSecond) * 1_000).toISOString(),
    }),
  )
  if (mails.length > 0) await planMails(scope, mails)
  return { next, planned: mails.length }
}

/**
 * Plans one mail to everybody of an audience of a controller, page by page, each page in a transaction of its own and at
 * a bounded rate. Run again after it was cut off, it plans what is missing and nothing twice.
 * @param read what is told of, asked for each page; null where there is nothing to tell any more
 */
export const announce = async (
  deps: Deps,
  organisationId: string,
  read: (scope: JobScope) => Promise<Announcement | null>,
): Promise<void> => {
  let after: Page['next'] = null
  let counted = 0
  do {
    const page: Awaited<ReturnType<typeof planPage>> = await withJob(deps, organisationId, async (scope) => {
      const announcement = await read(scope)
      return announcement === null
        ? { next: null, planned: 0 }
        : planPage(scope, announcement, after, counted)
    })
    after = page.next
    counted += page.planned
  } while (after !== null)
}
