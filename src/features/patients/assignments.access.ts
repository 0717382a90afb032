import { organisation } from '#src/access/access.ts'

/**
 * Administrators and the reception say who cares for whom, and so does a practitioner of patients in their own care;
 * nobody assigns themselves a patient out of their reach.
 */
export const assignmentsAccess = {
  manage: organisation({
    org_admin: 'organisation',
    practitioner: 'organisation',
    receptionist: 'organisation',
  }),
}
