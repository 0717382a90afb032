import { me, publicAccess } from '#src/access/access.ts'

/** Who may do what with accounts: signing in needs no token, everything else is one's own. */
export const accountsAccess = {
  open: publicAccess,
  own: me(),
  stepUp: me({ enrolment: true }),
  changePassword: me({ stepUp: true, enrolment: true }),
  readFactors: me({ enrolment: true }),
  changeFactors: me({ stepUp: true, enrolment: true }),
}
