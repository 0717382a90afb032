import { type Static, Type } from '@sinclair/typebox'
import { ObjectionPurpose } from '#src/features/consents/objections.schema.ts'
import { DataRequestRow } from '#src/features/data-requests/data-requests.schema.ts'
import { RequestedChanges } from '#src/features/data-requests/requested-changes.ts'
import { credential, personId, plain, sealed, sealedField, usage } from '#src/privacy/annotations.ts'
import {
  Bytes,
  closed,
  DateOnly,
  Email,
  Language,
  Name,
  Note,
  Nullable,
  Timestamp,
  Token,
  Uuid,
} from '#src/schema/primitives.ts'

/**
 * A request without account: until its address is verified what it asks for waits here, seen by nobody; then the request
 * of the same id stands in `dataRequests`, and this row keeps its evidence until the decision.
 */
export const PublicRequestRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  emailIndex: credential(Bytes),
  language: plain(Language),
  /** Null once the address is verified. */
  sealed: sealed(Nullable(Bytes), {
    category: 'contact',
    purpose: 'operation',
    basis: 'legal-duty-6-1-c',
    key: 'organisation',
    fields: [
      'kind',
      'object',
      'purpose',
      'changes',
      'reason',
      'email',
      'firstName',
      'lastName',
      'dateOfBirth',
    ],
  }),
  verifiedAt: usage(Nullable(Timestamp)),
  evidenceFileId: personId(Nullable(Uuid)),
  /** Null until it was judged whether a mail asks to confirm the address, which a job does. */
  addressAskedAt: usage(Nullable(Timestamp)),
  expiresAt: plain(Timestamp),
  createdAt: usage(Timestamp),
})

const row = DataRequestRow.properties
const told = <S extends Parameters<typeof sealedField>[1]>(schema: S): S =>
  sealedField(PublicRequestRow.properties.sealed, schema) as S

export const NewPublicRequest = closed(
  {
    organisationId: Uuid,
    kind: row.kind,
    object: Type.Optional(row.object),
    purpose: Type.Optional({ ...ObjectionPurpose, description: 'Of an objection: what must stop.' }),
    changes: Type.Optional(RequestedChanges),
    reason: Type.Optional(told(Note(2000))),
    email: told(Email),
    firstName: told(Name()),
    lastName: told(Name()),
    dateOfBirth: Type.Optional(told(DateOnly)),
  },
  {
    examples: [
      {
        organisationId: '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11',
        kind: 'access',
        email: 'anna@example.com',
        firstName: 'Anna',
        lastName: 'Lindqvist',
        dateOfBirth: '1984-05-12',
      },
    ],
  },
)
export type NewPublicRequest = Static<typeof NewPublicRequest>

/** What the row's sealed value holds: the request as it was typed, the address in its stored form. */
export type AskedPublicly = Omit<NewPublicRequest, 'organisationId'>

/** What the request is followed by from now on; it is shown once. */
export const VerifiedRequest = closed({
  id: row.id,
  secret: { ...Token, description: 'With it the request is followed; keep it. It is shown this once.' },
})

export const secretParams = closed({ secret: Token })
