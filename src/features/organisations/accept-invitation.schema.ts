import { type Static, Type } from '@sinclair/typebox'
import { Code } from '#src/features/accounts/second-factors.schema.ts'
import { contactField, identityField } from '#src/features/organisations/contact-fields.ts'
import { closed, Name, Phone, Token } from '#src/schema/primitives.ts'

/** Names and phone are asked of those alone who have no account yet; others sign in with their password. */
export const InvitationAcceptance = closed(
  {
    token: Token,
    password: Type.String({ minLength: 1, maxLength: 1024 }),
    firstName: Type.Optional(identityField(Name())),
    lastName: Type.Optional(identityField(Name())),
    phone: Type.Optional(contactField(Phone)),
    deviceToken: Type.Optional(Token),
    code: Type.Optional(Code),
  },
  {
    examples: [
      {
        token: 'tq0zD5Wb1yYxg3cJ0Xc7lq2kqk3m1b7mB3x0d0b8m5Y',
        password: 'orange-harbour-lantern-42',
        firstName: 'Leyla',
        lastName: 'Əliyeva',
        phone: '+46 70 123 45 67',
      },
    ],
  },
)
export type InvitationAcceptance = Static<typeof InvitationAcceptance>
