import { v7 as newId } from 'uuid'
import { PLATFORM_ID, type ScopedTx } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import { hasConsent, insertConsents } from '#src/features/consents/consents.queries.ts'
import { type ConsentPurpose, consentPurposes } from '#src/features/consents/consents.schema.ts'
import {
  hasAccountObjected,
  hasObjected,
  insertObjection,
} from '#src/features/consents/objections.queries.ts'
import { type ObjectionPurpose, objectionPurposes } from '#src/features/consents/objections.schema.ts'
import { findPreferences, putPreferences } from '#src/features/consents/preferences.queries.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { unwelcomeKinds } from '#src/features/messages/mail-classes.ts'
import { withdrawWaitingMails } from '#src/features/messages/messages.queries.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'

/** What a part of a request of kind objection objects to. */
export const objectedPurpose = ({ purpose }: { purpose?: string | null }): ObjectionPurpose => {
  const known = objectionPurposes.find((one) => one === purpose)
  if (!known) throw new Error('an objection to nothing that is known')
  return known
}

const isConsentPurpose = (purpose: ObjectionPurpose): purpose is ConsentPurpose =>
  (consentPurposes as readonly string[]).includes(purpose)

/** What of a request says who objected, and where. */
type Objecting = Pick<DataRequest, 'organisationId' | 'patientId' | 'accountId' | 'id' | 'source' | 'filedBy'>
type Instant = Pick<Scope, 'tx' | 'at'>

const withdrawConsent = async (
  scope: Instant,
  request: Objecting,
  purpose: ConsentPurpose,
): Promise<void> => {
  const { organisationId, patientId, accountId, filedBy, source } = request
  const ofPlatform = organisationId === PLATFORM_ID
  await insertConsents(scope.tx, [
    {
      organisationId,
      id: newId(),
      patientId: ofPlatform ? null : patientId,
      accountId: ofPlatform ? accountId : null,
      purpose,
      granted: false,
      textId: null,
      source: source === 'self' ? 'self' : 'staff',
      recordedBy: filedBy,
      sealed: null,
      createdAt: scope.at,
    },
  ])
}

const applyToPatient = async (
  scope: Instant,
  request: Objecting & { patientId: string },
  purpose: ObjectionPurpose,
): Promise<void> => {
  const { at } = scope
  const tx = scope.tx as ScopedTx
  const { organisationId, patientId, id: requestId } = request
  if (!(await hasObjected(tx, organisationId, patientId, purpose, at)))
    await insertObjection(tx, {
      organisationId,
      id: newId(),
      patientId,
      accountId: null,
      purpose,
      requestId,
      endedAt: null,
      createdAt: at,
    })
  if (isConsentPurpose(purpose) && (await hasConsent(tx, organisationId, patientId, purpose)))
    await withdrawConsent(scope, request, purpose)
  const wishes = {
    reminders: purpose !== 'reminders',
    marketing: purpose !== 'marketing',
    invitations: purpose !== 'marketing' && purpose !== 'reviewInvitations',
  }
  await withdrawWaitingMails(
    tx,
    organisationId,
    (eb) => eb('patientId', '=', patientId),
    unwelcomeKinds(wishes),
  )
}

const applyToAccount = async (
  scope: Instant,
  request: Objecting & { accountId: string },
  purpose: ObjectionPurpose,
): Promise<void> => {
  const { tx, at } = scope
  const { accountId, id: requestId } = request
  if (!(await hasAccountObjected(tx, accountId, purpose, at)))
    await insertObjection(tx, {
      organisationId: PLATFORM_ID,
      id: newId(),
      patientId: null,
      accountId,
      purpose,
      requestId,
      endedAt: null,
      createdAt: at,
    })
  if (isConsentPurpose(purpose)) await withdrawConsent(scope, request, purpose)
  if (purpose !== 'marketing' && purpose !== 'reminders') return
  // What waits to be sent in any organisation asks for these when it goes out.
  const { marketing, reminders } = (await findPreferences(tx, accountId)) ?? {
    marketing: true,
    reminders: true,
  }
  await putPreferences(tx, accountId, { marketing, reminders, [purpose]: false }, at)
}

/** The effects of an objection alone: for `applyObjection`, and for a restored database that does not know of it. */
export const stopObjected = async (
  scope: Instant,
  request: Objecting,
  purpose: ObjectionPurpose,
): Promise<void> => {
  const { organisationId, patientId, accountId } = request
  if (organisationId === PLATFORM_ID) {
    if (accountId !== null) await applyToAccount(scope, { ...request, accountId }, purpose)
  } else if (patientId !== null) await applyToPatient(scope, { ...request, patientId }, purpose)
}

/**
 * Stops what somebody objects to, from this transaction on (GDPR Art. 21): mails of that class that wait are taken back,
 * a consent to it is withdrawn, and whatever asks `hasObjected` leaves the person out. Of the platform's own part it
 * turns the account's preference off.
 */
export const applyObjection = async (scope: Scope, request: DataRequest): Promise<void> => {
  const purpose = objectedPurpose(request)
  const { organisationId, patientId, accountId, id: subjectId } = request
  await stopObjected(scope, request, purpose)
  await recordTakingAway(scope, {
    organisationId,
    action: 'objected',
    accountId,
    patientId,
    subjectId,
    detail: { purpose },
  })
}
