import { organisation } from '#src/access/access.ts'

/** Every member and patient reads the sites; administrators change them. */
export const sitesAccess = {
  read: organisation({
    org_admin: 'organisation',
    practitioner: 'organisation',
    receptionist: 'organisation',
    patient: 'organisation',
    guardian: 'organisation',
  }),
  write: organisation({ org_admin: 'organisation' }),
}
