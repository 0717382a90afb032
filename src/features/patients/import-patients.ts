import { v7 as newId } from 'uuid'
import { recordEvent } from '#src/audit/record-event.ts'
import type { JobScope } from '#src/db/scope.ts'
import { hasConsent } from '#src/features/consents/consents.queries.ts'
import type { Announced } from '#src/features/patients/patient-links.service.ts'
import { announcePatients, isAnnounced, replaceLink } from '#src/features/patients/patient-links.service.ts'
import { indexName } from '#src/features/patients/patient-names.ts'
import {
  findPatientsByExternalId,
  insertPatients,
  lockPatient,
  type StoredPatient,
  updatePatient,
} from '#src/features/patients/patients.queries.ts'
import type { RecordKept } from '#src/features/patients/patients.schema.ts'
import {
  type OpenPatient,
  openPatient,
  sealNewPatient,
  sealPatient,
} from '#src/features/patients/sealed-patient.ts'
import type { Address, Language } from '#src/schema/primitives.ts'

/** A person as another system describes them, in the forms in which Praxis stores them. */
export interface ImportedPatient {
  externalId: string
  firstName: string
  lastName: string
  email: string | null
  /** E.164, or as it was typed where that is not possible. */
  phone: string | null
  dateOfBirth: string | null
  /** In its normal form. */
  nationalId: string | null
  /** Kept with the person's consent alone. */
  sex: 'female' | 'male' | 'other' | null
  address: Address | null
  locale: Language | null
  /** Which record the law makes the organisation keep, where the other system tells it. */
  recordKept: RecordKept | null
  /** Deceased, or no longer in use in the other system: never mailed. */
  deactivated: boolean
}

/** Who imports, and when the people were told. */
export interface PatientImport {
  importId: string
  enteredBy: string
  informedAt: string
  /** The version of the notice that was in force then. */
  informedNoticeVersion: number
  /** The language of people of whom none is known. */
  language: Language
  /** When the next mail may go out, ISO 8601; asked once a mail. */
  nextMail(): string
}

/** What became of a person. */
export interface ImportedOutcome {
  patientId: string
  outcome: 'created' | 'updated' | 'unchanged'
  /** Somebody new to whom no mail could tell it, as there is no address. */
  noAddress: boolean
  /** The sex was told and not stored, as the person has not consented to it. */
  withoutConsent: boolean
}

const valuesOf = (person: ImportedPatient): OpenPatient => ({
  care: {
    firstName: person.firstName,
    lastName: person.lastName,
    dateOfBirth: person.dateOfBirth,
    nationalId: person.nationalId,
  },
  rest: { email: person.email, phone: person.phone, address: person.address },
})

const newRow = async (
  { tx, deps, organisationId, at }: JobScope,
  { enteredBy, informedAt, informedNoticeVersion, language }: PatientImport,
  person: ImportedPatient,
) => {
  const id = newId()
  const owner = { organisationId, id, accountId: null }
  return {
    organisationId,
    id,
    accountId: null,
    ...(await sealNewPatient(deps.keyring, tx, owner, valuesOf(person))),
    locale: person.locale ?? language,
    source: 'import' as const,
    enteredBy,
    informedAt,
    informedBy: enteredBy,
    informedNoticeVersion,
    externalId: person.externalId,
    recordKept: person.recordKept,
    state: person.deactivated ? ('deactivated' as const) : ('active' as const),
    version: 1,
    createdAt: at,
    updatedAt: at,
  }
}

/** Waits for all of what is under way in the transaction, then throws the first error. */
const allDone = async <R>(running: Promise<R>[]): Promise<R[]> => {
  const settled = await Promise.allSettled(running)
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}

const createPatients = async (
  scope: JobScope,
  order: PatientImport,
  people: readonly ImportedPatient[],
): Promise<Map<string, ImportedOutcome>> => {
  if (people.length === 0) return new Map()
  const rows = await allDone(people.map((person) => newRow(scope, order, person)))
  const stored = await insertPatients(scope.tx, rows)
  const names = new Map(people.map((person) => [person.externalId, person]))
  for (const { id, externalId } of stored) {
    const name = names.get(externalId ?? '')
    if (name) await indexName(scope.deps.keyring, scope.tx, scope.organisationId, id, name)
  }
  const byId = new Map(stored.map((row) => [row.externalId, row]))
  const announced = people.map((person): Announced => {
    const patient = { row: byId.get(person.externalId) as StoredPatient, values: valuesOf(person) }
    return isAnnounced(patient) ? { ...patient, dueAt: order.nextMail() } : patient
  })
  await announcePatients(scope, announced)
  await recordPatients(
    scope,
    order,
    'create',
    stored.map(({ id }) => id),
  )
  return new Map(
    announced.map(({ row, values }) => [
      row.externalId ?? '',
      {
        patientId: row.id,
        outcome: 'created',
        noAddress: values.rest.email === null && row.state === 'active',
        // Who is new has consented to nothing yet.
        withoutConsent: names.get(row.externalId ?? '')?.sex != null,
      },
    ]),
  )
}

/** One event for the people of a batch, each of whom finds it in their access log. */
const recordPatients = (
  scope: JobScope,
  { importId, enteredBy }: PatientImport,
  action: 'create' | 'change',
  ids: string[],
) =>
  recordEvent(scope, {
    organisationId: scope.organisationId,
    action,
    resource: 'patient',
    resourceIds: ids,
    ...(ids.length === 1 ? { patientId: ids[0] ?? null } : { patientIds: ids }),
    accountId: enteredBy,
    role: 'worker',
    detail: { importId },
  })

/** What the other system tells goes over what is known; what it is silent about stays. */
const merged = (known: OpenPatient, person: ImportedPatient): OpenPatient => {
  const { firstName, lastName, dateOfBirth, nationalId, email, phone, address, sex } = person
  return {
    ...known,
    care: {
      ...known.care,
      firstName,
      lastName,
      ...(dateOfBirth === null ? {} : { dateOfBirth }),
      ...(nationalId === null ? {} : { nationalId }),
    },
    rest: {
      ...known.rest,
      ...(email === null ? {} : { email }),
      ...(phone === null ? {} : { phone }),
      ...(address === null ? {} : { address }),
      ...(sex === null ? {} : { sex }),
    },
  }
}

const same = (a: OpenPatient, b: OpenPatient) => JSON.stringify(a) === JSON.stringify(b)

const changePatient = async (
  scope: JobScope,
  order: PatientImport,
  patientId: string,
  told: ImportedPatient,
): Promise<ImportedOutcome> => {
  const { tx, deps, organisationId, at } = scope
  const before = await lockPatient(tx, organisationId, patientId)
  const unchanged = { patientId, outcome: 'unchanged', noAddress: false, withoutConsent: false } as const
  if (!before) return unchanged
  const withoutConsent =
    told.sex !== null && !(await hasConsent(tx, organisationId, patientId, 'demographics'))
  const person = withoutConsent ? { ...told, sex: null } : told
  const known = await openPatient(deps.keyring, tx, before)
  const values = merged(known, person)
  const locale = person.locale ?? before.locale
  // Nobody comes back to life by an import: who was deactivated here stays so.
  const state = person.deactivated ? 'deactivated' : before.state
  const recordKept = person.recordKept ?? before.recordKept
  const sameRecord = JSON.stringify(recordKept) === JSON.stringify(before.recordKept)
  if (same(known, values) && locale === before.locale && state === before.state && sameRecord)
    return { ...unchanged, withoutConsent }
  const row = await updatePatient(tx, organisationId, patientId, null, {
    ...(await sealPatient(deps.keyring, tx, before, values)),
    locale,
    state,
    recordKept,
    updatedAt: at,
  })
  await indexName(deps.keyring, tx, organisationId, patientId, values.care)
  if (row && (known.rest.email !== values.rest.email || state !== before.state)) {
    const mailed = isAnnounced({ row, values })
    await replaceLink(scope, row, values, mailed ? order.nextMail() : undefined)
  }
  await recordPatients(scope, order, 'change', [patientId])
  return { patientId, outcome: 'updated', noAddress: false, withoutConsent }
}

/**
 * Registers people from another system, or changes those who have its id already, by the same keys, indexes, mails
 * and trail as `registerPatient`. Rules on who may be registered are the caller's to keep.
 * @param people each external id once
 * @returns by external id
 * @throws the database's error, after which nothing of it stands
 */
export const importPatients = async (
  scope: JobScope,
  order: PatientImport,
  people: readonly ImportedPatient[],
): Promise<ReadonlyMap<string, ImportedOutcome>> => {
  const ids = people.map(({ externalId }) => externalId)
  const known = await findPatientsByExternalId(scope.tx, scope.organisationId, ids)
  const byId = new Map(known.map((row) => [row.externalId, row.id]))
  const outcomes = await createPatients(
    scope,
    order,
    people.filter(({ externalId }) => !byId.has(externalId)),
  )
  for (const person of people) {
    const patientId = byId.get(person.externalId)
    if (patientId !== undefined)
      outcomes.set(person.externalId, await changePatient(scope, order, patientId, person))
  }
  return outcomes
}
