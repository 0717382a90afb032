import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import { recordEvent } from '#src/audit/record-event.ts'
import { openCounter } from '#src/db/counters.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type OrganisationScope, type PublicScope, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { notFound } from '#src/errors.ts'
import { emailOf } from '#src/features/accounts/typed-fields.ts'
import { organisationKey } from '#src/features/data-requests/ask-publicly.ts'
import type {
  NewPrivacyReport,
  PrivacyReport,
  ReportContents,
} from '#src/features/data-requests/privacy-reports.schema.ts'
import {
  findReport,
  insertReport,
  listReports,
  settleReport,
} from '#src/features/data-requests/public-requests.queries.ts'
import { listToldStaff } from '#src/features/data-requests/told-staff.ts'
import { planMails } from '#src/features/messages/plan-mail.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { normaliseNote } from '#src/schema/text.ts'

/** Beyond so many a day from everywhere together an organisation gets none: nobody fills its box. */
const mostPerDay = 50

type StoredReport = NonNullable<Awaited<ReturnType<typeof findReport>>>

const placeOf = (id: string) => ({ field: 'privacyReports.sealed', rowId: id })

const write = async (scope: PublicScope, { kind, text, email }: NewPrivacyReport): Promise<void> => {
  const { tx, at, deps, organisationId } = scope
  const id = newId()
  const owner = { organisationId, subjectId: organisationId, class: 'organisation' } as const
  const contents: ReportContents = {
    text: normaliseNote(text),
    email: email === undefined ? null : emailOf(email),
  }
  await insertReport(tx, {
    organisationId,
    id,
    kind,
    sealed: await deps.keyring.seal(tx, owner, placeOf(id), contents),
    settledAt: null,
    settledBy: null,
    createdAt: at,
  })
  const { language, settings } = await findOrganisation(tx, organisationId)
  const readers = await listToldStaff(tx, organisationId, settings)
  await planMails(
    scope,
    readers.map((accountId, n) => ({
      organisationId,
      kind: 'privacyReported' as const,
      subjectId: id,
      subjectVersion: n + 1,
      accountId,
      language,
    })),
  )
  await recordEvent(scope, {
    organisationId,
    action: 'create',
    resource: 'privacyReport',
    resourceIds: [id],
    role: 'public',
    detail: { kind },
  })
}

/**
 * Takes what anybody reports about the data that an organisation holds, and tells its contact, else its administrators,
 * that there is something to read; the mail says nothing of it.
 * @throws Problem 404 for an organisation that there is not, 400 for an address that is none
 */
export const report = async (deps: Deps, typed: NewPrivacyReport, requestId: string): Promise<void> => {
  const { organisationId, email } = typed
  if (email !== undefined) emailOf(email)
  if (organisationId === PLATFORM_ID) throw notFound()
  const key = organisationKey(organisationId)
  await withPublic(deps, 'organisation', key, requestId, async () => undefined)
  const { count } = await openCounter(deps, 'privacyReports', 86_400).add(organisationId)
  if (count <= mostPerDay)
    await withPublic(deps, 'organisation', key, requestId, (scope) => write(scope, typed))
}

const show = async ({ tx, deps }: OrganisationScope, row: StoredReport): Promise<PrivacyReport> => {
  const { id, kind, settledAt, createdAt, organisationId, sealed } = row
  const { text, email } = await deps.keyring.open<ReportContents>(tx, organisationId, sealed, placeOf(id))
  return { id, kind, text, email, settledAt, createdAt }
}

/** What was reported, the newest first. */
export const showReports = async (
  scope: OrganisationScope,
  before: string | null,
  limit: number,
): Promise<PrivacyReport[]> => {
  const rows = await listReports(scope.tx, scope.actor.organisationId, before, limit)
  return Promise.all(rows.map((row) => show(scope, row)))
}

/**
 * Notes that a report was dealt with; once or twice is the same.
 * @throws Problem 404 where there is none
 */
export const settle = async (scope: OrganisationScope, id: string): Promise<PrivacyReport> => {
  const { tx, at, actor } = scope
  const { organisationId, accountId } = actor
  const settled = await settleReport(tx, organisationId, id, { at, accountId })
  const row = settled ?? (await findReport(tx, organisationId, id))
  if (!row) throw notFound()
  if (settled) await recordAct(scope, { action: 'change', resource: 'privacyReport', resourceIds: [id] })
  return show(scope, row)
}
