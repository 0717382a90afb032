import { declareTables } from '#src/privacy/declarations.ts'

/** The trail. What a member did with a patient's data is a row about that patient. */
export const auditPrivacy = declareTables({
  auditEvents: {
    subjects: [
      { of: 'patient', by: 'patientId' },
      { of: 'account', by: 'accountId', only: 'platform' },
    ],
    retention: { kind: 'period', after: 'at', period: 'P5Y' },
    exportAs: 'accessLog',
  },
})
