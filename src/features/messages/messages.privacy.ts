import { declareTables } from '#src/privacy/declarations.ts'

/** Mails, and the work that waits for a queue. */
export const messagesPrivacy = declareTables({
  mails: {
    subjects: [
      { of: 'account', by: 'accountId' },
      { of: 'patient', by: 'patientId' },
      { of: 'account', by: 'subjectId' },
      { through: 'invitations', by: 'subjectId' },
      { through: 'guardians', by: 'subjectId' },
      { through: 'appointments', by: 'subjectId' },
    ],
    retention: { kind: 'asLongAsSubject' },
    goesWith: [
      { table: 'appointments', by: 'subjectId' },
      { table: 'reviewInvitations', by: 'subjectId' },
    ],
    exportAs: 'mails',
  },
  outbox: {
    subjects: [
      { of: 'account', by: 'accountId' },
      { through: 'mails', by: 'subjectId' },
    ],
    retention: { kind: 'asLongAsSubject' },
    exportAs: null,
    withheld: 'Ids alone, for the seconds until a queue has taken them.',
  },
})
