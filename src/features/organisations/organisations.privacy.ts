import { declareTables } from '#src/privacy/declarations.ts'

const things = {
  subjects: [],
  retention: { kind: 'asLongAsOrganisation' },
  exportAs: null,
} as const

/** What an organisation is, and who works there. */
export const organisationsPrivacy = declareTables({
  organisations: things,
  settingsVersions: {
    subjects: [{ of: 'account', by: 'changedBy', erased: 'keep' }],
    retention: { kind: 'always', because: 'What was decided for patients, and by whom, must stay provable.' },
    exportAs: 'settingsChanged',
  },
  sites: things,
  services: things,
  practitioners: {
    subjects: [{ of: 'practitioner', by: 'id', erased: 'anonymise' }],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: 'practitioner',
  },
  practitionerSites: {
    subjects: [{ of: 'practitioner', by: 'practitionerId' }],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: 'practitionerSites',
  },
  servicePractitioners: {
    subjects: [{ of: 'practitioner', by: 'practitionerId' }],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: 'practitionerServices',
  },
  memberships: {
    subjects: [{ of: 'account', by: 'accountId' }],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: 'memberships',
  },
  invitations: {
    subjects: [
      { of: 'loginEmail', by: 'emailIndex' },
      { of: 'account', by: 'newAccountId' },
    ],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: 'invitations',
  },
})
