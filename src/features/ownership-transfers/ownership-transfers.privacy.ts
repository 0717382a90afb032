import { declareTables } from '#src/privacy/declarations.ts'

/** That an organisation gets or got another owner. */
export const ownershipTransfersPrivacy = declareTables({
  ownershipTransfers: {
    subjects: [
      { of: 'account', by: 'requestedBy' },
      { of: 'account', by: 'cancelledBy' },
    ],
    retention: { kind: 'asLongAsOrganisation' },
    exportAs: null,
    withheld:
      'What the platform did for organisations; the address is of who was not invited yet, and goes with the transfer.',
  },
})
