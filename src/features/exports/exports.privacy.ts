import { declareTables } from '#src/privacy/declarations.ts'

/** Who asked for an export of the whole organisation, and what was in it. */
export const exportsPrivacy = declareTables({
  organisationExports: {
    subjects: [{ of: 'account', by: 'requestedBy', erased: 'anonymise' }],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: 'exportsRequested',
  },
})
