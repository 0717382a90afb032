import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { RegistrationRow } from '#src/features/accounts/accounts.schema.ts'
import { Password } from '#src/features/accounts/sign-in.schema.ts'
import { sealedField } from '#src/privacy/annotations.ts'
import { closed, DateOnly, Email, Language, Name, Phone, Uuid } from '#src/schema/primitives.ts'

const own = <S extends TSchema>(schema: S): S => sealedField(RegistrationRow.properties.sealed, schema)

/** Asks for an account; it arises when the link of the mail is followed. */
export const Registration = closed(
  {
    email: own(Email),
    password: Password,
    firstName: own(Name(100)),
    lastName: own(Name(100)),
    phone: own(Phone),
    dateOfBirth: own(DateOnly),
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
