import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import { SealError } from '#src/crypto/sealing.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, notFound } from '#src/errors.ts'
import {
  insertBreakGlass,
  listBreakGlasses,
  lockBreakGlass,
  type StoredBreakGlass,
  tellAdministrators,
  updateBreakGlass,
} from '#src/features/patients/break-glass.queries.ts'
import type {
  BreakGlass,
  BreakGlassReason,
  NewBreakGlass,
} from '#src/features/patients/break-glass.schema.ts'
import { normaliseNote } from '#src/schema/text.ts'

const minute = 60_000
/** A request of the platform that nobody approves lapses. */
const requestStands = 24 * 60 * minute

const placeOf = (rowId: string) => ({ field: 'breakGlass.sealed', rowId })
const later = (at: string, milliseconds: number) => new Date(Date.parse(at) + milliseconds).toISOString()

const asBreakGlass = (
  { sealed: _sealed, accountId, ...row }: StoredBreakGlass,
  reason: string,
): BreakGlass => ({
  ...row,
  requestedBy: accountId,
  reason,
})

const isApproved = ({ role, approvedAt }: StoredBreakGlass) => role === 'practitioner' || approvedAt !== null

/** Whose key seals it: the patient's as soon as somebody of the organisation answers for it. */
const holderOf = (row: StoredBreakGlass) => (isApproved(row) ? row.organisationId : PLATFORM_ID)

const sealForPatient = (
  { tx, deps, actor }: OrganisationScope,
  id: string,
  patientId: string,
  reason: string,
) => {
  const key = { organisationId: actor.organisationId, subjectId: patientId, class: 'care' } as const
  return deps.keyring.seal(tx, key, placeOf(id), { reason } satisfies BreakGlassReason)
}

const sealForPlatform = ({ tx, deps }: OrganisationScope, id: string, reason: string) => {
  const key = { organisationId: PLATFORM_ID, subjectId: PLATFORM_ID, class: 'platform' } as const
  return deps.keyring.seal(tx, key, placeOf(id), { reason } satisfies BreakGlassReason)
}

const noSuchPatient = (error: unknown): unknown =>
  error instanceof SealError || (error as { code?: string }).code === '23503' ? notFound() : error

/**
 * Reaches a patient beyond one's own reach: a practitioner at once, for so many minutes; an administrator of the
 * platform from the approval on. The organisation's administrators get a mail, and the trail of the patient shows it.
 * @throws Problem 404 where the organisation has no such patient
 */
export const breakGlass = async (
  scope: OrganisationScope,
  { patientId, reason: typed, minutes = 60 }: NewBreakGlass,
): Promise<BreakGlass> => {
  const { tx, actor, at } = scope
  const role = actor.roles.includes('platform') ? 'platform' : 'practitioner'
  const alone = role === 'practitioner'
  const id = newId()
  const reason = normaliseNote(typed)
  const row = {
    organisationId: actor.organisationId,
    id,
    patientId,
    accountId: actor.accountId,
    role,
    minutes,
    createdAt: at,
    approvedBy: null,
    approvedAt: null,
    expiresAt: alone ? later(at, minutes * minute) : null,
  } as const
  try {
    const sealed = await (alone
      ? sealForPatient(scope, id, patientId, reason)
      : sealForPlatform(scope, id, reason))
    await insertBreakGlass(tx, { ...row, sealed })
  } catch (error) {
    throw noSuchPatient(error)
  }
  await recordAct(scope, {
    action: 'breakGlass',
    resource: 'patient',
    resourceIds: [patientId],
    patientId,
    ground: 'emergency',
    detail: { breakGlassId: id, minutes, verb: alone ? 'use' : 'request' },
    // The platform has no key of the patient: its reason stands in the trail from the approval on.
    ...(alone ? { reason } : {}),
  })
  await tellAdministrators(tx, alone ? 'breakGlassUsed' : 'breakGlassRequested', at)
  const { accountId: requestedBy, ...shown } = row
  return { ...shown, requestedBy, reason }
}

const openReason = async ({ tx, deps }: OrganisationScope, row: StoredBreakGlass): Promise<string> =>
  (await deps.keyring.open<BreakGlassReason>(tx, holderOf(row), row.sealed, placeOf(row.id))).reason

/**
 * Lets the platform's administrator who asked read that patient from now on, for the minutes asked for.
 * @throws Problem 404 where nothing was asked for; 409 where it was approved already, or a day has passed
 */
export const approveBreakGlass = async (scope: OrganisationScope, id: string): Promise<BreakGlass> => {
  const { tx, actor, at } = scope
  const { organisationId } = actor
  const row = await lockBreakGlass(tx, organisationId, id)
  if (row?.role !== 'platform') throw notFound()
  if (row.approvedAt !== null || later(row.createdAt, requestStands) <= at) throw conflict('conflict')
  const reason = await openReason(scope, row)
  const approved = await updateBreakGlass(tx, organisationId, id, {
    sealed: await sealForPatient(scope, id, row.patientId, reason),
    approvedBy: actor.accountId,
    approvedAt: at,
    expiresAt: later(at, row.minutes * minute),
  })
  await recordAct(scope, {
    action: 'breakGlass',
    resource: 'patient',
    resourceIds: [row.patientId],
    patientId: row.patientId,
    ground: 'administration',
    detail: { breakGlassId: id, minutes: row.minutes, verb: 'approve' },
    reason,
  })
  return asBreakGlass(approved, reason)
}

/** Break-glasses with their reasons, newest first, at most `limit + 1`. */
export const findBreakGlasses = async (
  scope: OrganisationScope,
  before: string | null,
  limit: number,
): Promise<BreakGlass[]> => {
  const { tx, deps, actor } = scope
  const rows = await listBreakGlasses(tx, actor.organisationId, before, limit)
  const reasons = await deps.keyring.openMany<BreakGlassReason>(
    tx,
    rows.map((row) => ({ organisationId: holderOf(row), sealed: row.sealed, place: placeOf(row.id) })),
  )
  return rows.map((row, i) => asBreakGlass(row, (reasons[i] as BreakGlassReason).reason))
}
