import { declareTables } from '#src/privacy/declarations.ts'

/** Requests that may be repeated without harm. */
export const idempotencyPrivacy = declareTables({
  idempotencyRequests: {
    subjects: [{ of: 'account', by: 'accountId' }],
    retention: { kind: 'period', after: 'createdAt', period: 'PT24H' },
    exportAs: 'repeatableRequests',
  },
})
