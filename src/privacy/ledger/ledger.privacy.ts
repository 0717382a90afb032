import { declareTables } from '#src/privacy/declarations.ts'

export const ledgerPrivacy = declareTables({
  instance: {
    subjects: [],
    retention: { kind: 'always', because: 'it says which ledger the database belongs to' },
    exportAs: null,
  },
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
