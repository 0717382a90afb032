import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import { hashSecret, newSecret } from '#src/crypto/secrets.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { OrganisationScope, Scope } from '#src/db/scope.ts'
import { readPublic } from '#src/db/transact.ts'
import type { Deps } from '#src/deps.ts'
import { conflict, Problem, unauthenticated } from '#src/errors.ts'
import type { AccountIdentity } from '#src/features/accounts/accounts.schema.ts'
import type { MailSecrets } from '#src/features/messages/messages.schema.ts'
import { type PlannedMail, planMails } from '#src/features/messages/plan-mail.ts'
import { acceptGuardianship } from '#src/features/patients/guardians.service.ts'
import {
  endLinkTokens,
  insertLinkTokens,
  organisationOfLinkStatement,
  spendLinkToken,
} from '#src/features/patients/patient-links.queries.ts'
import type { PatientLink } from '#src/features/patients/patient-links.schema.ts'
import {
  findPatientOfAccount,
  linkPatient,
  lockAccount,
  type StoredPatient,
} from '#src/features/patients/patients.queries.ts'
import type { OpenPatient } from '#src/features/patients/sealed-patient.ts'

const lifetimeDays = 30

const storedFields = (
  { externalId }: StoredPatient,
  { care, rest, special }: OpenPatient,
): NonNullable<MailSecrets['fieldNames']> => {
  const { restrictionReason: _reason, ...contact } = rest
  const values = { ...care, ...contact, ...special, externalId }
  const names = Object.keys(values) as (keyof typeof values)[]
  return [...names.filter((name) => values[name] != null), 'language']
}

/** A patient whom a mail is to tell what is stored; `dueAt` where it may wait. */
export interface Announced {
  row: StoredPatient
  values: OpenPatient
  dueAt?: string
}

/** What telling a patient needs of a request or a job. */
type Announcing = Scope & Pick<OrganisationScope, 'tx'>

/** Whether a mail tells this patient what is stored. */
export const isAnnounced = ({ row, values }: Announced): boolean =>
  values.rest.email !== null && row.accountId === null && row.state === 'active'

const announcementOf = ({ at }: Announcing, { row, values, dueAt = at }: Announced) => {
  const { organisationId, id } = row
  const secret = newSecret()
  return {
    token: {
      organisationId,
      id: newId(),
      patientId: id,
      hash: hashSecret(secret),
      at,
      expiresAt: new Date(Date.parse(dueAt) + lifetimeDays * 86_400_000).toISOString(),
    },
    mail: {
      organisationId,
      kind: 'patientRegistered',
      subjectId: id,
      subjectVersion: row.version,
      patientId: id,
      language: row.locale,
      dueAt,
      secrets: { token: secret, fieldNames: storedFields(row, values) },
    } satisfies PlannedMail,
  }
}

/**
 * Mails patients who have an address which fields are stored, never their values, with a link that is good for
 * 30 days and one use. Only the mail ever holds the link's token.
 */
export const announcePatients = async (scope: Announcing, patients: readonly Announced[]): Promise<void> => {
  const announced = patients.filter(isAnnounced).map((patient) => announcementOf(scope, patient))
  if (announced.length === 0) return
  await insertLinkTokens(
    scope.tx,
    announced.map(({ token }) => token),
  )
  await planMails(
    scope,
    announced.map(({ mail }) => mail),
  )
}

/** Mails one patient, as `announcePatients`. */
export const announcePatient = (scope: Announcing, row: StoredPatient, values: OpenPatient): Promise<void> =>
  announcePatients(scope, [{ row, values }])

/** Ends what was mailed to a former address (`SECURITY.md` S7) and mails to the present one. */
export const replaceLink = async (
  scope: Announcing,
  row: StoredPatient,
  values: OpenPatient,
  dueAt?: string,
): Promise<void> => {
  await endLinkTokens(scope.tx, row.organisationId, row.id, scope.at)
  await announcePatients(scope, [{ row, values, ...(dueAt === undefined ? {} : { dueAt }) }])
}

/** The organisation whose mail carried a live token; null where none did. */
export const organisationOfLink = async (deps: Deps, token: string): Promise<string | null> => {
  const statement = organisationOfLinkStatement(hashSecret(token), deps.clock.now().toISOString())
  const rows = await readPublic<{ organisationId: string | null }>(deps.db, statement)
  return rows[0]?.organisationId ?? null
}

const verifiedEmail = async ({ tx, deps, actor }: OrganisationScope, sealed: Buffer): Promise<string> => {
  const place = { field: 'accounts.sealed', rowId: actor.accountId }
  return (await deps.keyring.open<AccountIdentity>(tx, PLATFORM_ID, sealed, place)).email
}

/**
 * Makes the caller's account the patient for whom the token was mailed, or the guardian.
 * @throws Problem 401 `invalid-token` for one that is spent, 409 `already-linked` where the patient has an
 * account or the account is a patient there already
 */
export const linkByToken = async (scope: OrganisationScope, token: string): Promise<PatientLink> => {
  const { tx, at } = scope
  const { organisationId, accountId } = scope.actor
  const account = await lockAccount(tx, accountId)
  if (!account) throw unauthenticated()
  const subjectId = await spendLinkToken(tx, organisationId, hashSecret(token), at)
  if (subjectId === undefined) throw new Problem('invalid-token')
  const childId = await acceptGuardianship(scope, subjectId, await verifiedEmail(scope, account.sealed))
  if (childId !== null) return { organisationId, patientId: childId, as: 'guardian' }
  const patientId = subjectId
  if (await findPatientOfAccount(tx, organisationId, accountId)) throw conflict('already-linked')
  if (!(await linkPatient(tx, organisationId, patientId, accountId, at))) throw conflict('already-linked')
  await recordAct(scope, {
    action: 'link',
    resource: 'patient',
    resourceIds: [patientId],
    patientId,
    ground: 'self',
    detail: { by: 'token' },
  })
  return { organisationId, patientId, as: 'patient' }
}
