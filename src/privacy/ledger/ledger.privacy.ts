import { declareTables } from '#src/privacy/declarations.ts'

export const ledgerPrivacy = declareTables({
  ledgerActs: {
    subjects: [
      { of: 'account', by: 'accountId', erased: 'keep' },
      { of: 'patient', by: 'patientId', erased: 'keep' },
    ],
    retention: {
      kind: 'always',
      because: 'a restored backup must not bring back what was taken away; it holds ids and codes alone',
    },
    exportAs: null,
    withheld: 'Ids and codes of withdrawals that are exported where they were made.',
  },
})
