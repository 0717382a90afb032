import { declareTables } from '#src/privacy/declarations.ts'

/** Contracts of the organisation; who signed for it stays with them. */
export const agreementsPrivacy = declareTables({
  agreementVersions: {
    subjects: [],
    retention: { kind: 'always', because: 'what was signed must stay readable' },
    exportAs: null,
  },
  agreementSignatures: {
    subjects: [{ of: 'account', by: 'signedBy', erased: 'anonymise' }],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: 'signedAgreements',
  },
})
