import { Type } from '@sinclair/typebox'
import { personId, plain, usage } from '#src/privacy/annotations.ts'
import { closed, Nullable, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** Who did what to whose data; ids and codes only, appended with the write itself. */
export const AuditEventRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  at: usage(Timestamp, 'at'),
  action: usage(Type.String(), 'action'),
  patientId: personId(Nullable(Uuid)),
  resource: usage(Type.String(), 'resource'),
  resourceIds: personId(Type.Array(Uuid), 'resourceIds'),
  accountId: personId(Nullable(Uuid)),
  role: usage(Type.String(), 'role'),
  ground: usage(Type.String(), 'ground'),
  detail: usage(Type.Record(Type.String(), Type.Unknown()), 'detail'),
  requestId: plain(Nullable(Type.String())),
})
