import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { ObjectionPurpose } from '#src/features/consents/objections.schema.ts'
import {
  DataRequestEventRow,
  DataRequestRow,
  DataRequestState,
  requestEventKinds,
} from '#src/features/data-requests/data-requests.schema.ts'
import { RequestedChanges } from '#src/features/data-requests/requested-changes.ts'
import { professional, sealedField, usage } from '#src/privacy/annotations.ts'
import { requestKinds } from '#src/privacy/law/deadlines.ts'
import { extensionReasons, refusalReasons } from '#src/privacy/law/request-reasons.ts'
import { component } from '#src/schema/components.ts'
import {
  closed,
  DateOnly,
  Email,
  Name,
  Note,
  Nullable,
  OneOf,
  Phone,
  pageQuery,
  Timestamp,
  Uuid,
} from '#src/schema/primitives.ts'

const row = DataRequestRow.properties
const words = <S extends TSchema>(schema: S): S => sealedField(row.sealed, schema)
const eventWords = <S extends TSchema>(schema: S): S =>
  sealedField(DataRequestEventRow.properties.sealed, schema)

const object = Type.Optional({
  ...row.object,
  description: 'Default `all`. The health record is answered by its keeper, often within a shorter time.',
})
const purpose = Type.Optional({ ...ObjectionPurpose, description: 'Of an objection: what must stop.' })
const reason = Type.Optional(words(Note()))

/** What a person asks for. */
export const NewOwnRequest = closed(
  {
    kind: row.kind,
    organisationId: Type.Optional({
      ...Uuid,
      description: 'Left out: everybody who holds anything, the account itself included.',
    }),
    object,
    purpose,
    changes: Type.Optional(RequestedChanges),
    reason,
    expedite: Type.Optional({
      ...row.expedite,
      description: 'Of an erasure: without 72 hours to think about it.',
    }),
  },
  { examples: [{ kind: 'access' }] },
)
export type NewOwnRequest = Static<typeof NewOwnRequest>

const Authority = closed({ name: Name(200), url: Type.String({ maxLength: 200 }) })

const Refusal = closed({
  cause: OneOf(...refusalReasons),
  reason: words(Nullable(Note())),
  authority: Nullable({
    ...Authority,
    description: 'Where it can be complained about; a court can be asked too.',
  }),
})

const Timeline = Type.Array(
  closed({
    at: DataRequestEventRow.properties.createdAt,
    organisationId: Nullable(Uuid),
    kind: { ...OneOf(...requestEventKinds), description: 'What happened.' },
    role: { ...DataRequestEventRow.properties.role, maxLength: 100 },
    reason: eventWords(Nullable(Note())),
  }),
  { maxItems: 1000 },
)

const dueAt = usage({
  ...Timestamp,
  description: 'The end of the last day, by the clock of whoever answers.',
})
const rule = { ...row.rule, maxLength: 200, description: 'Where the law says until when.' }
const regime = { ...row.regime, maxLength: 20 }

const Changes = Type.Array(
  closed({
    field: Type.String({ maxLength: 40 }),
    before: words(
      Nullable(
        Type.String({ maxLength: 1000, description: 'What stood there; null before it was changed.' }),
      ),
    ),
    after: words(Nullable(Type.String({ maxLength: 1000 }))),
    applied: Type.Boolean(),
  }),
  { maxItems: 20, description: 'Of a rectification: what is to be another value, or was made one.' },
)

const answered = {
  extendedAt: row.extendedAt,
  graceEndsAt: { ...row.graceEndsAt, description: 'Until when an erasure does not begin.' },
  blockers: row.blockers,
  refusal: Nullable(Refusal),
  answer: words(Nullable(Note())),
  changes: Changes,
}

/** One controller's part of a request; null is the account itself. */
const RequestPart = component(
  'RequestPart',
  closed({
    organisationId: Nullable(Uuid),
    name: Name(200),
    contact: closed({ email: Nullable(professional(Email)), phone: Nullable(professional(Phone)) }),
    state: row.state,
    regime,
    rule,
    dueAt,
    ...answered,
  }),
)
export type RequestPart = Static<typeof RequestPart>

const own = {
  id: row.id,
  kind: row.kind,
  object: row.object,
  purpose: row.purpose.type ? { ...row.purpose, maxLength: 64 } : row.purpose,
  reason: words(Nullable(Note())),
  expedite: row.expedite,
  state: { ...row.state, description: "The least advanced part's." },
  dueAt: { ...dueAt, description: 'The earliest of the parts.' },
  exportReady: usage(Type.Boolean({ description: 'Whether `…/export` has a copy to take along.' })),
  parts: Type.Array(RequestPart, { maxItems: 1000 }),
  receivedAt: row.receivedAt,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
}

/** A request as whom it is from reads it. */
export const OwnRequest = component('OwnRequest', closed(own))
export type OwnRequest = Static<typeof OwnRequest>

/** The same with what happened to it. */
export const OwnRequestDetails = component('OwnRequestDetails', closed({ ...own, timeline: Timeline }))
export type OwnRequestDetails = Static<typeof OwnRequestDetails>

/** How staff made sure who asks. */
export const IdentityEvidence = closed({
  method: usage(
    OneOf(
      'identityDocument',
      'electronicIdentification',
      'videoCall',
      'personallyKnown',
      'letterOfAuthority',
    ),
  ),
  checkedBy: { ...Uuid, description: 'The account of the member who checked it.' },
})
export type IdentityEvidence = Static<typeof IdentityEvidence>

/** What staff files for somebody who asked on paper, by phone or at the desk. */
export const NewStaffRequest = closed(
  {
    kind: row.kind,
    object,
    purpose,
    changes: Type.Optional(RequestedChanges),
    reason,
    patientId: Uuid,
    receivedAt: {
      ...row.receivedAt,
      description: 'When it came in: the time for the answer counts from then.',
    },
    identityEvidence: Type.Optional({
      ...IdentityEvidence,
      description: 'Left out: it is asked for first.',
    }),
  },
  {
    examples: [
      {
        kind: 'access',
        patientId: '01900000-0000-7000-8000-000000000001',
        receivedAt: '2026-11-30T08:00:00Z',
        identityEvidence: { method: 'identityDocument', checkedBy: '01900000-0000-7000-8000-000000000002' },
      },
    ],
  },
)
export type NewStaffRequest = Static<typeof NewStaffRequest>

const requester = closed({
  firstName: words(Nullable(Name())),
  lastName: words(Nullable(Name())),
  dateOfBirth: words(Nullable(DateOnly)),
})

const received = {
  id: row.id,
  kind: row.kind,
  object: row.object,
  purpose: own.purpose,
  state: row.state,
  source: row.source,
  patientId: row.patientId,
  filedBy: row.filedBy,
  expedite: row.expedite,
  regime,
  rule,
  receivedAt: row.receivedAt,
  dueAt,
  extendedAt: row.extendedAt,
  identityMethod: { ...row.identityMethod, maxLength: 40 },
  identityCheckedBy: row.identityCheckedBy,
  identityCheckedAt: row.identityCheckedAt,
  graceEndsAt: row.graceEndsAt,
  blockers: row.blockers,
  closedAt: row.closedAt,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
}

/** An organisation's own part, flat. */
export const DataRequestAnswer = component('DataRequest', closed(received))
export type DataRequestAnswer = Static<typeof DataRequestAnswer>

/** The same with the words of it, who it is from where it came without account, and what happened to it. */
export const DataRequestDetails = component(
  'DataRequestDetails',
  closed({
    ...received,
    reason: words(Nullable(Note())),
    requester: Nullable(requester),
    refusal: Nullable(Refusal),
    answer: words(Nullable(Note())),
    changes: Changes,
    timeline: Timeline,
  }),
)
export type DataRequestDetails = Static<typeof DataRequestDetails>

export const dataRequestsQuery = closed({
  ...pageQuery,
  state: Type.Optional(DataRequestState),
  kind: Type.Optional(OneOf(...requestKinds)),
  dueBefore: Type.Optional({ ...DateOnly, description: 'Whose last day is before this one.' }),
})

export const IdentityCheck = closed(
  {
    ...IdentityEvidence.properties,
    patientId: Type.Optional({
      ...Uuid,
      description: 'Of a request without account: whom it is about.',
    }),
  },
  {
    examples: [{ method: 'identityDocument', checkedBy: '01900000-0000-7000-8000-000000000002' }],
  },
)
export type IdentityCheck = Static<typeof IdentityCheck>

export const Extension = closed(
  { cause: OneOf(...extensionReasons), reason: words(Note()) },
  { examples: [{ cause: 'complexity', reason: 'The record is spread over three archives.' }] },
)
export type Extension = Static<typeof Extension>

export const NewRefusal = closed(
  { cause: OneOf(...refusalReasons), reason: words(Note()) },
  { examples: [{ cause: 'legalDuty', reason: 'Invoices stay for seven years by law.' }] },
)
export type NewRefusal = Static<typeof NewRefusal>

export const Resolution = closed(
  { answer: words(Note()) },
  { examples: [{ answer: 'We have corrected the address.' }] },
)
export type Resolution = Static<typeof Resolution>
