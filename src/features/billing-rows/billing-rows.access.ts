import { organisation } from '#src/access/access.ts'

/** Restricted: only for the books, and with a fresh sign-in. */
export const billingRowsAccess = {
  read: organisation({ org_admin: 'organisation' }, { stepUp: true }),
}
