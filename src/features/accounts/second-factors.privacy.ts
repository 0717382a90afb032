import { declareTables } from '#src/privacy/declarations.ts'

const ofAccount = [{ of: 'account', by: 'accountId' }] as const

/** Whose second factors they are and how long they stay. */
export const secondFactorsPrivacy = declareTables({
  secondFactors: {
    subjects: ofAccount,
    retention: { kind: 'asLongAsSubject' },
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
  },
})
