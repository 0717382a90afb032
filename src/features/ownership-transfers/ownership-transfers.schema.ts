import { type Static, Type } from '@sinclair/typebox'
import { contactField } from '#src/features/organisations/contact-fields.ts'
import { actorId, plain, sealed } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import {
  Bytes,
  closed,
  Email,
  Name,
  Nullable,
  OneOf,
  Timestamp,
  Uuid,
  Version,
} from '#src/schema/primitives.ts'

/**
 * Another owner for an organisation: announced, then carried out at its time unless it was called off. People are told
 * of each state anew: `toldAt` is null until the mails of the present one are planned.
 */
export const OwnershipTransferRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  transferredOrganisationId: plain(Uuid),
  /** Counts the organisation's transfers, so that each is told of once. */
  number: plain(Version),
  state: plain(OneOf('announced', 'completed', 'cancelled')),
  controllerName: plain(Name(120)),
  policyVersionId: plain(Nullable(Uuid)),
  /** Under the platform's key, until the administrator to come is invited. */
  sealed: sealed(Nullable(Bytes), {
    category: 'contact',
    purpose: 'communication',
    basis: 'contract-6-1-b',
    key: 'platform',
    fields: ['email'],
  }),
  requestedBy: actorId(Uuid),
  effectiveFrom: plain(Timestamp),
  toldAt: plain(Nullable(Timestamp)),
  cancelledBy: actorId(Nullable(Uuid)),
  cancelledAt: plain(Nullable(Timestamp)),
  completedAt: plain(Nullable(Timestamp)),
  createdAt: plain(Timestamp),
  updatedAt: plain(Timestamp),
})
export type StoredTransfer = Static<typeof OwnershipTransferRow>

const row = OwnershipTransferRow.properties

export const NewOwnershipTransfer = closed(
  {
    newAdminEmail: contactField(Email),
    newControllerName: Type.Optional({
      ...Name(120),
      description: 'What the organisation is called from then on; left out, its name stays.',
    }),
    effectiveFrom: row.effectiveFrom,
    policyVersionId: Type.Optional({
      ...Uuid,
      description:
        'The version of its policy for patients that must be accepted from then on; the organisation publishes it before.',
    }),
  },
  {
    examples: [
      {
        newAdminEmail: 'chef@vardbolaget.example',
        newControllerName: 'Vårdbolaget AB',
        effectiveFrom: '2030-01-01T00:00:00Z',
      },
    ],
  },
)
export type NewOwnershipTransfer = Static<typeof NewOwnershipTransfer>

/** A transfer as it is answered. */
export const OwnershipTransfer = component(
  'OwnershipTransfer',
  closed({
    id: row.id,
    organisationId: row.transferredOrganisationId,
    state: row.state,
    newControllerName: row.controllerName,
    policyVersionId: row.policyVersionId,
    effectiveFrom: row.effectiveFrom,
    toldAt: { ...row.toldAt, description: 'When the mails to members and patients were planned.' },
    cancelledAt: row.cancelledAt,
    completedAt: row.completedAt,
    createdAt: row.createdAt,
  }),
)
export type OwnershipTransfer = Static<typeof OwnershipTransfer>
