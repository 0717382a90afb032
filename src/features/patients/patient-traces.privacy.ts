import { declareTables } from '#src/privacy/declarations.ts'

/** What makes a patient findable, and what says that there was one. */
export const patientTracesPrivacy = declareTables({
  patientNameTokens: {
    subjects: [{ of: 'patient', by: 'patientId' }],
    retention: { kind: 'asLongAsSubject' },
    exportAs: null,
    withheld: 'Keyed hashes of the words of the name, which is exported itself.',
    keptWithRecord: true,
  },
  patientDeletions: {
    subjects: [{ of: 'patient', by: 'mergedInto' }],
    retention: { kind: 'period', after: 'deletedAt', period: 'P30D' },
    exportAs: null,
    withheld: 'It says that a record of the person was merged into the one that is exported.',
  },
})
