import { declareTables } from '#src/privacy/declarations.ts'

/** Rows that go when the events go that they are about. */
const withItsEvents = { kind: 'setting', setting: 'accessTrailYears' } as const

const proofs = {
  subjects: [],
  retention: {
    kind: 'always',
    because: 'hashes, positions and signatures prove that nothing was taken away',
  },
  exportAs: null,
} as const

export const auditPrivacy = declareTables({
  auditEvents: {
    subjects: [
      { of: 'patient', by: 'patientId' },
      { of: 'account', by: 'accountId', only: 'platform' },
    ],
    retention: { ...withItsEvents, after: 'at' },
    exportAs: 'accessLog',
  },
  auditEventPatients: {
    subjects: [{ of: 'patient', by: 'patientId' }],
    retention: { ...withItsEvents, after: 'at' },
    exportAs: null,
  },
  auditUnsealed: {
    subjects: [{ through: 'auditEvents', by: 'eventId' }],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: null,
  },
  auditSeals: proofs,
  auditHeads: proofs,
  auditCheckpoints: proofs,
})
