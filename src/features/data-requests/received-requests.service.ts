import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, notFound, refused } from '#src/errors.ts'
import { dataRequestsAccess } from '#src/features/data-requests/data-requests.access.ts'
import {
  findAskedFor,
  findOpenRequest,
  findReceivedRequest,
  listReceivedRequests,
  lockRequester,
  type RequestFilters,
} from '#src/features/data-requests/data-requests.queries.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { isAnsweredAtOnce, openRequest } from '#src/features/data-requests/open-request.ts'
import { answerOf, openContents, readTimeline, refusalOf } from '#src/features/data-requests/read-request.ts'
import type {
  DataRequestAnswer,
  DataRequestDetails,
  IdentityEvidence,
  NewStaffRequest,
} from '#src/features/data-requests/request-answers.schema.ts'
import { endOfDay } from '#src/features/data-requests/request-deadline.ts'
import { asAsked, refuseOtherChanges, shownChanges } from '#src/features/data-requests/requested-changes.ts'
import { isMember } from '#src/features/organisations/members.queries.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { findPatientContact } from '#src/features/patients/patients.queries.ts'
import type { PatientContact } from '#src/features/patients/patients.schema.ts'

/** A part as the organisation reads it. @param timeZone the organisation's */
const asReceived = (row: DataRequest, timeZone: string): DataRequestAnswer => ({
  id: row.id,
  kind: row.kind,
  object: row.object,
  purpose: row.purpose,
  state: row.state,
  source: row.source,
  patientId: row.patientId,
  filedBy: row.source === 'self' ? null : row.filedBy,
  expedite: row.expedite,
  regime: row.regime,
  rule: row.rule,
  receivedAt: row.receivedAt,
  dueAt: endOfDay(row.dueOn, timeZone),
  extendedAt: row.extendedAt,
  identityMethod: row.identityMethod,
  identityCheckedBy: row.identityCheckedBy,
  identityCheckedAt: row.identityCheckedAt,
  graceEndsAt: row.graceEndsAt,
  blockers: row.blockers,
  closedAt: row.closedAt,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
})

/** A part of the organisation's, as it is answered. */
export const answerRow = async (
  { tx, actor }: OrganisationScope,
  row: DataRequest,
): Promise<DataRequestAnswer> => asReceived(row, (await findOrganisation(tx, actor.organisationId)).timeZone)

/**
 * Refuses whoever is named as having checked an identity and does not work there.
 * @throws Problem 422
 */
export const demandChecker = async (
  { tx, actor }: OrganisationScope,
  { checkedBy }: IdentityEvidence,
  pointer: string,
): Promise<void> => {
  if (!(await isMember(tx, actor.organisationId, checkedBy))) throw refused(pointer, 'is no member')
}

/** The address of a patient that is on file; null for none. */
export const addressOnFile = async (
  { tx, deps, actor }: OrganisationScope,
  patientId: string | null,
): Promise<string | null> => {
  const { organisationId } = actor
  const patient = patientId === null ? undefined : await findPatientContact(tx, organisationId, patientId)
  if (!patient) return null
  const place = { field: 'patients.rest', rowId: patient.id }
  return (await deps.keyring.open<PatientContact>(tx, organisationId, patient.rest, place)).email
}

/** Whether there is an address to which a copy may go: the account's, or the one on file (S79). */
export const hasAddress = async (scope: OrganisationScope, patientId: string | null): Promise<boolean> => {
  const { tx, actor } = scope
  const patient =
    patientId === null ? undefined : await findPatientContact(tx, actor.organisationId, patientId)
  if (!patient) return false
  return patient.accountId !== null || (await addressOnFile(scope, patientId)) !== null
}

const judge = (
  { at }: OrganisationScope,
  { kind, object, purpose, changes, receivedAt }: NewStaffRequest,
) => {
  refuseOtherChanges(kind, changes)
  if (Date.parse(receivedAt) > Date.parse(at)) throw refused('/receivedAt', 'is still to come')
  if (kind === 'objection' && purpose === undefined) throw refused('/purpose', 'says what must stop')
  if (kind !== 'objection' && purpose !== undefined) throw refused('/purpose', 'is for an objection')
  if (object === 'healthRecord' && (kind === 'objection' || kind === 'accessLogs'))
    throw refused('/object', 'is not asked of the health record')
}

/**
 * Files what somebody asked for on paper, by phone or at the desk. A copy goes to the account or the address on file,
 * never to whoever files.
 * @throws Problem 404 for a patient out of reach, 409 `request-open`, 422 for a checker who is no member
 */
export const fileForPatient = async (
  scope: OrganisationScope,
  asked: NewStaffRequest,
): Promise<DataRequestAnswer> => {
  const { tx, actor } = scope
  const { organisationId } = actor
  judge(scope, asked)
  const {
    kind,
    object = 'all',
    purpose = null,
    reason,
    changes,
    patientId,
    receivedAt,
    identityEvidence,
  } = asked
  const patient = await findAskedFor(tx, organisationId, patientId, dataRequestsAccess.file)
  if (!patient) throw notFound()
  if (identityEvidence) await demandChecker(scope, identityEvidence, '/identityEvidence/checkedBy')
  const { accountId } = patient
  await lockRequester(tx, accountId ?? patientId)
  const open = await findOpenRequest(tx, organisationId, { accountId, patientId }, { kind, object, purpose })
  if (open) throw conflict('request-open', { extra: { id: open.id } })
  const row = await openRequest(scope, {
    organisationId,
    id: newId(),
    accountId,
    patientId,
    kind,
    object,
    source: 'staff',
    filedBy: actor.accountId,
    role: actor.roles.join(','),
    purpose,
    receivedAt: new Date(receivedAt).toISOString(),
    identity: identityEvidence ?? null,
    contents: {
      ...(reason === undefined ? {} : { reason }),
      ...(changes === undefined ? {} : { changes: asAsked(changes) }),
    },
    answered: isAnsweredAtOnce({ kind, object }) && (await hasAddress(scope, patientId)),
  })
  await recordAct(scope, {
    action: 'create',
    resource: 'dataRequest',
    resourceIds: [row.id],
    patientId,
    detail: { kind, object, state: row.state },
  })
  return answerRow(scope, row)
}

/** The organisation's requests, the newest first, at most `limit + 1`. */
export const receivedRequests = async (
  scope: OrganisationScope,
  filters: RequestFilters,
  before: string | null,
  limit: number,
): Promise<DataRequestAnswer[]> => {
  const { tx, actor } = scope
  const rows = await listReceivedRequests(tx, actor.organisationId, filters, before, limit)
  const { timeZone } = await findOrganisation(tx, actor.organisationId)
  return rows.map((row) => asReceived(row, timeZone))
}

/**
 * One of the organisation's requests, with its words and what happened to it.
 * @throws Problem 404 for another organisation's
 */
export const showReceived = async (scope: OrganisationScope, id: string): Promise<DataRequestDetails> => {
  const { tx, actor } = scope
  const { organisationId } = actor
  const row = await findReceivedRequest(tx, organisationId, id)
  if (!row) throw notFound()
  const contents = await openContents(scope, row)
  const { country, timeZone } = await findOrganisation(tx, organisationId)
  const { firstName = null, lastName = null, dateOfBirth = null } = contents
  return {
    ...asReceived(row, timeZone),
    reason: contents.reason ?? null,
    changes: shownChanges(contents),
    requester: row.source === 'public' ? { firstName, lastName, dateOfBirth } : null,
    refusal: refusalOf(row, contents, country),
    answer: answerOf(row, contents),
    timeline: await readTimeline(scope, organisationId, id),
  }
}
