import { declareTables } from '#src/privacy/declarations.ts'

/** The trail. Of a member's acts on others the person's copy shows nothing: those rows are about the patients. */
export const auditPrivacy = declareTables({
  auditEvents: {
    subjects: [
      { of: 'patient', by: 'patientId' },
      { of: 'account', by: 'accountId' },
    ],
    retention: { kind: 'period', after: 'at', period: 'P5Y' },
    exportAs: 'accessLog',
  },
})
