import { organisation } from '#src/access/access.ts'

/** Everything that the organisation holds: its administrators, after a fresh sign-in where content is at stake. */
export const exportsAccess = {
  read: organisation({ org_admin: 'organisation' }),
  take: organisation({ org_admin: 'organisation' }, { stepUp: true }),
}
