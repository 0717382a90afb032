import { declareTables } from '#src/privacy/declarations.ts'

/** Invitations and reviews: the practice's and the practitioner's alone; the numbers stay, without anybody. */
export const reviewsPrivacy = declareTables({
  reviewTemplates: {
    subjects: [],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: null,
    withheld: 'The practice’s words; who wrote them stands in the trail.',
  },
  reviewInvitations: {
    subjects: [{ of: 'patient', by: 'patientId' }],
    retention: { kind: 'period', after: 'createdAt', period: 'P13M' },
    exportAs: 'reviewInvitations',
  },
  reviewOptOuts: {
    subjects: [],
    retention: {
      kind: 'always',
      because: 'who said no must not be asked again; it holds a keyed hash alone',
    },
    exportAs: null,
  },
  closedReviewTokens: {
    subjects: [],
    retention: { kind: 'untilColumn', column: 'expiresAt' },
    exportAs: null,
  },
  reviews: {
    subjects: [{ of: 'patient', by: 'patientId' }],
    // They go with their invitation.
    retention: { kind: 'asLongAsSubject' },
    goesWith: [{ table: 'reviewInvitations', by: 'invitationId' }],
    exportAs: 'reviews',
  },
  reviewNumbers: {
    subjects: [{ of: 'practitioner', by: 'practitionerId', erased: 'keep' }],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: null,
    withheld: 'Counts of a month: how often each score was given, not who somebody is.',
  },
  benchmarkEditions: {
    subjects: [],
    retention: { kind: 'always', because: 'published numbers are not taken back; they lead to nobody' },
    exportAs: null,
  },
})
