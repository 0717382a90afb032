import { organisation } from '#src/access/access.ts'

const staff = {
  org_admin: 'organisation',
  practitioner: 'organisation',
  receptionist: 'organisation',
} as const

/**
 * Staff keeps the organisation's patients; what is held about them, people read under their own account, and guardians
 * here. The platform's administrators read a patient for whom a break-glass of theirs was approved.
 */
export const patientsAccess = {
  read: organisation({ ...staff, guardian: 'linked' }, { platform: 'breakGlass' }),
  search: organisation(staff),
  write: organisation(staff),
  state: organisation({ org_admin: 'organisation', practitioner: 'organisation' }),
  merge: organisation({ org_admin: 'organisation', practitioner: 'organisation' }, { stepUp: true }),
}
