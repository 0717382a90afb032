import type { OrganisationScope } from '#src/db/scope.ts'
import { notFound } from '#src/errors.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { openContents } from '#src/features/data-requests/read-request.ts'
import {
  askedChanges,
  type KeptChanges,
  type RequestedChanges,
} from '#src/features/data-requests/requested-changes.ts'
import { changePatient } from '#src/features/patients/change-patient.ts'
import { lockPatient } from '#src/features/patients/patients.queries.ts'
import { openPatient } from '#src/features/patients/sealed-patient.ts'

const valuesOf = async (scope: OrganisationScope, patientId: string): Promise<RequestedChanges> => {
  const { tx, deps, actor } = scope
  const row = await lockPatient(tx, actor.organisationId, patientId)
  if (!row) throw notFound()
  const { care, rest } = await openPatient(deps.keyring, tx, row)
  return { ...care, email: rest.email, phone: rest.phone, address: rest.address }
}

/**
 * Carries out what a rectification asks for, as staff would by hand.
 * @returns each field with what it was and what it is; null for a request that names no field, or leads to no patient
 * @throws Problem as `changePatient`: what the organisation does not take is not taken on request either
 */
export const applyRectification = async (
  scope: OrganisationScope,
  request: DataRequest,
): Promise<KeptChanges | null> => {
  const { kind, patientId } = request
  if (kind !== 'rectification' || patientId === null) return null
  const kept = (await openContents(scope, request)).changes as KeptChanges | undefined
  if (!kept) return null
  const before = await valuesOf(scope, patientId)
  await changePatient(scope, patientId, null, askedChanges(kept))
  const after = await valuesOf(scope, patientId)
  const fields = Object.keys(kept) as (keyof RequestedChanges)[]
  return Object.fromEntries(
    fields.map((field) => [field, { before: before[field] ?? null, after: after[field] ?? null }]),
  )
}
