import { declareTables } from '#src/privacy/declarations.ts'

/** What an address was is kept as long as somebody may undo that it became another one. */
export const emailChangesPrivacy = declareTables({
  emailChanges: {
    subjects: [{ of: 'account', by: 'accountId' }],
    retention: { kind: 'untilColumn', column: 'expiresAt' },
    exportAs: 'emailChanges',
  },
})
