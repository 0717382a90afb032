import type { Scope } from '#src/db/scope.ts'
import type { PatientContact, PatientIdentity } from '#src/features/patients/patients.schema.ts'
import type { Recipient } from '#src/features/reviews/recipients.queries.ts'

/** Who somebody is and where they are reached, as the practice has it on file. */
export type OpenRecipient = PatientIdentity & PatientContact

/** Patients as on file, by id. */
export const openRecipients = async (
  { tx, deps }: Pick<Scope, 'tx' | 'deps'>,
  organisationId: string,
  patients: readonly Pick<Recipient, 'id' | 'care' | 'rest'>[],
): Promise<Map<string, OpenRecipient>> => {
  const values = await deps.keyring.openMany<OpenRecipient>(
    tx,
    patients.flatMap(({ id, care, rest }) => [
      { organisationId, sealed: care, place: { field: 'patients.care', rowId: id } },
      { organisationId, sealed: rest, place: { field: 'patients.rest', rowId: id } },
    ]),
  )
  return new Map(
    patients.map(({ id }, i) => [id, { ...values[2 * i], ...values[2 * i + 1] } as OpenRecipient]),
  )
}
