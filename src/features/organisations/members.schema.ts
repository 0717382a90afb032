import { type Static, Type } from '@sinclair/typebox'
import { contactField, identityField } from '#src/features/organisations/contact-fields.ts'
import { actorId, credential, personId, plain, sealed, usage } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import {
  Bytes,
  closed,
  Email,
  Language,
  Name,
  Nullable,
  OneOf,
  Timestamp,
  Uuid,
  Version,
} from '#src/schema/primitives.ts'

/** A role that a member can have. */
export const MemberRole = OneOf('org_admin', 'practitioner', 'receptionist')
export type MemberRole = Static<typeof MemberRole>

const MemberRoles = Type.Array(MemberRole, { minItems: 1, maxItems: 3, uniqueItems: true })

/** An account's belonging to an organisation's staff. The name that colleagues see is the organisation's copy. */
export const MembershipRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  accountId: personId(Uuid),
  roles: usage(MemberRoles, 'roles'),
  practitionerId: personId(Nullable(Uuid)),
  sealed: sealed(Bytes, {
    category: 'identity',
    purpose: 'communication',
    basis: 'contract-6-1-b',
    key: 'organisation',
    fields: ['firstName', 'lastName', 'email'],
    exportAs: 'name',
  }),
  state: usage(OneOf('active', 'removed'), 'state'),
  version: plain(Version),
  createdAt: usage(Timestamp, 'createdAt'),
  updatedAt: usage(Timestamp, 'updatedAt'),
})

/** What a membership's sealed value holds. */
export interface MemberIdentity {
  firstName: string
  lastName: string
  email: string
}

/** A single-use way into the staff, for the person behind one e-mail address. */
export const InvitationRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  emailIndex: credential(Bytes),
  newAccountId: personId(Uuid),
  roles: usage(MemberRoles, 'roles'),
  practitionerId: personId(Nullable(Uuid)),
  sealed: sealed(Bytes, {
    category: 'contact',
    purpose: 'communication',
    basis: 'contract-6-1-b',
    key: 'organisation',
    fields: ['email'],
    exportAs: 'email',
  }),
  language: plain(Language),
  invitedBy: actorId(Nullable(Uuid)),
  expiresAt: plain(Timestamp),
  acceptedAt: usage(Nullable(Timestamp), 'acceptedAt'),
  revokedAt: usage(Nullable(Timestamp), 'revokedAt'),
  createdAt: usage(Timestamp, 'createdAt'),
})

const member = MembershipRow.properties

/** A colleague as an administrator sees them. */
export const Member = component(
  'Member',
  closed({
    id: member.id,
    organisationId: member.organisationId,
    accountId: member.accountId,
    firstName: identityField(Name()),
    lastName: identityField(Name()),
    email: contactField(Email),
    roles: member.roles,
    practitionerId: member.practitionerId,
    version: member.version,
    createdAt: member.createdAt,
    updatedAt: member.updatedAt,
  }),
)
export type Member = Static<typeof Member>

export const MemberChange = closed({ roles: member.roles }, { examples: [{ roles: ['receptionist'] }] })
export type MemberChange = Static<typeof MemberChange>

const invitation = InvitationRow.properties

/** An invitation as an administrator sees it; its secret is in the mail alone. */
export const Invitation = component(
  'Invitation',
  closed({
    id: invitation.id,
    organisationId: invitation.organisationId,
    email: contactField(Email),
    roles: invitation.roles,
    practitionerId: invitation.practitionerId,
    language: invitation.language,
    invitedBy: invitation.invitedBy,
    state: plain(OneOf('pending', 'accepted', 'revoked', 'expired')),
    expiresAt: invitation.expiresAt,
    acceptedAt: invitation.acceptedAt,
    revokedAt: invitation.revokedAt,
    createdAt: invitation.createdAt,
  }),
)
export type Invitation = Static<typeof Invitation>

export const NewInvitation = closed(
  {
    email: contactField(Email),
    roles: invitation.roles,
    practitionerId: Type.Optional(Uuid),
    language: Type.Optional(Language),
  },
  { examples: [{ email: 'reception@kliniken.example', roles: ['receptionist'] }] },
)
export type NewInvitation = Static<typeof NewInvitation>
