import { me, organisation, platform } from '#src/access/access.ts'

/** The operator looks at what was noticed and lifts blocks; administrators see their members' sign-ins, everybody their own. */
export const securityAccess = {
  watch: platform(),
  lift: platform({ stepUp: true }),
  members: organisation({ org_admin: 'organisation' }),
  own: me({ leaving: true }),
}
