import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { PatientContact } from '#src/features/patients/patients.schema.ts'

// Intl Locale Info, which Node has and TypeScript's library does not name yet.
type ZonedLocale = Intl.Locale & { getTimeZones(): string[] | undefined }

const zonesOfCountry = (country: string): string[] =>
  (new Intl.Locale('und', { region: country }) as ZonedLocale).getTimeZones() ?? []

/**
 * The zones in which somebody may be: those of the country of the address on file, else of the phone's, by Unicode CLDR.
 * Somebody from the country of the place that they visited is taken to live by its clock, and so is who says nothing.
 * @param place IANA name
 */
export const zonesOfPatient = (
  contact: Partial<Pick<PatientContact, 'address' | 'phone'>>,
  place: string,
): readonly string[] => {
  const country = contact.address?.country ?? parsePhoneNumberFromString(contact.phone ?? '')?.country
  const zones = country === undefined ? [] : zonesOfCountry(country)
  return zones.length === 0 || zones.includes(place) ? [place] : zones
}
