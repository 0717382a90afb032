import { isOfAge } from '#src/features/patients/age.ts'
import { ageRulesOf } from '#src/privacy/law/ages.ts'

/**
 * Whether somebody may consent alone (GDPR Art. 8), by the calendar of a zone on the day that an instant is there.
 * @param dateOfBirth `YYYY-MM-DD`; of whom it is not known counts as of age
 * @param country ISO 3166-1 of the controller; null where it has none
 * @param at ISO 8601 instant
 */
export const consentsAlone = (
  dateOfBirth: string | null,
  { country, timeZone }: { country: string | null; timeZone: string },
  at: string,
): boolean =>
  dateOfBirth === null || isOfAge(dateOfBirth, ageRulesOf(country ?? '').consent.age, at, timeZone)
