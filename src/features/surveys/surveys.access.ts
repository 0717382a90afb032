import { organisation } from '#src/access/access.ts'

/** Administrators ask; practitioners see what is asked about them; patients answer if they like (P54). */
export const surveysAccess = {
  write: organisation({ org_admin: 'organisation' }),
  read: organisation({ org_admin: 'organisation', practitioner: 'own', patient: 'own' }),
  results: organisation({ org_admin: 'organisation', practitioner: 'own' }),
  answer: organisation({ patient: 'own' }),
}
