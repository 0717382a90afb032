import { organisation } from '#src/access/access.ts'

/** Figures are whose the reviews are: the practice's, and of their own the practitioner's whom they are about (P91). */
export const reviewSummaryAccess = {
  read: organisation({ org_admin: 'organisation', practitioner: 'own' }),
}
