import { type FieldError, refused } from '#src/errors.ts'
import type { PatientFields } from '#src/features/organisations/organisations.schema.ts'

/** A field of a patient that an organisation may hide. */
export type ProfiledField = keyof PatientFields

/** What a person consents to where a field hangs on it. */
export type FieldConsent = 'demographics' | 'socialProfiles' | 'specialCategories'

/** The fields that are taken and shown with the person's live consent alone. */
const consentOf: Readonly<Partial<Record<ProfiledField, FieldConsent>>> = {
  sex: 'demographics',
  town: 'demographics',
  interests: 'demographics',
  socialProfiles: 'socialProfiles',
  religion: 'specialCategories',
  ethnicity: 'specialCategories',
  politicalViews: 'specialCategories',
}

/** A body that holds some of the fields; `null` takes one away. */
type Sent = { readonly [Field in ProfiledField]?: unknown }

const fieldsOf = (profile: PatientFields) => Object.keys(profile) as ProfiledField[]

/** Whether a body gives a value to a field, rather than leaving or emptying it. */
const gives = (sent: Sent, field: ProfiledField) => sent[field] !== undefined && sent[field] !== null

/** What a body says that the organisation's choice of fields forbids, or null. Taking away is always possible. */
const faultOf = (profile: PatientFields, sent: Sent, whole: boolean): FieldError | null => {
  for (const field of fieldsOf(profile)) {
    if (profile[field] === 'hidden' && gives(sent, field))
      return { pointer: `/${field}`, detail: 'is not used by this organisation' }
    const missing = whole ? !gives(sent, field) : sent[field] === null
    if (profile[field] === 'required' && missing)
      return { pointer: `/${field}`, detail: 'is needed by this organisation' }
  }
  return null
}

/**
 * Holds what was sent against the fields that the organisation uses.
 * @param whole it is a new patient: what is needed must be there
 * @throws Problem 422 with a pointer to the first field that is hidden, or needed and missing
 */
export const demandProfile = (profile: PatientFields, sent: Sent, whole: boolean): void => {
  const fault = faultOf(profile, sent, whole)
  if (fault) throw refused(fault.pointer, fault.detail)
}

/** The first field that the organisation needs of a new patient and that was not given; null for none. */
export const missingField = (profile: PatientFields, given: Sent): ProfiledField | null =>
  fieldsOf(profile).find((field) => profile[field] === 'required' && !gives(given, field)) ?? null

/** Which consents a body needs, and the first field that needs each. */
export const neededConsents = (sent: Sent): Map<FieldConsent, ProfiledField> => {
  const needed = new Map<FieldConsent, ProfiledField>()
  for (const [field, consent] of Object.entries(consentOf) as [ProfiledField, FieldConsent][])
    if (gives(sent, field) && !needed.has(consent)) needed.set(consent, field)
  return needed
}
