import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { AccountRow, SessionRow } from '#src/features/accounts/accounts.schema.ts'
import { MemberRole } from '#src/features/organisations/members.schema.ts'
import { column } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { closed, DateOnly, Email, Name, Nullable, Phone, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** A field of the account's sealed value. */
const own = <S extends TSchema>(schema: S, category: 'identity' | 'contact'): S =>
  column(schema, {
    category,
    purpose: 'account',
    basis: 'contract-6-1-b',
    recipients: ['person'],
    erasure: { action: 'delete' },
  })

const fields = {
  email: own(Email, 'contact'),
  firstName: own(Name(100), 'identity'),
  lastName: own(Name(100), 'identity'),
}

const { locale, platformAdmin, version } = AccountRow.properties

/** The caller's own account as it is answered. */
export const Profile = component(
  'Profile',
  closed({
    id: Uuid,
    ...fields,
    phone: own(Nullable(Phone), 'contact'),
    dateOfBirth: own(Nullable(DateOnly), 'identity'),
    locale,
    platformAdmin,
    memberships: Type.Array(
      closed({
        organisationId: Uuid,
        organisationName: Type.Optional(Name(200)),
        roles: Type.Array(MemberRole, { maxItems: 3 }),
      }),
      { maxItems: 1000, description: 'Where the person is on the staff.' },
    ),
    version,
    createdAt: Timestamp,
    updatedAt: Timestamp,
    lastConfirmedAt: {
      ...Timestamp,
      description:
        'When you said last that these details are right: by changing them, or by an empty change.',
    },
  }),
)
export type Profile = Static<typeof Profile>

const fixed = 'Shown, not changed here: sending it answers 422 `immutable`.'

export const ProfileChange = closed(
  {
    firstName: Type.Optional(fields.firstName),
    lastName: Type.Optional(fields.lastName),
    phone: Type.Optional(own(Phone, 'contact')),
    locale: Type.Optional(locale),
    email: Type.Optional(own(Type.String({ maxLength: 254, description: fixed }), 'contact')),
    dateOfBirth: Type.Optional(own(Type.String({ maxLength: 10, description: fixed }), 'identity')),
  },
  { examples: [{ phone: '+46 70 174 06 05', locale: 'sv' }] },
)
export type ProfileChange = Static<typeof ProfileChange>

const { id, device, browser, operatingSystem, ip, authenticatedAt, lastUsedAt, expiresAt, createdAt } =
  SessionRow.properties

/** One of the caller's sign-ins. */
export const OwnSession = component(
  'Session',
  closed({
    id,
    device,
    browser,
    operatingSystem,
    ip,
    current: Type.Boolean({ description: 'The one that this request was made in.' }),
    authenticatedAt,
    lastUsedAt,
    expiresAt,
    createdAt,
  }),
)
export type OwnSession = Static<typeof OwnSession>
