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
      { of: 'patient', by: 'patientId', erased: 'keep' },
      { of: 'account', by: 'accountId', only: 'platform', erased: 'keep' },
    ],
    retention: { ...withItsEvents, after: 'at' },
    exportAs: 'accessLog',
  },
  auditEventPatients: {
    subjects: [{ of: 'patient', by: 'patientId', erased: 'keep' }],
    retention: { ...withItsEvents, after: 'at' },
    exportAs: null,
    withheld: 'Whom an event shows, for looking it up; the event itself is exported.',
  },
  auditBatches: {
    subjects: [],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: null,
    withheld:
      'Reads on their way into the trail, which they reach within seconds and before anybody looks into it.',
  },
  auditUnsealed: {
    subjects: [{ through: 'auditEvents', by: 'eventId', erased: 'keep' }],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: null,
    withheld: 'Ids of events that the chain takes up within seconds.',
  },
  auditSeals: proofs,
  auditHeads: proofs,
  auditCheckpoints: proofs,
})
