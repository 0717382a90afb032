import { declareTables } from '#src/privacy/declarations.ts'

/** What is public. */
export const directoryPrivacy = declareTables({
  directoryOrganisations: {
    subjects: [],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: null,
  },
  directoryPractitioners: {
    subjects: [{ of: 'practitioner', by: 'practitionerId' }],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: 'publishedProfile',
  },
})
