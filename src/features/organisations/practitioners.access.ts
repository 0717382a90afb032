import { organisation } from '#src/access/access.ts'

/** Every member and patient reads the practitioners; administrators change them, a practitioner their own profile. */
export const practitionersAccess = {
  read: organisation({
    org_admin: 'organisation',
    practitioner: 'organisation',
    receptionist: 'organisation',
    patient: 'organisation',
    guardian: 'organisation',
  }),
  add: organisation({ org_admin: 'organisation' }),
  change: organisation({ org_admin: 'organisation', practitioner: 'own' }),
}
