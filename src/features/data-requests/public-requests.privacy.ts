import { declareTables } from '#src/privacy/declarations.ts'

/** What comes in without sign-in: it waits for its address to be verified, then for the decision. */
export const publicRequestsPrivacy = declareTables({
  publicRequests: {
    subjects: [{ of: 'loginEmail', by: 'emailIndex' }],
    retention: { kind: 'untilColumn', column: 'expiresAt' },
    exportAs: null,
    withheld: 'An address that nobody has verified is nobody’s; what was verified is exported as a request.',
  },
  privacyReports: {
    subjects: [],
    retention: { kind: 'period', after: 'createdAt', period: 'P1Y' },
    exportAs: null,
    withheld:
      'What somebody reported without saying who they are; the organisation reads it, and it goes after a year.',
  },
})
