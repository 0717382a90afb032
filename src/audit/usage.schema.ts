import { Type } from '@sinclair/typebox'
import { personId, plain, usage } from '#src/privacy/annotations.ts'
import { closed, Nullable, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

const Described = Nullable(Type.String({ maxLength: 100 }))

/**
 * One use of one operation by somebody who is signed in, kept 30 days: what was called, with which fields by name, never
 * with which values. This list of columns is all that is recorded of use.
 */
export const UsageEventRow = closed({
  /** The organisation that was entered, else the platform's. */
  organisationId: usage(Uuid, 'organisationId'),
  at: usage(Timestamp, 'at'),
  id: plain(Uuid),
  accountId: personId(Uuid),
  /** As whom: on the staff, as patient or newcomer of the organisation, as oneself, as operator. */
  role: usage(OneOf('staff', 'patient', 'newcomer', 'person', 'platform'), 'role'),
  operation: usage(Type.String({ maxLength: 100 }), 'operation'),
  /** Method and pattern, `GET /v1/me`. */
  route: usage(Type.String({ maxLength: 200 }), 'route'),
  fields: usage(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 }), 'fields'),
  status: usage(Type.Integer({ minimum: 100, maximum: 599 }), 'status'),
  device: usage(Described, 'device'),
  browser: usage(Described, 'browser'),
  operatingSystem: usage(Described, 'operatingSystem'),
})

/** What a legal hold keeps of days of the log that are gone; it goes with the hold. */
export const HeldUsageEventRow = closed({ ...UsageEventRow.properties })
