import { organisation } from '#src/access/access.ts'

/** What goes, and what went. */
export const retentionAccess = {
  read: organisation({ org_admin: 'organisation' }),
}
