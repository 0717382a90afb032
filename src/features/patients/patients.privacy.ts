import { declareTables } from '#src/privacy/declarations.ts'

/** The people in an organisation's care. */
export const patientsPrivacy = declareTables({
  patients: {
    subjects: [{ of: 'patient', by: 'id' }],
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'patient',
    keptWithRecord: true,
  },
})
