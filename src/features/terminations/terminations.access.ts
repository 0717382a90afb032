import { organisation } from '#src/access/access.ts'

/** Whether the organisation leaves is its administrators' decision. */
export const terminationsAccess = {
  read: organisation({ org_admin: 'organisation' }),
  decide: organisation({ org_admin: 'organisation' }, { stepUp: true }),
}
