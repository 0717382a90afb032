import { declareTables } from '#src/privacy/declarations.ts'

/** What the platform announced to whom; the mails themselves are declared with the mails. */
export const announcementsPrivacy = declareTables({
  announcements: {
    subjects: [{ of: 'account', by: 'announcedBy', erased: 'anonymise' }],
    retention: { kind: 'always', because: 'that people were told of an incident must stay provable.' },
    exportAs: null,
    withheld:
      'What the platform said in its own name; that somebody did it stands in the log of what was done.',
  },
})
