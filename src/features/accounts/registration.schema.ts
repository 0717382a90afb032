import { type Static, Type } from '@sinclair/typebox'
import { Password } from '#src/features/accounts/sign-in.schema.ts'
import { closed, DateOnly, Email, Language, Name, Phone, Uuid } from '#src/schema/primitives.ts'

/** Asks for an account; it arises when the link of the mail is followed. */
export const Registration = closed(
  {
    email: Email,
    password: Password,
    firstName: Name(100),
    lastName: Name(100),
    phone: Phone,
    dateOfBirth: DateOnly,
    locale: Language,
    acceptedPolicies: Type.Optional(
      Type.Array(Uuid, { maxItems: 50, description: 'Versions of the published policies; may be empty.' }),
    ),
  },
  {
    examples: [
      {
        email: 'anna@example.com',
        password: 'orange-harbour-lantern-42',
        firstName: 'Anna',
        lastName: 'Lindqvist',
        phone: '+46 70 174 06 05',
        dateOfBirth: '1984-05-12',
        locale: 'sv',
        acceptedPolicies: [],
      },
    ],
  },
)
export type Registration = Static<typeof Registration>
