import { organisation } from '#src/access/access.ts'

/** What authorities got: the organisation's administrators, after a fresh sign-in. */
export const disclosuresAccess = {
  keep: organisation({ org_admin: 'organisation' }, { stepUp: true }),
}
