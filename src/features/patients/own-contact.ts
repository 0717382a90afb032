import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { notFound } from '#src/errors.ts'
import { findPatientOfAccount, lockPatient, updatePatient } from '#src/features/patients/patients.queries.ts'
import type { PatientContact } from '#src/features/patients/patients.schema.ts'
import { openPatient, sealPatient } from '#src/features/patients/sealed-patient.ts'
import type { Language } from '#src/schema/primitives.ts'

/** What a person may say of how to be reached, already in its stored form. */
export interface OwnContact {
  phone?: string
  address?: NonNullable<PatientContact['address']>
  locale?: Language
}

/**
 * Takes contact data from the person behind a patient; what is left out stays.
 * @throws Problem 404 where the caller is no active patient of the organisation
 */
export const changeOwnContact = async (
  scope: OrganisationScope,
  { locale, ...contact }: OwnContact,
): Promise<void> => {
  const { tx, deps, actor, at } = scope
  const { organisationId, accountId } = actor
  const own = await findPatientOfAccount(tx, organisationId, accountId)
  const patient = own?.state === 'active' ? await lockPatient(tx, organisationId, own.id) : undefined
  if (!patient) throw notFound()
  const fields = [...Object.keys(contact), ...(locale === undefined ? [] : ['locale'])]
  if (fields.length === 0) return
  const open = await openPatient(deps.keyring, tx, patient)
  const sealed = await sealPatient(deps.keyring, tx, patient, {
    ...open,
    rest: { ...open.rest, ...contact },
  })
  const change = { ...sealed, locale: locale ?? patient.locale, updatedAt: at }
  await updatePatient(tx, organisationId, patient.id, null, change)
  await recordAct(scope, {
    action: 'change',
    resource: 'patient',
    resourceIds: [patient.id],
    patientId: patient.id,
    ground: 'self',
    detail: { fields, by: 'dataImport' },
  })
}
