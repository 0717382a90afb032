import { declareTables } from '#src/privacy/declarations.ts'

/** Decisions stay as long as the person: whoever relied on one must be able to show it. */
export const consentsPrivacy = declareTables({
  consentTexts: { subjects: [], retention: { kind: 'asLongAsOrganisation' }, exportAs: null },
  consents: {
    subjects: [
      { of: 'patient', by: 'patientId' },
      { of: 'account', by: 'accountId' },
    ],
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'consents',
  },
  objections: {
    subjects: [
      { of: 'patient', by: 'patientId' },
      { of: 'account', by: 'accountId' },
    ],
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'objections',
  },
  communicationPreferences: {
    subjects: [{ of: 'account', by: 'accountId' }],
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'communicationPreferences',
  },
})
