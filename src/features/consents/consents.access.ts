import { me, organisation } from '#src/access/access.ts'

const staff = {
  org_admin: 'organisation',
  practitioner: 'organisation',
  receptionist: 'organisation',
} as const

/** Each decides for themselves, a guardian for the child; staff writes down what was said on paper. */
export const consentsAccess = {
  own: me({ leaving: true }),
  recorded: organisation({ ...staff, guardian: 'linked' }),
  texts: organisation({ ...staff, patient: 'organisation' }),
  publishText: organisation({ org_admin: 'organisation' }, { stepUp: true }),
}
