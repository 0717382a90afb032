import { organisation } from '#src/access/access.ts'

/** Administrators alone; what everybody may know of an organisation stands in the directory. */
export const organisationsAccess = {
  manage: organisation({ org_admin: 'organisation' }),
}
