import { declareTables } from '#src/privacy/declarations.ts'

/** Keys are in no export; destroying a person's makes what they sealed unreadable. */
export const keysPrivacy = declareTables({
  'keys.wrappingKeys': { subjects: [], retention: { kind: 'asLongAsOrganisation' }, exportAs: null },
  'keys.subjectKeys': {
    subjects: [
      { of: 'account', by: 'accountId' },
      { of: 'patient', by: 'subjectId' },
    ],
    retention: { kind: 'asLongAsSubject' },
    goesWith: [
      { table: 'files', by: 'subjectId' },
      { table: 'dataRequests', by: 'subjectId' },
    ],
    exportAs: null,
    withheld: 'A key is no information about the person, and would open copies elsewhere.',
  },
  'keys.signingKeys': {
    subjects: [],
    retention: {
      kind: 'always',
      because: 'what they signed must stay verifiable; those of sign-ins go when they are rotated',
    },
    exportAs: null,
  },
})
