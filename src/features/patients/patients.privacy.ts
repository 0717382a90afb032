import { declareTables } from '#src/privacy/declarations.ts'

/** The people in an organisation's care. */
export const patientsPrivacy = declareTables({
  patientChanges: {
    subjects: [{ of: 'patient', by: 'patientId' }],
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'patientChanges',
  },
  patients: {
    subjects: [{ of: 'patient', by: 'id' }],
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'patient',
    keptWithRecord: true,
  },
})
