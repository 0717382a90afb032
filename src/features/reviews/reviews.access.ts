import { me, organisation, publicAccess } from '#src/access/access.ts'

/** Reviews are the practice's and the practitioner's whom they are about, and nobody else's (P91). */
export const reviewsAccess = {
  templates: organisation({ org_admin: 'organisation' }),
  invite: organisation({ org_admin: 'organisation', practitioner: 'organisation' }),
  invitations: organisation({ org_admin: 'organisation', practitioner: 'own' }),
  read: organisation({ org_admin: 'organisation', practitioner: 'own' }),
  own: me(),
  open: publicAccess,
}
