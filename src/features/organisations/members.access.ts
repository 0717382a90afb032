import { organisation } from '#src/access/access.ts'

/** Administrators alone see who belongs to the staff; giving and taking roles asks for a fresh sign-in (S10). */
export const membersAccess = {
  read: organisation({ org_admin: 'organisation' }),
  grant: organisation({ org_admin: 'organisation' }, { stepUp: true }),
  revokeInvitation: organisation({ org_admin: 'organisation' }),
}
