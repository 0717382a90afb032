import { organisation, platform } from '#src/access/access.ts'

/** The platform's administrators publish, an organisation's sign for it. */
export const agreementsAccess = {
  platform: platform(),
  list: organisation({ org_admin: 'organisation' }),
  sign: organisation({ org_admin: 'organisation' }, { stepUp: true }),
}
