import { me, organisation } from '#src/access/access.ts'

const administrators = { org_admin: 'organisation' } as const

/** Each asks for themselves, staff files what was asked on paper; deciding asks for a fresh factor (S10). */
export const dataRequestsAccess = {
  own: me({ leaving: true }),
  freshOwn: me({ stepUp: true, leaving: true }),
  file: organisation({ ...administrators, practitioner: 'organisation' }, { stepUp: true }),
  read: organisation(administrators),
  decide: organisation(administrators, { stepUp: true }),
}
