import { type Static, Type } from '@sinclair/typebox'
import { actorId, personId, plain, sealed, sealedField, usage } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { Bytes, closed, Email, Nullable, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** An account that may see a child's data for as long as the child's age lets it. */
export const GuardianRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  patientId: personId(Uuid, 'patientId'),
  /** null until the mailed link was used. */
  accountId: personId(Nullable(Uuid)),
  sealed: sealed(Bytes, {
    category: 'contact',
    purpose: 'care',
    basis: 'contract-6-1-b',
    key: 'rest',
    fields: ['email', 'relation', 'method', 'checkedAt'],
    exportAs: 'guardian',
  }),
  state: usage(OneOf('invited', 'active', 'ended'), 'state'),
  enteredBy: actorId(Uuid, 'enteredBy'),
  createdAt: usage(Timestamp, 'createdAt'),
  acceptedAt: usage(Nullable(Timestamp), 'acceptedAt'),
  endedAt: usage(Nullable(Timestamp), 'endedAt'),
})

const row = GuardianRow.properties
const relation = sealedField(row.sealed, OneOf('parent', 'legalGuardian', 'fosterParent'))
const method = sealedField(
  row.sealed,
  OneOf('electronicId', 'identityDocument', 'registerExtract', 'personallyKnown'),
)
const email = sealedField(row.sealed, Email)
const checkedAt = sealedField(row.sealed, Timestamp)

/** What a guardian's sealed value holds. */
export interface GuardianDetails {
  email: string
  relation: Static<typeof relation>
  method: Static<typeof method>
  checkedAt: string
}

/** Somebody who is, was or is invited to be a child's guardian. */
export const Guardian = component(
  'Guardian',
  closed({
    id: row.id,
    organisationId: row.organisationId,
    patientId: row.patientId,
    email,
    relation,
    identityCheck: closed({ method, checkedAt, checkedBy: row.enteredBy }),
    state: row.state,
    createdAt: row.createdAt,
    acceptedAt: row.acceptedAt,
    endedAt: row.endedAt,
  }),
)
export type Guardian = Static<typeof Guardian>

/** As many as are shown of one child. */
export const mostGuardians = 100
export const Guardians = closed({ data: Type.Array(Guardian, { maxItems: mostGuardians }) })

export const NewGuardian = closed(
  { email, relation, identityCheck: closed({ method, checkedAt }) },
  {
    description:
      'You have checked who the person is: `identityCheck` says how and when. The address gets a link for one use, which an account of exactly this verified address takes up.',
    examples: [
      {
        email: 'parent@example.com',
        relation: 'parent',
        identityCheck: { method: 'identityDocument', checkedAt: '2026-05-01T08:00:00Z' },
      },
    ],
  },
)
export type NewGuardian = Static<typeof NewGuardian>
