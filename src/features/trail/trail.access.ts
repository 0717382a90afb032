import { me, organisation } from '#src/access/access.ts'

/** The organisation's administrators read its trail; people read who saw their own data. */
export const trailAccess = { read: organisation({ org_admin: 'organisation' }), own: me({ leaving: true }) }
