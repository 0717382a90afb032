import { organisation } from '#src/access/access.ts'

/** Who checked somebody's identity links them to a child; administrators see who is linked. */
export const guardiansAccess = {
  read: organisation({ org_admin: 'organisation', practitioner: 'organisation' }),
  write: organisation({ practitioner: 'organisation' }),
}
