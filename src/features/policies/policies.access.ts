import { me, organisation, platform, publicAccess } from '#src/access/access.ts'

/** Everybody reads the texts, administrators publish them, and each accepts for themselves. */
export const policiesAccess = {
  public: publicAccess,
  own: me({ leaving: true }),
  list: organisation({ org_admin: 'organisation' }),
  publish: organisation({ org_admin: 'organisation' }, { stepUp: true }),
  platform: platform(),
}
