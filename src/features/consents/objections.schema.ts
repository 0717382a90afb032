import type { Static, TSchema } from '@sinclair/typebox'
import { consentPurposes } from '#src/features/consents/consents.schema.ts'
import { column, personId, plain } from '#src/privacy/annotations.ts'
import { closed, Nullable, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** What somebody can object to (GDPR Art. 21): what hangs on consent, reminders, and being counted. */
export const objectionPurposes = [...consentPurposes, 'reminders', 'statistics'] as const
export const ObjectionPurpose = OneOf(...objectionPurposes)
export type ObjectionPurpose = Static<typeof ObjectionPurpose>

const objection = <S extends TSchema>(schema: S, exportAs: string): S =>
  column(schema, {
    category: 'preference',
    purpose: 'communication',
    basis: 'legal-duty-6-1-c',
    recipients: ['person', 'organisation'],
    exportAs,
    erasure: { action: 'delete' },
  })

/** What somebody objected to towards one controller. It holds from the row on, until `endedAt`. */
export const ObjectionRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  patientId: personId(Nullable(Uuid)),
  /** Of what the platform does itself. */
  accountId: personId(Nullable(Uuid)),
  purpose: objection(ObjectionPurpose, 'purpose'),
  requestId: plain(Nullable(Uuid)),
  /** From then on it is over: the controller showed compelling grounds, and said so before. */
  endedAt: objection(Nullable(Timestamp), 'endedAt'),
  createdAt: objection(Timestamp, 'at'),
})
