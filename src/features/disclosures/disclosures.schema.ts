import { type Static, Type } from '@sinclair/typebox'
import { actorId, personId, plain, sealed, usage } from '#src/privacy/annotations.ts'
import { Bytes, closed, DateOnly, Nullable, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** What of a patient's data was given to an authority that had the right to demand it, and on what ground. */
export const DisclosureRow = closed({
  organisationId: plain(Uuid),
  id: usage(Uuid, 'id'),
  patientId: personId(Uuid),
  /** The scope: which kinds of data, and of which days. */
  kinds: usage(Type.Array(Type.String()), 'kinds'),
  periodFrom: usage(Nullable(DateOnly), 'periodFrom'),
  periodTo: usage(Nullable(DateOnly), 'periodTo'),
  recordedBy: actorId(Uuid),
  approvedBy: actorId(Uuid),
  disclosedAt: usage(Timestamp, 'disclosedAt'),
  /** Until when it has to be kept from the patient; null where it need not. */
  sealedUntil: usage(Nullable(Timestamp), 'sealedUntil'),
  shownToPatient: plain(Type.Boolean()),
  sealed: sealed(Bytes, {
    category: 'usage',
    purpose: 'operation',
    basis: 'legal-duty-6-1-c',
    key: 'care',
    fields: ['authority', 'legalBasis', 'whatWentOut', 'sealReason'],
    exportAs: 'contents',
  }),
  createdAt: usage(Timestamp, 'createdAt'),
})
export type StoredDisclosure = Static<typeof DisclosureRow>

/** What a disclosure's sealed value holds. */
export interface DisclosureWords {
  authority: string
  legalBasis: string
  whatWentOut: string
  sealReason: string | null
}
