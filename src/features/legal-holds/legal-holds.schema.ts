import { type Static, Type } from '@sinclair/typebox'
import { actorId, personId, plain, sealed, sealedField } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { Bytes, closed, Note, Nullable, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** Why a patient's data, or without one the whole organisation's, must stay although its time is over. */
export const LegalHoldRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  patientId: personId(Nullable(Uuid)),
  sealed: sealed(Bytes, {
    category: 'usage',
    purpose: 'operation',
    basis: 'legal-duty-6-1-c',
    key: 'organisation',
    fields: ['reason', 'liftReason'],
  }),
  placedBy: actorId(Uuid),
  liftedBy: actorId(Nullable(Uuid)),
  liftedAt: plain(Nullable(Timestamp)),
  createdAt: plain(Timestamp),
})

/** What a hold's sealed value holds. */
export interface HoldTexts {
  reason: string
  liftReason: string | null
}

const row = LegalHoldRow.properties
const text = sealedField(row.sealed, Note(1_000))

export const LegalHold = component(
  'LegalHold',
  closed({
    id: row.id,
    organisationId: row.organisationId,
    patientId: { ...row.patientId, description: 'Null: everything that the organisation holds.' },
    reason: text,
    placedBy: row.placedBy,
    createdAt: row.createdAt,
    liftedBy: row.liftedBy,
    liftedAt: row.liftedAt,
    liftReason: sealedField(row.sealed, Nullable(Note(1_000))),
  }),
)
export type LegalHold = Static<typeof LegalHold>

export const NewLegalHold = closed(
  { patientId: Type.Optional(Uuid), reason: text },
  {
    description: 'Without `patientId` everything that the organisation holds stays.',
    examples: [
      { patientId: '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11', reason: 'Claim announced on 3 March 2027' },
    ],
  },
)
export type NewLegalHold = Static<typeof NewLegalHold>

export const LiftedHold = closed({ reason: text }, { examples: [{ reason: 'The claim was withdrawn' }] })
export type LiftedHold = Static<typeof LiftedHold>
