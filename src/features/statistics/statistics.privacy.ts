import { declareTables } from '#src/privacy/declarations.ts'

const ofPractitioner = [{ of: 'practitioner', by: 'practitionerId', erased: 'keep' }] as const
const withheld = 'Counts of a month, which tell of no visit; they say how much was done, not who somebody is.'

/** Counts are what stays of bookings whose time is over. */
export const statisticsPrivacy = declareTables({
  monthlyStatistics: {
    subjects: ofPractitioner,
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: null,
    withheld,
  },
  anonymousStatistics: {
    subjects: [{ of: 'practitioner', by: 'unitId', erased: 'keep' }],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: null,
    withheld,
  },
  uncountedVisits: {
    subjects: ofPractitioner,
    // Until the period closes in which they count.
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: null,
    withheld: 'What the next closing of a month counts; it tells of no person.',
  },
  closedPeriods: { subjects: [], retention: { kind: 'asLongAsOrganisation' }, exportAs: null },
})
