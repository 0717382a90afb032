import { declareTables } from '#src/privacy/declarations.ts'

/** What sweeps did: numbers of rows, nothing of anybody. */
export const retentionPrivacy = declareTables({
  retentionRuns: {
    subjects: [],
    retention: { kind: 'period', after: 'startedAt', period: 'P3Y' },
    exportAs: null,
  },
})
