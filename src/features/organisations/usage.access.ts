import { organisation } from '#src/access/access.ts'

/** Administrators see what their practice does. */
export const usageAccess = { read: organisation({ org_admin: 'organisation' }) }
