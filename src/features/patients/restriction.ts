import type { StoredPatient } from '#src/features/patients/patients.queries.ts'

/**
 * Whether a patient's data is restricted at an instant (GDPR Art. 18): kept, and otherwise out of use.
 * @param at ISO 8601 in UTC
 */
export const isRestricted = (
  { restrictedAt, restrictionEndsAt }: Pick<StoredPatient, 'restrictedAt' | 'restrictionEndsAt'>,
  at: string,
): boolean => restrictedAt !== null && (restrictionEndsAt === null || restrictionEndsAt > at)
