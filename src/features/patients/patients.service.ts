import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import type { Keyring } from '#src/crypto/keyring.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, invalid, notFound, Problem, refused } from '#src/errors.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { isOfAge } from '#src/features/patients/age.ts'
import { announcePatient, replaceLink } from '#src/features/patients/patient-links.service.ts'
import {
  insertPatient,
  isMember,
  lockPatient,
  type StoredPatient,
  searchPatients,
  updatePatient,
} from '#src/features/patients/patients.queries.ts'
import type {
  NewPatient,
  Patient,
  PatientChange,
  PatientSearch,
} from '#src/features/patients/patients.schema.ts'
import {
  type OpenPatient,
  openCachedPatient,
  openPatient,
  openPatients,
  sealNewPatient,
  sealPatient,
} from '#src/features/patients/sealed-patient.ts'
import type { Address } from '#src/schema/primitives.ts'
import { normaliseEmail, normaliseName, normalisePhone } from '#src/schema/text.ts'

/** The row with its values open, as it is answered. */
const asPatient = (row: StoredPatient, { care, rest }: OpenPatient): Patient => ({
  id: row.id,
  organisationId: row.organisationId,
  firstName: care.firstName,
  lastName: care.lastName,
  email: rest.email,
  phone: rest.phone,
  dateOfBirth: care.dateOfBirth,
  address: rest.address,
  locale: row.locale,
  externalId: row.externalId,
  informedAt: row.informedAt,
  informedBy: row.informedBy,
  source: row.source,
  enteredBy: row.enteredBy,
  linked: row.accountId !== null,
  state: row.state,
  version: row.version,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
})

/** The patient by keys that are at hand; undefined when one is not. */
export const showCachedPatient = (keyring: Keyring, row: StoredPatient): Patient | undefined => {
  const open = openCachedPatient(keyring, row)
  return open && asPatient(row, open)
}

/** The patient by keys that the scope reaches. */
export const showPatient = async ({ tx, deps }: OrganisationScope, row: StoredPatient): Promise<Patient> =>
  asPatient(row, await openPatient(deps.keyring, tx, row))

const storedEmail = (typed: string): string => {
  const email = normaliseEmail(typed)
  if (email === null) throw invalid('/email', 'must be an e-mail address')
  return email
}

const storedPhone = (typed: string, country: string): string => {
  const phone = normalisePhone(typed, country)
  if (phone === null) throw refused('/phone', 'is no possible phone number')
  return phone
}

const storedAddress = ({ street, postalCode, city, country }: Address): Address => ({
  street: normaliseName(street),
  postalCode: normaliseName(postalCode),
  city: normaliseName(city),
  country,
})

type AgeRules = Pick<Awaited<ReturnType<typeof findOrganisation>>, 'settings' | 'timeZone'>

const demandAge = (dateOfBirth: string | null, { settings, timeZone }: AgeRules, at: string) => {
  if (dateOfBirth !== null && !isOfAge(dateOfBirth, settings.minAccountAge, at, timeZone))
    throw refused('/dateOfBirth', `must be ${settings.minAccountAge} years ago or more`, 'below-minimum-age')
}

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

const externalIdTaken = (error: unknown): unknown => {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code !== '23505' || constraint !== 'patients_external_id') return error
  return conflict('already-exists', {
    errors: [{ pointer: '/externalId', detail: 'belongs to another patient' }],
  })
}

const newValues = (body: NewPatient, country: string): OpenPatient => ({
  care: {
    firstName: normaliseName(body.firstName),
    lastName: normaliseName(body.lastName),
    dateOfBirth: body.dateOfBirth ?? null,
    nationalId: null,
  },
  rest: {
    email: body.email === undefined ? null : storedEmail(body.email),
    phone: body.phone === undefined ? null : storedPhone(body.phone, country),
    address: body.address ? storedAddress(body.address) : null,
  },
})

/**
 * Registers a person who has been told that it is done. Who has an e-mail address gets a mail that names the
 * stored fields and carries the link by which the person's account becomes this patient.
 * @throws Problem 422 below the minimum age, for an impossible phone number, or where nobody was informed;
 * 409 for an `externalId` that another patient has
 */
export const registerPatient = async (scope: OrganisationScope, body: NewPatient): Promise<Patient> => {
  const { tx, deps, actor, at } = scope
  const { organisationId, accountId } = actor
  const informedBy = body.informedBy ?? accountId
  const rules = await findOrganisation(tx, organisationId)
  const values = newValues(body, rules.country)
  demandAge(values.care.dateOfBirth, rules, at)
  await demandInformed(scope, body.informedAt, informedBy)
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
    externalId: body.externalId ?? null,
    state: 'active',
    version: 1,
    createdAt: at,
    updatedAt: at,
  }).catch((error) => {
    throw externalIdTaken(error)
  })
  await announcePatient(scope, row, values)
  await recordAct(scope, { action: 'create', resource: 'patient', resourceIds: [id], patientId: id })
  return asPatient(row, values)
}

const changedValues = ({ care, rest }: OpenPatient, change: PatientChange, country: string): OpenPatient => {
  const { firstName, lastName, dateOfBirth, email, phone, address } = change
  return {
    care: {
      ...care,
      ...(firstName !== undefined ? { firstName: normaliseName(firstName) } : {}),
      ...(lastName !== undefined ? { lastName: normaliseName(lastName) } : {}),
      ...(dateOfBirth !== undefined ? { dateOfBirth } : {}),
    },
    rest: {
      ...rest,
      ...(email !== undefined ? { email: email && storedEmail(email) } : {}),
      ...(phone !== undefined ? { phone: phone && storedPhone(phone, country) } : {}),
      ...(address !== undefined ? { address: address && storedAddress(address) } : {}),
    },
  }
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
  const known = await openPatient(deps.keyring, tx, before)
  const values = changedValues(known, change, rules.country)
  if (change.dateOfBirth !== undefined) demandAge(values.care.dateOfBirth, rules, at)
  const row = await updatePatient(tx, organisationId, patientId, expected, {
    ...(await sealPatient(deps.keyring, tx, before, values)),
    ...(change.locale !== undefined ? { locale: change.locale } : {}),
    ...(change.externalId !== undefined ? { externalId: change.externalId } : {}),
    updatedAt: at,
  }).catch((error) => {
    throw externalIdTaken(error)
  })
  if (!row) throw new Problem('precondition-failed')
  if (known.rest.email !== values.rest.email) await replaceLink(scope, row, values)
  await recordAct(scope, {
    action: 'change',
    resource: 'patient',
    resourceIds: [patientId],
    patientId,
    detail: { fields: Object.keys(change) },
  })
  return asPatient(row, values)
}

/**
 * The patients who have exactly this e-mail address, this phone number, or both, at most `limit + 1` after an id.
 * @throws Problem 400 where neither is given, 422 for an impossible phone number
 */
export const findPatients = async (
  { tx, deps, actor }: OrganisationScope,
  { email, phone }: Pick<PatientSearch, 'email' | 'phone'>,
  after: string | null,
  limit: number,
): Promise<Patient[]> => {
  if (email === undefined && phone === undefined) throw invalid('/email', 'is needed where there is no phone')
  const { organisationId } = actor
  const { country } = await findOrganisation(tx, organisationId)
  const indexes = (kind: 'email' | 'phone', value: string) =>
    deps.keyring.blindIndexes(tx, organisationId, kind, value)
  const by = {
    ...(email === undefined ? {} : { emailIndexes: await indexes('email', storedEmail(email)) }),
    ...(phone === undefined ? {} : { phoneIndexes: await indexes('phone', storedPhone(phone, country)) }),
  }
  const rows = await searchPatients(tx, organisationId, by, after, limit)
  const opened = await openPatients(deps.keyring, tx, rows)
  return rows.map((row, i) => asPatient(row, opened[i] as OpenPatient))
}
