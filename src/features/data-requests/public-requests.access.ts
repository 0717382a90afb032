import { organisation, publicAccess } from '#src/access/access.ts'

/** Anybody may ask and report; what came in is the administrators' to read, evidence with a fresh factor. */
export const publicRequestsAccess = {
  open: publicAccess,
  readEvidence: organisation({ org_admin: 'organisation' }, { stepUp: true }),
  reports: organisation({ org_admin: 'organisation' }),
}
