import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { column, ofOrganisation, plain } from '#src/privacy/annotations.ts'
import { Operator, Processor, Region } from '#src/privacy/deployment.ts'
import { noticeLanguages } from '#src/privacy/notice/languages.ts'
import { component } from '#src/schema/components.ts'
import {
  Bytes,
  Country,
  closed,
  Email,
  Nullable,
  OneOf,
  Timestamp,
  Uuid,
  Version,
} from '#src/schema/primitives.ts'

/** What a notice stated from a moment on, whatever language it was shown in; never overwritten. */
export const NoticeVersionRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  version: plain(Version),
  digest: plain(Bytes),
  facts: ofOrganisation(Type.Record(Type.String(), Type.Unknown())),
  effectiveFrom: plain(Timestamp),
  createdAt: plain(Timestamp),
})

const contact = <S extends TSchema>(schema: S): S =>
  column(schema, {
    category: 'contact',
    purpose: 'communication',
    basis: 'contract-6-1-b',
    recipients: ['public'],
    erasure: { action: 'keep', reason: 'how an organisation is reached' },
  })

const Line = Type.String({ maxLength: 1000 })
const Words = Type.Array(Type.String({ maxLength: 80 }), { maxItems: 200 })

/** Whose notice, and in which language. */
export const NoticeQuery = closed({
  organisationId: Type.Optional(Uuid),
  language: Type.Optional(OneOf(...noticeLanguages)),
})

/** Whose register or contacts. */
export const ControllerQuery = closed({ organisationId: Type.Optional(Uuid) })

const controller = {
  organisationId: Nullable(Uuid),
  name: Line,
  country: Nullable(Country),
  email: Nullable(contact(Email)),
  phone: Nullable(contact(Type.String({ maxLength: 40 }))),
}

const held = {
  name: Type.String({ maxLength: 80 }),
  categories: Words,
  purposes: Words,
  bases: Words,
  recipients: Words,
  retention: closed({
    kind: OneOf('asLongAsSubject', 'asLongAsOrganisation', 'untilColumn', 'period', 'setting', 'always'),
    period: Nullable(
      Type.String({ maxLength: 16, description: 'ISO 8601 duration, with `period` and `setting`.' }),
    ),
  }),
  encrypted: Type.Boolean(),
  exported: Type.Boolean(),
}

/** What is done with data, for whom, why and how long, in words and as data. */
export const Notice = component(
  'Notice',
  closed({
    language: OneOf(...noticeLanguages),
    title: Line,
    edition: Line,
    version: Nullable(NoticeVersionRow.properties.version),
    effectiveFrom: Nullable(Timestamp),
    sha256: Type.String({ maxLength: 64, description: 'SHA-256 of what it states, also its ETag.' }),
    controller: closed(controller),
    held: Type.Array(closed(held), { maxItems: 1000 }),
    sections: Type.Array(
      closed({
        title: Line,
        text: Type.Array(Line, { maxItems: 100 }),
        table: Nullable(
          closed({
            columns: Type.Array(Line, { maxItems: 20 }),
            rows: Type.Array(Type.Array(Type.String({ maxLength: 10_000 }), { maxItems: 20 }), {
              maxItems: 1000,
            }),
          }),
        ),
      }),
      { maxItems: 50 },
    ),
  }),
)
export type Notice = Static<typeof Notice>

/** A purpose of processing as GDPR Art. 30(1) asks for it. */
const Activity = closed({
  purpose: held.purposes.items,
  data: Type.Array(held.name, { maxItems: 1000 }),
  categories: Words,
  bases: Words,
  recipients: Words,
  retention: Type.Array(closed({ name: held.name, ...held.retention.properties }), { maxItems: 1000 }),
})

/** The record of processing activities. */
export const ProcessingActivities = component(
  'ProcessingActivities',
  closed({
    controller: closed(controller),
    operator: Operator,
    activities: Type.Array(Activity, { maxItems: 100 }),
    security: Words,
    transfers: Type.Array(Processor, {
      maxItems: 200,
      description: 'Processors to whom data leaves the country.',
    }),
  }),
)
export type ProcessingActivities = Static<typeof ProcessingActivities>

/** Where data is kept, and who processes it. */
export const Processors = component(
  'Processors',
  closed({
    operator: Operator,
    regions: Type.Array(Region, { maxItems: 50 }),
    processors: Type.Array(Processor, { maxItems: 200 }),
  }),
)

/** Whom to ask, and where to complain. */
export const PrivacyContacts = component(
  'PrivacyContacts',
  closed({
    controller: closed(controller),
    operator: Operator,
    authority: Nullable(closed({ name: Line, url: Line })),
  }),
)
