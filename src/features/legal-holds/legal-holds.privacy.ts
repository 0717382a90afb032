import { declareTables } from '#src/privacy/declarations.ts'

/** The words of a hold are the organisation's: they may tell of a claim against the person. */
export const legalHoldsPrivacy = declareTables({
  legalHolds: {
    subjects: [{ of: 'patient', by: 'patientId' }],
    retention: { kind: 'asLongAsSubject' },
    exportAs: null,
    withheld:
      'That something must stay is told with each request; the words may tell of a claim that is being prepared.',
  },
})
