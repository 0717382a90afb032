import { declareTables } from '#src/privacy/declarations.ts'

/** Who stands in which relation to a patient: it goes with the patient, and with the other's account. */
export const relationsPrivacy = declareTables({
  guardians: {
    subjects: [
      { of: 'patient', by: 'patientId' },
      { of: 'account', by: 'accountId' },
    ],
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'guardians',
  },
  assignments: {
    subjects: [{ of: 'patient', by: 'patientId' }],
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'assignments',
  },
  breakGlass: {
    subjects: [
      { of: 'patient', by: 'patientId' },
      { of: 'account', by: 'accountId', erased: 'anonymise' },
    ],
    retention: { kind: 'asLongAsSubject' },
    exportAs: 'breakGlass',
  },
})
