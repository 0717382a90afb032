import { declareTables } from '#src/privacy/declarations.ts'

/** What is noticed about accounts, and what their owners report. */
export const securityPrivacy = declareTables({
  securityAlerts: {
    subjects: [{ of: 'account', by: 'accountId' }],
    retention: { kind: 'period', after: 'at', period: 'P1Y' },
    exportAs: 'securityAlerts',
  },
  blocks: {
    subjects: [{ of: 'account', by: 'accountId' }],
    retention: { kind: 'period', after: 'at', period: 'P1Y' },
    exportAs: 'blocks',
  },
  securityIncidents: {
    subjects: [{ of: 'account', by: 'accountId' }],
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'securityIncidents',
  },
})
