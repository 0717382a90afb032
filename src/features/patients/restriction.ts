import type { StoredPatient } from '#src/features/patients/patients.queries.ts'

/**
 * Whether a patient's data is restricted at an instant (GDPR Art. 18), or waits to be erased: kept, and otherwise out of
 * use.
 * @param at ISO 8601 in UTC
 */
export const isRestricted = (
  {
    restrictedAt,
    restrictionEndsAt,
    erasureRequestId,
  }: Pick<StoredPatient, 'restrictedAt' | 'restrictionEndsAt' | 'erasureRequestId'>,
  at: string,
): boolean =>
  erasureRequestId !== null ||
  (restrictedAt !== null && (restrictionEndsAt === null || restrictionEndsAt > at))
