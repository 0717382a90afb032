import { platform } from '#src/access/access.ts'

/** The platform hands an organisation over, as the contract with it says; after a fresh sign-in. */
export const ownershipTransfersAccess = {
  read: platform(),
  decide: platform({ stepUp: true }),
}
