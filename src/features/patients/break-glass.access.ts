import { organisation } from '#src/access/access.ts'

/**
 * A practitioner breaks the glass alone; the platform's administrators ask, and one of the organisation's approves (S24).
 */
export const breakGlassAccess = {
  start: organisation({ practitioner: 'organisation' }, { stepUp: true, platform: 'ask' }),
  read: organisation({ org_admin: 'organisation' }),
  approve: organisation({ org_admin: 'organisation' }, { stepUp: true }),
}
