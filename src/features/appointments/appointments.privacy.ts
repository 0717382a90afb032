import { declareTables } from '#src/privacy/declarations.ts'

/** Bookings, and when practitioners work. */
export const appointmentsPrivacy = declareTables({
  appointments: {
    subjects: [{ of: 'patient', by: 'patientId' }],
    retention: { kind: 'setting', after: 'endsAt', setting: 'bookingRetention' },
    exportAs: 'appointments',
  },
  availability: {
    subjects: [{ of: 'practitioner', by: 'practitionerId' }],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: 'availability',
  },
  timeOff: {
    subjects: [{ of: 'practitioner', by: 'practitionerId' }],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: 'timeOff',
  },
  extraHours: {
    subjects: [{ of: 'practitioner', by: 'practitionerId' }],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: 'extraHours',
  },
})
