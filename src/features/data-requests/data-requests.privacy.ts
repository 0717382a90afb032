import { declareTables } from '#src/privacy/declarations.ts'

/** Requests outlive what they erased, to show that they were answered; three years by the house (GDPR Art. 5(2)). */
export const dataRequestsPrivacy = declareTables({
  dataRequests: {
    subjects: [
      { of: 'account', by: 'accountId', erased: 'keep' },
      { of: 'patient', by: 'patientId', erased: 'keep' },
    ],
    retention: { kind: 'period', after: 'closedAt', period: 'P3Y' },
    exportAs: 'dataRequests',
  },
  dataRequestEvents: {
    subjects: [{ through: 'dataRequests', by: 'requestId', erased: 'keep' }],
    // They go with their request.
    retention: { kind: 'asLongAsSubject' },
    goesWith: [{ table: 'dataRequests', by: 'requestId' }],
    exportAs: 'dataRequestEvents',
  },
})
