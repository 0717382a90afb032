import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { notFound, Problem, refused } from '#src/errors.ts'
import { planMail } from '#src/features/messages/plan-mail.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { endLinkTokens } from '#src/features/patients/patient-links.queries.ts'
import { lockPatient, type StoredPatient, updatePatient } from '#src/features/patients/patients.queries.ts'
import type { Patient, Restriction, RestrictionLifting } from '#src/features/patients/patients.schema.ts'
import { isRestricted } from '#src/features/patients/restriction.ts'
import { type OpenPatient, openPatient, sealPatient } from '#src/features/patients/sealed-patient.ts'
import { showOpenPatient } from '#src/features/patients/show-patient.ts'
import { recordLifting, recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'
import { normaliseNote } from '#src/schema/text.ts'

/** So long before a restriction is lifted the mail goes out that says so. */
const noticeMilliseconds = 86_400_000

type Change = Parameters<typeof updatePatient>[4]

const locked = async ({ tx, deps, actor }: OrganisationScope, patientId: string) => {
  const row = await lockPatient(tx, actor.organisationId, patientId)
  if (!row) throw notFound()
  return { row, open: await openPatient(deps.keyring, tx, row) }
}

const show = async (scope: OrganisationScope, row: StoredPatient, open: OpenPatient): Promise<Patient> => {
  const { settings } = await findOrganisation(scope.tx, scope.actor.organisationId)
  return showOpenPatient(scope, row, open, settings.patientFields)
}

const change = async (
  scope: OrganisationScope,
  patientId: string,
  verb: string,
  values: Change,
): Promise<StoredPatient> => {
  const { tx, actor, at } = scope
  const row = await updatePatient(tx, actor.organisationId, patientId, null, { ...values, updatedAt: at })
  if (!row) throw new Problem('precondition-failed')
  await recordAct(scope, {
    action: 'change',
    resource: 'patient',
    resourceIds: [patientId],
    patientId,
    detail: { verb },
  })
  return row
}

/**
 * Takes a patient out of use: nobody books for them, nobody signs in as them. What is on record stays, and they stay
 * in the lists. Done once or twice is the same.
 * @throws Problem 404 where there is none
 */
export const deactivatePatient = async (scope: OrganisationScope, patientId: string): Promise<Patient> => {
  const { row, open } = await locked(scope, patientId)
  if (row.state === 'deactivated') return show(scope, row, open)
  const { organisationId } = row
  await endLinkTokens(scope.tx, organisationId, patientId, scope.at)
  await recordTakingAway(scope, { organisationId, action: 'patientDeactivated', patientId })
  return show(scope, await change(scope, patientId, 'deactivate', { state: 'deactivated' }), open)
}

/**
 * Restricts a patient's data (GDPR Art. 18): kept, left out of lists and searches, used for nothing else. A
 * restriction that was about to end stays.
 * @throws Problem 404 where there is none
 */
export const restrictPatient = async (
  scope: OrganisationScope,
  patientId: string,
  { reason }: Restriction,
): Promise<Patient> => {
  const { row, open } = await locked(scope, patientId)
  const values = { ...open, rest: { ...open.rest, restrictionReason: normaliseNote(reason) } }
  const restricted = await change(scope, patientId, 'restrict', {
    ...(await sealPatient(scope.deps.keyring, scope.tx, row, values)),
    restrictedAt: isRestricted(row, scope.at) ? row.restrictedAt : scope.at,
    restrictionEndsAt: null,
  })
  const { organisationId } = row
  await recordTakingAway(scope, { organisationId, action: 'restricted', patientId })
  return show(scope, restricted, values)
}

const toldIn = (
  { at }: OrganisationScope,
  { rest }: OpenPatient,
  toldAt: string | undefined,
): 'mail' | 'person' => {
  if (toldAt !== undefined) {
    if (Date.parse(toldAt) > Date.parse(at)) throw refused('/toldAt', 'must not be in the future')
    return 'person'
  }
  if (rest.email === null)
    throw refused('/toldAt', 'is needed, as no mail can be sent: tell the person first')
  return 'mail'
}

/**
 * Ends a restriction once the person was told (GDPR Art. 18(3)): a day after the mail that says so, or at once where
 * staff told them.
 * @throws Problem 404 where there is none, 422 where nobody is or can be told
 */
export const liftRestriction = async (
  scope: OrganisationScope,
  patientId: string,
  { toldAt }: RestrictionLifting,
): Promise<Patient> => {
  const { row, open } = await locked(scope, patientId)
  if (!isRestricted(row, scope.at)) return show(scope, row, open)
  if (row.restrictionEndsAt !== null && toldAt === undefined) return show(scope, row, open)
  const byMail = toldIn(scope, open, toldAt) === 'mail'
  const endsAt = byMail ? new Date(Date.parse(scope.at) + noticeMilliseconds).toISOString() : scope.at
  const lifted = await change(scope, patientId, 'unrestrict', { restrictionEndsAt: endsAt })
  const { organisationId } = row
  await recordLifting(scope, { organisationId, action: 'restrictionLifted', patientId, detail: { endsAt } })
  if (byMail)
    await planMail(scope, {
      organisationId,
      kind: 'restrictionLifted',
      subjectId: patientId,
      subjectVersion: lifted.version,
      patientId,
      language: row.locale,
    })
  return show(scope, lifted, open)
}
