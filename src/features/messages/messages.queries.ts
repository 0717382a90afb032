import { type Expression, type ExpressionBuilder, type SqlBool, sql, type Updateable } from 'kysely'
import type { Access } from '#src/access/access.ts'
import { withinReach } from '#src/access/reach.ts'
import type { Database, ScopedTx } from '#src/db/database.ts'
import { hasConsent } from '#src/features/consents/consents.queries.ts'
import { hasObjected } from '#src/features/consents/objections.queries.ts'
import { isRestricted } from '#src/features/patients/restriction.ts'

/** Takes a mail that waits to be sent; undefined where it does not, or another worker has it. */
export const lockPlannedMail = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('mails')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('state', '=', 'planned')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()

/** Whether a mail still waits to be sent. */
export const isPlanned = async (tx: ScopedTx, organisationId: string, id: string): Promise<boolean> => {
  const mail = await tx
    .selectFrom('mails')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('state', '=', 'planned')
    .executeTakeFirst()
  return mail !== undefined
}

/** Notes what became of a mail. */
export const recordMail = async (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  outcome: Updateable<Database['mails']>,
): Promise<void> => {
  await tx
    .updateTable('mails')
    .set(outcome)
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .execute()
}

/** A token that can still be used, by its hash; undefined for any other. */
export const findLiveToken = (tx: ScopedTx, organisationId: string, hash: Buffer, at: string) =>
  tx
    .selectFrom('tokens')
    .select(['createdAt', 'expiresAt'])
    .where('organisationId', '=', organisationId)
    .where('hash', '=', hash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', at)
    .executeTakeFirst()

/** An active account, in the platform's job scope. */
export const findMailedAccount = (tx: ScopedTx, id: string) =>
  tx
    .selectFrom('accounts')
    .select(['id', 'sealed'])
    .where('id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirst()

/** A registration that waits for its link. */
export const findMailedRegistration = (tx: ScopedTx, id: string, at: string) =>
  tx
    .selectFrom('registrations')
    .select(['id', 'sealed'])
    .where('id', '=', id)
    .where('expiresAt', '>', at)
    .executeTakeFirst()

/** An invitation that can still be accepted. */
export const findMailedInvitation = (tx: ScopedTx, organisationId: string, id: string, at: string) =>
  tx
    .selectFrom('invitations')
    .select(['id', 'sealed'])
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', at)
    .executeTakeFirst()

/** A patient in the organisation's care. */
export const findMailedPatient = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('patients')
    .select(['id', 'care', 'rest', 'restrictionEndsAt'])
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** An invited guardian, whose invitation still stands. */
export const findMailedGuardian = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('guardians')
    .select(['id', 'sealed'])
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('state', '=', 'invited')
    .executeTakeFirst()

/** Those who are or are to be a patient's guardians. */
export const listMailedGuardians = (tx: ScopedTx, organisationId: string, patientId: string) =>
  tx
    .selectFrom('guardians')
    .select(['id', 'sealed'])
    .where('organisationId', '=', organisationId)
    .where('patientId', '=', patientId)
    .where('state', '<>', 'ended')
    .execute()

/** How the organisation calls itself in mails, and how it is called. */
export const findSender = (tx: ScopedTx, organisationId: string) =>
  tx
    .selectFrom('organisations')
    .select(['name', 'timeZone', sql<string | null>`settings ->> 'mailDisplayName'`.as('mailDisplayName')])
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow()

/** The appointment that a mail tells of, with its site's address. */
export const findMailedAppointment = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('appointments')
    .innerJoin('sites', (join) =>
      join
        .onRef('sites.organisationId', '=', 'appointments.organisationId')
        .onRef('sites.id', '=', 'appointments.siteId'),
    )
    .select([
      'appointments.status',
      'appointments.confidential',
      'appointments.patientId',
      'appointments.startsAt',
      'appointments.endsAt',
      'appointments.timeZone',
      'appointments.createdAt',
      'sites.street',
      'sites.postalCode',
      'sites.city',
    ])
    .where('appointments.organisationId', '=', organisationId)
    .where('appointments.id', '=', id)
    .executeTakeFirst()

/** An appointment within the caller's reach, as far as its mails depend on it. */
export const findReachableAppointment = (tx: ScopedTx, organisationId: string, id: string, access: Access) =>
  tx
    .selectFrom('appointments')
    .select(['status', 'startsAt'])
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where(withinReach(access, { patient: 'patient_id', confidential: 'confidential' }))
    .executeTakeFirst()

/** All mails about an appointment, by the time at which they are due. */
export const listAppointmentMails = (tx: ScopedTx, organisationId: string, appointmentId: string) =>
  tx
    .selectFrom('mails')
    .select(['id', 'kind', 'subjectVersion', 'leadTime', 'state', 'dueAt', 'sentAt', 'failure'])
    .where('organisationId', '=', organisationId)
    .where('subjectId', '=', appointmentId)
    .orderBy('dueAt')
    .orderBy('id')
    .execute()

/**
 * The newest version of an appointment of which a mail was planned that tells where things stand now: what is older is
 * stale. Other changes of the row raise its version too, and make no mail stale.
 */
export const newestToldVersion = async (
  tx: ScopedTx,
  organisationId: string,
  appointmentId: string,
): Promise<number> => {
  const { version } = await tx
    .selectFrom('mails')
    .select((query) => query.fn.max('subjectVersion').as('version'))
    .where('organisationId', '=', organisationId)
    .where('subjectId', '=', appointmentId)
    .where('kind', 'in', ['appointmentConfirmation', 'appointmentChange', 'appointmentCancellation'])
    .executeTakeFirstOrThrow()
  return version
}

/**
 * What a patient wants to get: reminders unless switched off, marketing only with consent and unless switched off;
 * neither what they object to, nor anything of both while their data is restricted.
 * @param at ISO 8601 instant
 */
export const findMailWishes = async (
  tx: ScopedTx,
  organisationId: string,
  patientId: string,
  at: string,
): Promise<{ reminders: boolean; marketing: boolean }> => {
  const wishes = await tx
    .selectFrom('patients')
    .leftJoin('communicationPreferences', 'communicationPreferences.accountId', 'patients.accountId')
    .select(['reminders', 'marketing', 'restrictedAt', 'restrictionEndsAt', 'patients.erasureRequestId'])
    .where('patients.organisationId', '=', organisationId)
    .where('patients.id', '=', patientId)
    .executeTakeFirst()
  // What waits to be erased is used for nothing that is not owed.
  if (wishes && (isRestricted(wishes, at) || wishes.erasureRequestId))
    return { reminders: false, marketing: false }
  const may = async (purpose: 'reminders' | 'marketing') =>
    (wishes?.[purpose] ?? true) && !(await hasObjected(tx, organisationId, patientId, purpose, at))
  const consents = await hasConsent(tx, organisationId, patientId, 'marketing')
  return { reminders: await may('reminders'), marketing: consents && (await may('marketing')) }
}

/**
 * Takes back the mails of these kinds that wait; one that is being sent just now is left to its worker, which asks again.
 * @param whose which of them
 */
export const withdrawWaitingMails = async (
  tx: ScopedTx,
  organisationId: string,
  whose: (eb: ExpressionBuilder<Database, 'mails'>) => Expression<SqlBool>,
  kinds: readonly string[],
): Promise<void> => {
  if (kinds.length === 0) return
  const waiting = tx
    .selectFrom('mails')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where(whose)
    .where(sql<boolean>`kind = any(${[...kinds]}::text[])`)
    .where('state', '=', 'planned')
    .forUpdate()
    .skipLocked()
  await tx
    .updateTable('mails')
    .set({ state: 'withdrawn', failure: 'not-wanted', sealed: null })
    .where('organisationId', '=', organisationId)
    .where('id', 'in', waiting)
    .execute()
}
