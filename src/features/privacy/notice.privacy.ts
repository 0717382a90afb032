import { declareTables } from '#src/privacy/declarations.ts'

/** What notices stated. */
export const noticePrivacy = declareTables({
  noticeVersions: {
    subjects: [],
    retention: { kind: 'always', because: 'What people were told, and when, must stay provable.' },
    exportAs: null,
  },
})
