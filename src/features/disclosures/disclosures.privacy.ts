import { declareTables } from '#src/privacy/declarations.ts'

/** What of whose data an authority got. While a disclosure has to be kept from the person their copy does not show it. */
export const disclosuresPrivacy = declareTables({
  disclosures: {
    subjects: [{ of: 'patient', by: 'patientId' }],
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'disclosures',
  },
})
