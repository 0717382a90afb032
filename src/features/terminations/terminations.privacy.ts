import { declareTables } from '#src/privacy/declarations.ts'

/** That an organisation leaves or has left. */
export const terminationsPrivacy = declareTables({
  organisationTerminations: {
    subjects: [
      { of: 'account', by: 'requestedBy', erased: 'anonymise' },
      { of: 'account', by: 'cancelledBy', erased: 'anonymise' },
    ],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: null,
    withheld:
      'What an organisation decided; that somebody did it in its name stands in the log of what was done.',
  },
  organisationPurges: {
    subjects: [],
    retention: {
      kind: 'always',
      because: 'that everything was deleted, and when, must stay provable; addresses go within three days',
    },
    exportAs: null,
    withheld: 'Addresses for the last mail alone, until it is sent.',
  },
})
