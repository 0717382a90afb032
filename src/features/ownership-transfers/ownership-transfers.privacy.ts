import { declareTables } from '#src/privacy/declarations.ts'

/** That an organisation gets or got another owner. */
export const ownershipTransfersPrivacy = declareTables({
  ownershipTransfers: {
    subjects: [
      { of: 'account', by: 'requestedBy', erased: 'anonymise' },
      { of: 'account', by: 'cancelledBy', erased: 'anonymise' },
    ],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: null,
    withheld:
      'What the platform did for organisations; the address is of who was not invited yet, and goes with the transfer.',
  },
})
