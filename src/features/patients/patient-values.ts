import { invalid, refused } from '#src/errors.ts'
import { normaliseNationalNumber } from '#src/features/patients/national-number.ts'
import type {
  NewPatient,
  PatientChange,
  PatientSpecialCategories,
  SocialProfile,
} from '#src/features/patients/patients.schema.ts'
import type { OpenPatient } from '#src/features/patients/sealed-patient.ts'
import type { Address } from '#src/schema/primitives.ts'
import { normaliseEmail, normaliseName, normalisePhone } from '#src/schema/text.ts'

/** @throws Problem 400 for what is no address */
export const storedEmail = (typed: string): string => {
  const email = normaliseEmail(typed)
  if (email === null) throw invalid('/email', 'must be an e-mail address')
  return email
}

/** @throws Problem 422 for what is no possible number */
export const storedPhone = (typed: string, country: string): string => {
  const phone = normalisePhone(typed, country)
  if (phone === null) throw refused('/phone', 'is no possible phone number')
  return phone
}

/** @throws Problem 422 for what is no national number of the organisation's country */
export const storedNationalId = (typed: string, country: string): string => {
  const number = normaliseNationalNumber(typed, country)
  if (number === null) throw refused('/nationalId', `is no national number of ${country}`)
  return number
}

const storedAddress = ({ street, postalCode, city, country }: Address): Address => ({
  street: normaliseName(street),
  postalCode: normaliseName(postalCode),
  city: normaliseName(city),
  country,
})

const storedProfile = ({ network, profile }: SocialProfile): SocialProfile => ({
  network: normaliseName(network),
  profile: normaliseName(profile),
})

/** A changed value in its stored form: kept where nothing was sent, taken away by `null`. */
const changed = <Typed, Stored>(
  known: Stored | null | undefined,
  sent: Typed | null | undefined,
  store: (typed: Typed) => Stored,
): Stored | null => {
  if (sent === undefined) return known ?? null
  return sent === null ? null : store(sent)
}

const asTyped = <T>(value: T): T => value

type Sent = Omit<PatientChange, 'locale' | 'externalId' | 'recordKept'>

const changedSpecial = (
  known: PatientSpecialCategories | null | undefined,
  sent: Sent,
): PatientSpecialCategories => ({
  religion: changed(known?.religion, sent.religion, normaliseName),
  ethnicity: changed(known?.ethnicity, sent.ethnicity, normaliseName),
  politicalViews: changed(known?.politicalViews, sent.politicalViews, normaliseName),
})

/**
 * What a patient's sealed values become by a change.
 * @param country the organisation's: of phone numbers without `+`, and of national numbers
 * @throws Problem with a pointer to the field that is wrong
 */
export const changedValues = (known: OpenPatient, sent: Sent, country: string): OpenPatient => ({
  care: {
    firstName: sent.firstName === undefined ? known.care.firstName : normaliseName(sent.firstName),
    lastName: sent.lastName === undefined ? known.care.lastName : normaliseName(sent.lastName),
    dateOfBirth: changed(known.care.dateOfBirth, sent.dateOfBirth, asTyped),
    nationalId: changed(known.care.nationalId, sent.nationalId, (typed: string) =>
      storedNationalId(typed, country),
    ),
  },
  rest: {
    ...known.rest,
    email: changed(known.rest.email, sent.email, storedEmail),
    phone: changed(known.rest.phone, sent.phone, (typed: string) => storedPhone(typed, country)),
    address: changed(known.rest.address, sent.address, storedAddress),
    sex: changed(known.rest.sex, sent.sex, asTyped),
    town: changed(known.rest.town, sent.town, normaliseName),
    interests: changed(known.rest.interests, sent.interests, (all: string[]) => all.map(normaliseName)),
    socialProfiles: changed(known.rest.socialProfiles, sent.socialProfiles, (all: SocialProfile[]) =>
      all.map(storedProfile),
    ),
  },
  special: changedSpecial(known.special, sent),
})

const nobody: OpenPatient = {
  care: { firstName: '', lastName: '', dateOfBirth: null, nationalId: null },
  rest: { email: null, phone: null, address: null },
}

/** The sealed values of a new patient; as `changedValues`. */
export const newValues = (body: NewPatient, country: string): OpenPatient =>
  changedValues(nobody, body, country)
