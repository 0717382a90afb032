import { organisation } from '#src/access/access.ts'

/** How much was done is for whoever answers for the organisation. */
export const statisticsAccess = {
  read: organisation({ org_admin: 'organisation' }),
}
