import { type Static, Type } from '@sinclair/typebox'
import { actorId, column, personId, plain, sealed, usage } from '#src/privacy/annotations.ts'
import {
  Bytes,
  closed,
  DateOnly,
  Name,
  Nullable,
  OneOf,
  Timestamp,
  Uuid,
  Version,
} from '#src/schema/primitives.ts'

/** A survey of an organisation on a service, a site or a practitioner. */
export const SurveyRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  about: plain(OneOf('service', 'site', 'practitioner')),
  serviceId: plain(Nullable(Uuid)),
  siteId: plain(Nullable(Uuid)),
  practitionerId: personId(Nullable(Uuid)),
  title: plain(Name(200)),
  /** Then no answer leads to who gave it, nor back. */
  anonymous: plain(Type.Boolean()),
  state: plain(OneOf('draft', 'open', 'closed')),
  version: plain(Version),
  createdAt: plain(Timestamp),
  updatedAt: plain(Timestamp),
})

/** One question; all are optional. */
export const SurveyQuestion = closed({
  key: Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,39}$', minLength: 1, maxLength: 40 }),
  kind: OneOf('scale', 'choice', 'text'),
  words: Type.String({ format: 'note', minLength: 1, maxLength: 500 }),
  /** Of a scale: the most; it begins with 1. */
  most: Type.Optional(Type.Integer({ minimum: 2, maximum: 10 })),
  /** Of a choice. */
  choices: Type.Optional(
    Type.Array(Type.String({ format: 'name', minLength: 1, maxLength: 100 }), { minItems: 2, maxItems: 20 }),
  ),
})
export type SurveyQuestion = Static<typeof SurveyQuestion>

/** The questions as they stood when somebody answered; never overwritten. */
export const SurveyVersionRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  surveyId: plain(Uuid),
  number: plain(Version),
  questions: plain(Type.Array(SurveyQuestion)),
  createdBy: actorId(Uuid),
  createdAt: plain(Timestamp),
})

/** That somebody answered or declined, so that they are not asked twice; of an anonymous survey it names no answer. */
export const SurveyParticipationRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  surveyId: usage(Uuid, 'surveyId'),
  patientId: personId(Uuid),
  state: usage(OneOf('answered', 'declined'), 'state'),
  day: usage(DateOnly, 'day'),
})

/** What was answered: numbers and choices in clear, text sealed. Without patient where the survey is anonymous. */
export const SurveyResponseRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  surveyId: usage(Uuid, 'surveyId'),
  versionId: plain(Uuid),
  patientId: personId(Nullable(Uuid)),
  answers: usage(Type.Record(Type.String(), Type.Union([Type.Integer(), Type.String()])), 'answers'),
  sealed: sealed(Nullable(Bytes), {
    category: 'health',
    purpose: 'communication',
    basis: 'legitimate-interest-6-1-f',
    key: 'rest',
    fields: ['texts'],
    exportAs: 'contents',
  }),
  /** The same of an anonymous survey: under the organisation's key, as nobody's leads here. */
  anonymousTexts: column(Nullable(Bytes), {
    category: 'none',
    purpose: 'communication',
    basis: 'none',
    recipients: ['organisation'],
    sealed: { key: 'organisation', fields: ['texts'] },
    erasure: { action: 'keep', reason: 'leads to nobody' },
  }),
  /** With which others it began to count; null until they are enough. */
  batch: plain(Nullable(Type.Integer())),
  month: usage(DateOnly, 'month'),
})
