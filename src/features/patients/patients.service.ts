import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { refused } from '#src/errors.ts'
import { isMember } from '#src/features/organisations/members.queries.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { demandAge, demandConsents, externalIdTaken } from '#src/features/patients/change-patient.ts'
import { demandProfile } from '#src/features/patients/field-profile.ts'
import { announcePatient } from '#src/features/patients/patient-links.service.ts'
import { indexName } from '#src/features/patients/patient-names.ts'
import { newValues } from '#src/features/patients/patient-values.ts'
import { insertPatient, type StoredPatient } from '#src/features/patients/patients.queries.ts'
import type { NewPatient, Patient } from '#src/features/patients/patients.schema.ts'
import { sealNewPatient } from '#src/features/patients/sealed-patient.ts'
import { showOpenPatient } from '#src/features/patients/show-patient.ts'
import { noticeVersionAt } from '#src/features/privacy/record-notice.ts'

const demandInformed = async (
  { tx, actor, at }: OrganisationScope,
  informedAt: string,
  informedBy: string,
) => {
  if (Date.parse(informedAt) > Date.parse(at)) throw refused('/informedAt', 'must not be in the future')
  if (informedBy !== actor.accountId && !(await isMember(tx, actor.organisationId, informedBy)))
    throw refused('/informedBy', 'is no member of the organisation')
}

const sourceOf = (roles: readonly string[]): StoredPatient['source'] => {
  if (roles.includes('practitioner')) return 'practitioner'
  return roles.includes('receptionist') ? 'receptionist' : 'orgAdmin'
}

/**
 * Registers a person who has been told that it is done. Who has an e-mail address gets a mail that names the
 * stored fields and carries the link by which the person's account becomes this patient.
 * @throws Problem 422 below the minimum age, for an impossible phone or national number, for a field that the
 * organisation does not use or misses, for one that needs consent, or where nobody was informed; 409 for an `externalId` that another patient has
 */
export const registerPatient = async (scope: OrganisationScope, body: NewPatient): Promise<Patient> => {
  const { tx, deps, actor, at } = scope
  const { organisationId, accountId } = actor
  const informedBy = body.informedBy ?? accountId
  const rules = await findOrganisation(tx, organisationId)
  demandProfile(rules.settings.patientFields, body, true)
  const values = newValues(body, rules.country)
  demandAge(values.care.dateOfBirth, rules, at)
  await demandInformed(scope, body.informedAt, informedBy)
  await demandConsents(scope, null, body)
  const id = newId()
  const sealed = await sealNewPatient(deps.keyring, tx, { organisationId, id, accountId: null }, values)
  const row = await insertPatient(tx, {
    organisationId,
    id,
    accountId: null,
    ...sealed,
    locale: body.locale ?? rules.language,
    source: sourceOf(actor.roles),
    enteredBy: accountId,
    informedAt: body.informedAt,
    informedBy,
    informedNoticeVersion: await noticeVersionAt(scope, organisationId, body.informedAt),
    externalId: body.externalId ?? null,
    state: 'active',
    version: 1,
    createdAt: at,
    updatedAt: at,
  }).catch((error) => {
    throw externalIdTaken(error)
  })
  await indexName(deps.keyring, tx, organisationId, id, values.care)
  await announcePatient(scope, row, values)
  await recordAct(scope, { action: 'create', resource: 'patient', resourceIds: [id], patientId: id })
  return showOpenPatient(scope, row, values, rules.settings.patientFields)
}
