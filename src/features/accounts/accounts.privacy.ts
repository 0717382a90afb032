import { declareTables } from '#src/privacy/declarations.ts'

/** What the platform keeps of whoever signs in. */
export const accountsPrivacy = declareTables({
  accounts: {
    subjects: [{ of: 'account', by: 'id' }],
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'account',
  },
  accountChanges: {
    subjects: [{ of: 'account', by: 'accountId' }],
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'profileChanges',
  },
  registrations: {
    subjects: [
      { of: 'account', by: 'id' },
      { of: 'loginEmail', by: 'emailIndex' },
    ],
    retention: { kind: 'untilColumn', column: 'expiresAt' },
    exportAs: null,
    withheld: 'Nobody can sign in to a registration before its link made an account of it.',
  },
  sessions: {
    subjects: [{ of: 'account', by: 'accountId' }],
    retention: { kind: 'untilColumn', column: 'expiresAt' },
    exportAs: 'sessions',
  },
  refreshTokens: {
    subjects: [{ of: 'account', by: 'accountId' }],
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'sessionRenewals',
  },
  knownDevices: {
    subjects: [{ of: 'account', by: 'accountId' }],
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'knownDevices',
  },
  loginAttempts: {
    subjects: [{ of: 'account', by: 'accountId' }],
    retention: { kind: 'period', after: 'at', period: 'P30D' },
    exportAs: 'loginAttempts',
  },
  tokens: {
    subjects: [
      { of: 'account', by: 'accountId' },
      { of: 'patient', by: 'subjectId' },
      { through: 'invitations', by: 'subjectId' },
    ],
    retention: { kind: 'untilColumn', column: 'expiresAt' },
    exportAs: 'mailedLinks',
  },
  rateLimits: {
    subjects: [],
    retention: { kind: 'untilColumn', column: 'expire' },
    exportAs: null,
  },
})
