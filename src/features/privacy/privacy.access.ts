import { me, publicAccess } from '#src/access/access.ts'

/** One's own data belongs to everybody who signs in; what is done with data, everybody may know. */
export const privacyAccess = {
  own: me({ leaving: true }),
  takeOver: me(),
  open: publicAccess,
}
