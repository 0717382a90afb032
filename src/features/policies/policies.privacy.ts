import { declareTables } from '#src/privacy/declarations.ts'

/** The texts stay public for good; who accepted which stays as long as the person. */
export const policiesPrivacy = declareTables({
  policyVersions: { subjects: [], retention: { kind: 'asLongAsOrganisation' }, exportAs: null },
  policyAcceptances: {
    subjects: [{ of: 'account', by: 'accountId' }],
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'policyAcceptances',
  },
})
