import { organisation } from '#src/access/access.ts'

/** Who answers for the organisation says what must stay; both saying so and taking it back want a fresh sign-in. */
export const legalHoldsAccess = {
  read: organisation({ org_admin: 'organisation' }),
  decide: organisation({ org_admin: 'organisation' }, { stepUp: true }),
}
