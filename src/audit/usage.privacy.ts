import { declareTables } from '#src/privacy/declarations.ts'

/** The log of use. */
export const usagePrivacy = declareTables({
  usageEvents: {
    subjects: [{ of: 'account', by: 'accountId' }],
    retention: { kind: 'period', after: 'at', period: 'P30D' },
    exportAs: 'usage',
  },
})
