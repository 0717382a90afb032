import type { Static } from '@sinclair/typebox'
import { closed, OneOf, Token, Uuid } from '#src/schema/primitives.ts'

export const NewPatientLink = closed(
  { token: Token },
  { examples: [{ token: 'tq0zD5Wb1yYxg3cJ0Xc7lq2kqk3m1b7mB3x0d0b8m5Y' }] },
)

/** Which patient the caller has become, or whose guardian, and where. */
export const PatientLink = closed({ organisationId: Uuid, patientId: Uuid, as: OneOf('patient', 'guardian') })
export type PatientLink = Static<typeof PatientLink>
