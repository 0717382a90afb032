import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, forbidden, notFound, Problem, refused } from '#src/errors.ts'
import { hasConsent } from '#src/features/consents/consents.queries.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { isOfAge } from '#src/features/patients/age.ts'
import { demandProfile, neededConsents } from '#src/features/patients/field-profile.ts'
import { recordPatientChange } from '#src/features/patients/patient-changes.ts'
import { replaceLink } from '#src/features/patients/patient-links.service.ts'
import { indexName } from '#src/features/patients/patient-names.ts'
import { changedValues } from '#src/features/patients/patient-values.ts'
import { lockPatient, updatePatient } from '#src/features/patients/patients.queries.ts'
import type { Patient, PatientChange, RecordKept } from '#src/features/patients/patients.schema.ts'
import { openPatient, sealPatient } from '#src/features/patients/sealed-patient.ts'
import { showOpenPatient } from '#src/features/patients/show-patient.ts'
import { dateAt } from '#src/schema/calendar.ts'

type AgeRules = Pick<Awaited<ReturnType<typeof findOrganisation>>, 'settings' | 'timeZone'>

/** @throws Problem 422 `below-minimum-age` */
export const demandAge = (dateOfBirth: string | null, { settings, timeZone }: AgeRules, at: string) => {
  if (dateOfBirth !== null && !isOfAge(dateOfBirth, settings.minAccountAge, at, timeZone))
    throw refused('/dateOfBirth', `must be ${settings.minAccountAge} years ago or more`, 'below-minimum-age')
}

/** The refusal that an error is, where another patient has the `externalId`; any other error as it is. */
export const externalIdTaken = (error: unknown): unknown => {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code !== '23505' || constraint !== 'patients_external_id') return error
  return conflict('already-exists', {
    errors: [{ pointer: '/externalId', detail: 'belongs to another patient' }],
  })
}

/**
 * Demands the consents without which some fields may not be told.
 * @param patientId null for a new patient, who cannot have consented to anything yet
 * @throws Problem 422 with a pointer to the first field that needs a consent which is not in force
 */
export const demandConsents = async (
  { tx, actor }: OrganisationScope,
  patientId: string | null,
  sent: PatientChange,
): Promise<void> => {
  for (const [purpose, field] of neededConsents(sent))
    if (patientId === null || !(await hasConsent(tx, actor.organisationId, patientId, purpose)))
      throw refused(`/${field}`, `needs the person's consent (${purpose})`)
}

const demandRecordRight = ({ actor, at }: OrganisationScope, kept: RecordKept | null, timeZone: string) => {
  // Whether there is a record, who writes it knows.
  if (!actor.roles.includes('practitioner')) throw forbidden()
  if (kept === null) return
  const today = dateAt(at, timeZone)
  if (kept.lastEntryAt > today) throw refused('/recordKept/lastEntryAt', 'lies ahead')
  if (kept.endedAt !== undefined && kept.endedAt > today) throw refused('/recordKept/endedAt', 'lies ahead')
}

/**
 * Changes a patient; `null` takes a value away. A new e-mail address of somebody who is not linked yet ends the
 * links that were mailed and gets its own.
 * @throws Problem 404 where there is none, 412 where it changed since `expected`, and as `registerPatient`
 */
export const changePatient = async (
  scope: OrganisationScope,
  patientId: string,
  expected: number | null,
  change: PatientChange,
): Promise<Patient> => {
  const { tx, deps, actor, at } = scope
  const { organisationId } = actor
  // Two changes of different fields are both in the same sealed value: the second waits and starts from the first.
  const before = await lockPatient(tx, organisationId, patientId)
  if (!before) throw notFound()
  if (expected !== null && before.version !== expected) throw new Problem('precondition-failed')
  const rules = await findOrganisation(tx, organisationId)
  demandProfile(rules.settings.patientFields, change, false)
  await demandConsents(scope, patientId, change)
  const known = await openPatient(deps.keyring, tx, before)
  const values = changedValues(known, change, rules.country)
  if (change.recordKept !== undefined) demandRecordRight(scope, change.recordKept, rules.timeZone)
  if (change.dateOfBirth !== undefined) demandAge(values.care.dateOfBirth, rules, at)
  const row = await updatePatient(tx, organisationId, patientId, expected, {
    ...(await sealPatient(deps.keyring, tx, before, values)),
    ...(change.locale !== undefined ? { locale: change.locale } : {}),
    ...(change.externalId !== undefined ? { externalId: change.externalId } : {}),
    ...(change.recordKept !== undefined ? { recordKept: change.recordKept } : {}),
    updatedAt: at,
  }).catch((error) => {
    throw externalIdTaken(error)
  })
  if (!row) throw new Problem('precondition-failed')
  await recordPatientChange(scope, patientId, known, values)
  const { firstName, lastName } = known.care
  if (firstName !== values.care.firstName || lastName !== values.care.lastName)
    await indexName(deps.keyring, tx, organisationId, patientId, values.care)
  if (known.rest.email !== values.rest.email) await replaceLink(scope, row, values)
  await recordAct(scope, {
    action: 'change',
    resource: 'patient',
    resourceIds: [patientId],
    patientId,
    detail: { fields: Object.keys(change) },
  })
  return showOpenPatient(scope, row, values, rules.settings.patientFields)
}
