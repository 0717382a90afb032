import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { notFound } from '#src/errors.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import type { PatientFields } from '#src/features/organisations/organisations.schema.ts'
import { recordPatientChange } from '#src/features/patients/patient-changes.ts'
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

const usedOf = ({ phone, address }: OwnContact, fields: PatientFields): Omit<OwnContact, 'locale'> => ({
  ...(phone === undefined || fields.phone === 'hidden' ? {} : { phone }),
  ...(address === undefined || fields.address === 'hidden' ? {} : { address }),
})

/**
 * Takes contact data from the person behind a patient; what is left out stays, and what the organisation does not use
 * is not taken.
 * @returns names of what was taken
 * @throws Problem 404 where the caller is no active patient of the organisation
 */
export const changeOwnContact = async (
  scope: OrganisationScope,
  sent: OwnContact,
): Promise<(keyof OwnContact)[]> => {
  const { tx, deps, actor, at } = scope
  const { organisationId, accountId } = actor
  const own = await findPatientOfAccount(tx, organisationId, accountId)
  const patient = own?.state === 'active' ? await lockPatient(tx, organisationId, own.id) : undefined
  if (!patient) throw notFound()
  const { settings } = await findOrganisation(tx, organisationId)
  const contact = usedOf(sent, settings.patientFields)
  const { locale } = sent
  const taken = Object.keys({ ...contact, ...(locale === undefined ? {} : { locale }) })
  const fields = taken as (keyof OwnContact)[]
  if (fields.length === 0) return []
  const open = await openPatient(deps.keyring, tx, patient)
  const values = { ...open, rest: { ...open.rest, ...contact } }
  const sealed = await sealPatient(deps.keyring, tx, patient, values)
  const change = { ...sealed, locale: locale ?? patient.locale, updatedAt: at }
  await updatePatient(tx, organisationId, patient.id, null, change)
  await recordPatientChange(scope, patient.id, open, values)
  await recordAct(scope, {
    action: 'change',
    resource: 'patient',
    resourceIds: [patient.id],
    patientId: patient.id,
    ground: 'self',
    detail: { fields, by: 'dataImport' },
  })
  return fields
}
