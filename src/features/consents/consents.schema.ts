import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { actorId, column, personId, plain, sealed, sealedField } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import {
  Bytes,
  closed,
  Language,
  Name,
  Nullable,
  OneOf,
  Timestamp,
  Uuid,
  Version,
} from '#src/schema/primitives.ts'

/** What a person is asked for apart from care: each for itself, each withdrawable at any time. */
export const consentPurposes = [
  'marketing',
  'reviewInvitations',
  'research',
  'demographics',
  'socialProfiles',
  'specialCategories',
  'sharing',
] as const
export const ConsentPurpose = OneOf(...consentPurposes)
export type ConsentPurpose = Static<typeof ConsentPurpose>

/** Said by the person, recorded by staff from paper, or given by a guardian whom staff checked. */
const ConsentSource = OneOf('self', 'staff', 'guardian')

const text = Type.String({ format: 'note', minLength: 1, maxLength: 20_000 })

/** The words by which an organisation asks for consent; never overwritten. */
export const ConsentTextRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  purpose: plain(ConsentPurpose),
  language: plain(Language),
  number: plain(Version),
  text: plain(text),
  publishedAt: plain(Timestamp),
})

/** What the law makes a controller able to show (GDPR Art. 7(1)). */
const decision = <S extends TSchema>(schema: S, exportAs: string): S =>
  column(schema, {
    category: 'preference',
    purpose: 'communication',
    basis: 'legal-duty-6-1-c',
    recipients: ['person', 'organisation'],
    exportAs,
    erasure: { action: 'delete' },
  })

/** One decision on one purpose. Rows are only ever added: the newest is in force, the others are its history. */
export const ConsentRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  /** Null for what was decided towards the platform. */
  patientId: personId(Nullable(Uuid)),
  /** The platform's rows only. */
  accountId: personId(Nullable(Uuid)),
  purpose: decision(ConsentPurpose, 'purpose'),
  granted: decision(Type.Boolean(), 'granted'),
  textId: decision(Nullable(Uuid), 'textId'),
  source: decision(ConsentSource, 'source'),
  recordedBy: actorId(Nullable(Uuid)),
  sealed: sealed(Nullable(Bytes), {
    category: 'identity',
    purpose: 'communication',
    basis: 'legal-duty-6-1-c',
    key: 'rest',
    fields: ['guardianName', 'check'],
    exportAs: 'guardian',
  }),
  createdAt: decision(Timestamp, 'at'),
})

/** Who consented in a child's place, and how that was checked. */
export interface ConsentingGuardian {
  guardianName: string
  check: string
}

const row = ConsentRow.properties

/** A decision as it is answered. */
const ConsentDecision = {
  id: row.id,
  purpose: row.purpose,
  granted: row.granted,
  textId: { ...row.textId, description: 'The version of the words that were shown.' },
  source: row.source,
  at: row.createdAt,
}

export const Consent = component(
  'Consent',
  closed({
    ...ConsentDecision,
    organisationId: Nullable(Uuid),
    history: Type.Array(closed(ConsentDecision), { maxItems: 200, description: 'Newest first.' }),
  }),
)
export type Consent = Static<typeof Consent>

/** The words by which an organisation asks for consent. */
export const ConsentText = component('ConsentText', ConsentTextRow)
export type ConsentText = Static<typeof ConsentText>

export const NewConsentText = closed(
  { purpose: ConsentPurpose, language: Language, text },
  {
    examples: [
      { purpose: 'research', language: 'en', text: 'We may use your data for our study on back pain.' },
    ],
  },
)
export type NewConsentText = Static<typeof NewConsentText>

const given = closed({
  purpose: ConsentPurpose,
  granted: Type.Boolean(),
  textId: Type.Optional(Uuid),
})
export type GivenConsent = Static<typeof given>
const givenConsents = Type.Array(given, { minItems: 1, maxItems: consentPurposes.length })

export const OwnConsents = closed(
  {
    organisationId: Type.Unsafe<string | null>({
      ...Nullable(Uuid),
      description: 'Towards whom; null is the platform.',
    }),
    consents: givenConsents,
  },
  {
    examples: [{ organisationId: null, consents: [{ purpose: 'research', granted: false }] }],
  },
)
export type OwnConsents = Static<typeof OwnConsents>

const guardian = <S extends TSchema>(schema: S): S => sealedField(row.sealed, schema)

/** What staff records for a patient: from paper, or given by a guardian. */
export const RecordedConsents = closed(
  {
    consents: givenConsents,
    guardian: Type.Optional(
      closed({
        name: guardian(Name(200)),
        check: guardian(Type.String({ format: 'note', minLength: 1, maxLength: 500 })),
      }),
    ),
  },
  {
    examples: [
      {
        consents: [{ purpose: 'research', granted: true }],
        guardian: { name: 'Karin Lindqvist', check: 'Identity card and custody register' },
      },
    ],
  },
)
export type RecordedConsents = Static<typeof RecordedConsents>

/** What was decided, and the words by which it is asked for now. */
export const ShownConsents = component(
  'Consents',
  closed({
    data: Type.Array(Consent, { maxItems: 1000 }),
    texts: Type.Array(ConsentText, { maxItems: 1000 }),
  }),
)
export type ShownConsents = Static<typeof ShownConsents>
