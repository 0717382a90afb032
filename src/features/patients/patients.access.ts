import { organisation } from '#src/access/access.ts'

const staff = organisation({
  org_admin: 'organisation',
  practitioner: 'organisation',
  receptionist: 'organisation',
})

/** Staff keeps the organisation's patients; what is held about them, people read under their own account. */
export const patientsAccess = {
  read: staff,
  search: staff,
  write: staff,
  state: organisation({ org_admin: 'organisation', practitioner: 'organisation' }),
  merge: organisation({ org_admin: 'organisation', practitioner: 'organisation' }, { stepUp: true }),
}
