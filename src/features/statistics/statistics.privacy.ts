import { declareTables } from '#src/privacy/declarations.ts'

/** Counts are what stays of bookings whose time is over. */
export const statisticsPrivacy = declareTables({
  monthlyStatistics: {
    subjects: [{ of: 'practitioner', by: 'practitionerId', erased: 'keep' }],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: null,
    withheld: 'Counts of a month, which tell of no visit; they say how much was done, not who somebody is.',
  },
})
