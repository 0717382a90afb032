import { organisation } from '#src/access/access.ts'

/** Every member and patient reads the services; administrators change them. */
export const servicesAccess = {
  read: organisation({
    org_admin: 'organisation',
    practitioner: 'organisation',
    receptionist: 'organisation',
    patient: 'organisation',
    guardian: 'organisation',
  }),
  write: organisation({ org_admin: 'organisation' }),
}
