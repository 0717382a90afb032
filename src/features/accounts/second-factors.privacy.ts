import { declareTables } from '#src/privacy/declarations.ts'

const ofAccount = [{ of: 'account', by: 'accountId' }] as const

/** Whose second factors they are and how long they stay. */
export const secondFactorsPrivacy = declareTables({
  secondFactors: {
    subjects: ofAccount,
    // One that nobody confirmed.
    retention: { kind: 'asLongAsSubject', orUntil: 'expiresAt' },
    exportAs: 'secondFactors',
  },
  recoveryCodes: {
    subjects: ofAccount,
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'recoveryCodes',
  },
  signInChallenges: {
    subjects: ofAccount,
    retention: { kind: 'untilColumn', column: 'expiresAt' },
    exportAs: null,
    withheld: 'A step of signing in that lives for two minutes; the attempt itself is exported.',
  },
})
