import { declareTables } from '#src/privacy/declarations.ts'

/** The log of use. */
export const usagePrivacy = declareTables({
  usageEvents: {
    subjects: [{ of: 'account', by: 'accountId' }],
    retention: { kind: 'period', after: 'at', period: 'P30D' },
    exportAs: 'usage',
  },
  heldUsageEvents: {
    subjects: [{ of: 'account', by: 'accountId' }],
    // As long as a hold keeps it: the sweep of the log takes it when the hold is lifted.
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'heldUsage',
  },
})
