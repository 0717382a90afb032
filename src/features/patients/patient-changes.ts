import { v7 as newId } from 'uuid'
import type { OrganisationScope } from '#src/db/scope.ts'
import { notFound } from '#src/errors.ts'
import {
  insertPatientChange,
  listPatientChanges,
  reachesPatient,
} from '#src/features/patients/patient-changes.queries.ts'
import type { RecordedPatientChange } from '#src/features/patients/patient-changes.schema.ts'
import { patientsAccess } from '#src/features/patients/patients.access.ts'
import type { OpenPatient } from '#src/features/patients/sealed-patient.ts'
import { type ChangeRecord, differences, shownDifferences } from '#src/privacy/kept-changes.ts'

const placeOf = (id: string) => ({ field: 'patientChanges.sealed', rowId: id })

const valuesOf = ({ care, rest, special }: OpenPatient) => ({ ...care, ...rest, ...special })

/** Keeps what stood there before a patient's data were changed, sealed under the patient's own key. */
export const recordPatientChange = async (
  { tx, deps, actor, at }: OrganisationScope,
  patientId: string,
  before: OpenPatient,
  after: OpenPatient,
): Promise<void> => {
  const changes = differences(valuesOf(before), valuesOf(after))
  if (Object.keys(changes).length === 0) return
  const { organisationId, accountId, roles } = actor
  const id = newId()
  const owner = { organisationId, subjectId: patientId, class: 'rest' } as const
  const value: ChangeRecord = { changes }
  await insertPatientChange(tx, {
    organisationId,
    id,
    patientId,
    changedBy: accountId,
    role: roles.join(',') || 'patient',
    sealed: await deps.keyring.seal(tx, owner, placeOf(id), value),
    createdAt: at,
  })
}

// What hangs on consent, and the national number, are told where it is asked each time whether they may be.
const openly = ['firstName', 'lastName', 'dateOfBirth', 'email', 'phone', 'address']

/** A change with the id by which the next page begins. */
export type ListedChange = RecordedPatientChange & { id: string }

/**
 * What was changed about a patient, the newest first. Of the national number and of what hangs on consent it tells that,
 * not what.
 * @throws Problem 404 out of reach
 */
export const showPatientChanges = async (
  scope: OrganisationScope,
  patientId: string,
  before: string | null,
  limit: number,
): Promise<ListedChange[]> => {
  const { tx, deps, actor } = scope
  const { organisationId } = actor
  if (!(await reachesPatient(tx, organisationId, patientId, patientsAccess.write))) throw notFound()
  const rows = await listPatientChanges(tx, organisationId, patientId, before, limit)
  const opened = await deps.keyring.openMany<ChangeRecord>(
    tx,
    rows.map(({ id, sealed }) => ({ organisationId, sealed, place: placeOf(id) })),
  )
  return rows.map(({ id, role, createdAt }, n) => ({
    id,
    at: createdAt,
    role,
    changes: shownDifferences(opened[n]?.changes ?? {}).map((change) =>
      openly.includes(change.field) ? change : { field: change.field, before: null, after: null },
    ),
  }))
}
