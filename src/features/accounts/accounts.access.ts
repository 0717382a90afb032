import { me, publicAccess } from '#src/access/access.ts'

/** Who may do what with accounts: signing in needs no token, everything else is one's own. */
export const accountsAccess = {
  open: publicAccess,
  /** Open to those whose erasure waits: who they are, where they are signed in, and the way out. */
  own: me({ leaving: true }),
  change: me(),
  stepUp: me({ enrolment: true, leaving: true }),
  changePassword: me({ stepUp: true, enrolment: true, leaving: true }),
  readFactors: me({ enrolment: true, leaving: true }),
  changeFactors: me({ stepUp: true, enrolment: true, leaving: true }),
}
