import type { Keyring } from '#src/crypto/keyring.ts'
import type { Actor, OrganisationScope } from '#src/db/scope.ts'
import { hasConsent } from '#src/features/consents/consents.queries.ts'
import type { PatientFields } from '#src/features/organisations/organisations.schema.ts'
import { type FieldConsent, neededConsents } from '#src/features/patients/field-profile.ts'
import { isInCare, type ReachedPatient, type StoredPatient } from '#src/features/patients/patients.queries.ts'
import type { ListedPatient, Patient } from '#src/features/patients/patients.schema.ts'
import { isRestricted } from '#src/features/patients/restriction.ts'
import { type OpenPatient, openCachedPatient, openPatient } from '#src/features/patients/sealed-patient.ts'

/** What of a patient a caller gets to see. */
export interface PatientView {
  /** The fields that the organisation uses. */
  readonly profile: PatientFields
  /** ISO 8601; what is restricted is so at an instant. */
  readonly at: string
}

/** Who treats a patient sees a national number in full; who keeps the desk or the organisation does not. */
const mayTreat = ({ roles }: Pick<Actor, 'roles'>): boolean => roles.includes('practitioner')

type Shown = Pick<
  StoredPatient,
  Exclude<keyof ListedPatient, 'firstName' | 'lastName' | 'linked' | 'restricted'> & keyof StoredPatient
> &
  Pick<StoredPatient, 'accountId' | 'restrictedAt' | 'restrictionEndsAt' | 'erasureRequestId'>

/** A row with its values open, as lists answer it. */
export const asListed = (
  row: Shown,
  { care, rest }: OpenPatient,
  { profile, at }: PatientView,
): ListedPatient => ({
  id: row.id,
  organisationId: row.organisationId,
  firstName: care.firstName,
  lastName: care.lastName,
  ...(profile.email === 'hidden' ? {} : { email: rest.email }),
  ...(profile.phone === 'hidden' ? {} : { phone: rest.phone }),
  ...(profile.dateOfBirth === 'hidden' ? {} : { dateOfBirth: care.dateOfBirth }),
  ...(profile.address === 'hidden' ? {} : { address: rest.address }),
  locale: row.locale,
  externalId: row.externalId,
  informedAt: row.informedAt,
  informedBy: row.informedBy,
  informedNoticeVersion: row.informedNoticeVersion,
  source: row.source,
  enteredBy: row.enteredBy,
  linked: row.accountId !== null,
  state: row.state,
  restricted: isRestricted(row, at),
  version: row.version,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
})

const consented = (
  { rest, special }: OpenPatient,
  profile: PatientFields,
  consents: ReadonlySet<FieldConsent>,
): Partial<Patient> => {
  const demographics = consents.has('demographics')
  const social = consents.has('socialProfiles')
  const categories = consents.has('specialCategories')
  return {
    ...(profile.sex === 'hidden' ? {} : { sex: demographics ? (rest.sex ?? null) : null }),
    ...(profile.town === 'hidden' ? {} : { town: demographics ? (rest.town ?? null) : null }),
    ...(profile.interests === 'hidden' ? {} : { interests: demographics ? (rest.interests ?? null) : null }),
    ...(profile.socialProfiles === 'hidden'
      ? {}
      : { socialProfiles: social ? (rest.socialProfiles ?? null) : null }),
    ...(profile.religion === 'hidden' ? {} : { religion: categories ? (special?.religion ?? null) : null }),
    ...(profile.ethnicity === 'hidden'
      ? {}
      : { ethnicity: categories ? (special?.ethnicity ?? null) : null }),
    ...(profile.politicalViews === 'hidden'
      ? {}
      : { politicalViews: categories ? (special?.politicalViews ?? null) : null }),
  }
}

const asPatient = (
  row: StoredPatient,
  open: OpenPatient,
  view: PatientView,
  treated: boolean,
  consents: ReadonlySet<FieldConsent>,
): Patient => ({
  ...asListed(row, open, view),
  ...(view.profile.nationalId === 'hidden' || !treated ? {} : { nationalId: open.care.nationalId }),
  ...consented(open, view.profile, consents),
  recordKept: row.recordKept,
  restrictedAt: row.restrictedAt,
  restrictionEndsAt: row.restrictionEndsAt,
  restrictionReason: open.rest.restrictionReason ?? null,
})

/** The consents in force of those that the patient's stored values need. */
const liveConsents = async (
  { tx, actor }: OrganisationScope,
  patientId: string,
  { rest, special }: OpenPatient,
): Promise<Set<FieldConsent>> => {
  const live = new Set<FieldConsent>()
  for (const purpose of neededConsents({ ...rest, ...special }).keys())
    if (await hasConsent(tx, actor.organisationId, patientId, purpose)) live.add(purpose)
  return live
}

/** A patient whose values are open already, as the single read answers it. */
export const showOpenPatient = async (
  scope: OrganisationScope,
  row: StoredPatient,
  open: OpenPatient,
  profile: PatientFields,
): Promise<Patient> => {
  const { tx, actor, at } = scope
  const treated = mayTreat(actor) && (await isInCare(tx, actor.organisationId, row.id))
  return asPatient(row, open, { profile, at }, treated, await liveConsents(scope, row.id, open))
}

/** The patient by keys that the scope reaches. */
export const showPatient = async (
  scope: OrganisationScope,
  row: StoredPatient,
  profile: PatientFields,
): Promise<Patient> =>
  showOpenPatient(scope, row, await openPatient(scope.deps.keyring, scope.tx, row), profile)

/** The patient by keys that are at hand; undefined when one is not, or when a consent has to be asked for. */
export const showCachedPatient = (
  keyring: Keyring,
  row: ReachedPatient,
  view: PatientView,
  actor: Pick<Actor, 'roles'>,
): Patient | undefined => {
  if (row.special) return undefined
  const open = openCachedPatient(keyring, row)
  if (!open || neededConsents(open.rest).size > 0) return undefined
  return asPatient(row, open, view, mayTreat(actor) && row.inCare, new Set())
}
