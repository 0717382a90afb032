import type { JobScope } from '#src/db/scope.ts'
import { indexName } from '#src/features/patients/patient-names.ts'
import { lockPatientsToIndex, updatePatientIndexes } from '#src/features/patients/reindex-patients.queries.ts'
import { indexPatient, type OpenPatient, openPatients } from '#src/features/patients/sealed-patient.ts'

/**
 * Indexes some of an organisation's patients by its newest key; nothing else of them changes.
 * @param version of that key
 * @returns the last id, for the next call; null when there are no more
 */
export const reindexPatients = async (
  { tx, deps, organisationId }: JobScope,
  version: number,
  after: string | null,
  limit: number,
): Promise<string | null> => {
  const rows = await lockPatientsToIndex(tx, organisationId, version, after, limit)
  const opened = await openPatients(deps.keyring, tx, rows)
  for (const [i, { id }] of rows.entries()) {
    const { care, rest } = opened[i] as OpenPatient
    const indexes = await indexPatient(deps.keyring, tx, organisationId, { ...rest, ...care })
    await indexName(deps.keyring, tx, organisationId, id, care)
    await updatePatientIndexes(tx, organisationId, id, { ...indexes, indexVersion: version })
  }
  return rows.at(-1)?.id ?? null
}
