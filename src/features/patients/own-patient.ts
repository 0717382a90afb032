import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { forbidden, Problem, unauthenticated } from '#src/errors.ts'
import type { AccountIdentity } from '#src/features/accounts/accounts.schema.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import type { PatientFields } from '#src/features/organisations/organisations.schema.ts'
import { isOfAge } from '#src/features/patients/age.ts'
import { indexName } from '#src/features/patients/patient-names.ts'
import {
  findPatientOfAccount,
  insertPatient,
  linkPatient,
  lockAccount,
  type PatientReference,
  searchPatients,
} from '#src/features/patients/patients.queries.ts'
import { openPatient, sealNewPatient } from '#src/features/patients/sealed-patient.ts'
import type { Language } from '#src/schema/primitives.ts'

interface Person extends AccountIdentity {
  locale: Language
}

const openPerson = async (
  { tx, deps, actor }: OrganisationScope,
  account: { sealed: Buffer; locale: Language },
): Promise<Person> => {
  const place = { field: 'accounts.sealed', rowId: actor.accountId }
  const identity = await deps.keyring.open<AccountIdentity>(tx, PLATFORM_ID, account.sealed, place)
  return { ...identity, locale: account.locale }
}

const demandAge = async ({ tx, actor, at }: OrganisationScope, dateOfBirth: string | null) => {
  if (dateOfBirth === null) return
  const { settings, timeZone } = await findOrganisation(tx, actor.organisationId)
  if (!isOfAge(dateOfBirth, settings.minAccountAge, at, timeZone)) throw new Problem('below-minimum-age')
}

/**
 * The patient that staff registered for this person: verified e-mail and date of birth agree, and nobody else
 * there has that e-mail. An account's e-mail is always a verified one.
 */
const linkByEmail = async (
  scope: OrganisationScope,
  person: Person,
): Promise<PatientReference | undefined> => {
  const { tx, deps, actor, at } = scope
  const { organisationId, accountId } = actor
  if (person.dateOfBirth === null) return undefined
  const emailIndexes = await deps.keyring.blindIndexes(tx, organisationId, 'email', person.email)
  const [only, second] = await searchPatients(tx, organisationId, { emailIndexes }, null, 1)
  if (!only || second || only.accountId !== null) return undefined
  const { care } = await openPatient(deps.keyring, tx, only)
  if (care.dateOfBirth !== person.dateOfBirth) return undefined
  const linked = await linkPatient(tx, organisationId, only.id, accountId, at)
  if (linked)
    await recordAct(scope, {
      action: 'link',
      resource: 'patient',
      resourceIds: [only.id],
      patientId: only.id,
      ground: 'self',
      detail: { by: 'emailAndDateOfBirth' },
    })
  return linked
}

/** What the organisation takes over of an account: nothing that it hides. */
const usedOf = (person: Person, fields: PatientFields) => ({
  email: fields.email === 'hidden' ? null : person.email,
  phone: fields.phone === 'hidden' ? null : person.phone,
  dateOfBirth: fields.dateOfBirth === 'hidden' ? null : person.dateOfBirth,
})

const makeOwnPatient = async (scope: OrganisationScope, person: Person): Promise<PatientReference> => {
  const { tx, deps, at } = scope
  const { organisationId, accountId } = scope.actor
  const id = newId()
  const { firstName, lastName, locale } = person
  const { settings } = await findOrganisation(tx, organisationId)
  const { email, phone, dateOfBirth } = usedOf(person, settings.patientFields)
  const sealed = await sealNewPatient(
    deps.keyring,
    tx,
    { organisationId, id, accountId },
    { care: { firstName, lastName, dateOfBirth, nationalId: null }, rest: { email, phone, address: null } },
  )
  const patient = await insertPatient(tx, {
    organisationId,
    id,
    accountId,
    ...sealed,
    locale,
    source: 'self',
    enteredBy: null,
    informedAt: null,
    informedBy: null,
    informedNoticeVersion: null,
    externalId: null,
    state: 'active',
    version: 1,
    createdAt: at,
    updatedAt: at,
  })
  await indexName(deps.keyring, tx, organisationId, id, { firstName, lastName })
  await recordAct(scope, {
    action: 'create',
    resource: 'patient',
    resourceIds: [id],
    patientId: id,
    ground: 'self',
  })
  return patient
}

const demandActive = (patient: PatientReference): PatientReference => {
  if (patient.state !== 'active') throw forbidden()
  return patient
}

/**
 * The patient that the signed-in account is in the organisation: the one it has, else the one that staff
 * registered for it, else a new one with the account's name, e-mail, phone and date of birth. Two calls at once
 * answer the same patient.
 * @throws Problem 422 `below-minimum-age` by the organisation's setting, nothing stored; 403 for a deactivated one
 */
export const ownPatient = async (scope: OrganisationScope): Promise<PatientReference> => {
  const { tx, actor } = scope
  const { organisationId, accountId } = actor
  const known = await findPatientOfAccount(tx, organisationId, accountId)
  if (known) return demandActive(known)
  const account = await lockAccount(tx, accountId)
  if (!account) throw unauthenticated()
  const meanwhile = await findPatientOfAccount(tx, organisationId, accountId)
  if (meanwhile) return demandActive(meanwhile)
  const person = await openPerson(scope, account)
  await demandAge(scope, person.dateOfBirth)
  return (await linkByEmail(scope, person)) ?? (await makeOwnPatient(scope, person))
}
