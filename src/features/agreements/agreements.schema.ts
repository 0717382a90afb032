import { type Static, Type } from '@sinclair/typebox'
import { actorId, plain, usage } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { closed, Language, Name, Nullable, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

const text = Type.String({
  format: 'note',
  minLength: 1,
  maxLength: 100_000,
  description: 'Markdown as plain text; Praxis does not render it.',
})

/** The platform's standard data-processing agreement (GDPR Art. 28(3)); never overwritten. */
export const AgreementVersionRow = closed({
  id: plain(Uuid),
  language: plain(Language),
  text: plain(text),
  effectiveFrom: plain(Timestamp),
  publishedAt: plain(Timestamp),
})

/** An organisation's signature under a version, or the agreement of its own that it has with the platform. */
export const AgreementSignatureRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  versionId: plain(Nullable(Uuid)),
  ownReference: plain(Nullable(Name(200))),
  signedAt: usage(Timestamp, 'signedAt'),
  signedBy: actorId(Uuid),
  createdAt: plain(Timestamp),
})

const version = AgreementVersionRow.properties
const signature = AgreementSignatureRow.properties

/** A version as the platform's administrators publish and read it. */
export const AgreementVersion = component('AgreementVersion', closed(version))
export type AgreementVersion = Static<typeof AgreementVersion>

export const NewAgreementVersion = closed(
  { language: version.language, text: version.text, effectiveFrom: version.effectiveFrom },
  {
    examples: [
      {
        language: 'en',
        text: 'The processor acts on documented instructions of the controller.',
        effectiveFrom: '2030-01-01T00:00:00Z',
      },
    ],
  },
)
export type NewAgreementVersion = Static<typeof NewAgreementVersion>

/** An agreement as an organisation sees it: a version of the standard one, or its own. */
export const Agreement = component(
  'Agreement',
  closed({
    id: Type.String({
      ...Uuid,
      description: 'Of the version; of the signature for an agreement of its own.',
    }),
    kind: OneOf('standard', 'own'),
    language: Nullable(Language),
    text: Nullable(version.text),
    ownAgreementReference: signature.ownReference,
    effectiveFrom: Nullable(Timestamp),
    signedAt: Nullable(signature.signedAt),
  }),
)
export type Agreement = Static<typeof Agreement>

export const NewSignature = closed(
  {
    versionId: Type.Optional(Uuid),
    ownAgreementReference: Type.Optional(Name(200)),
    signedAt: Type.Optional(Timestamp),
  },
  {
    description: 'Either `versionId`, signed now, or `ownAgreementReference` with the day of its signature.',
    examples: [{ ownAgreementReference: 'DPA 2026-14', signedAt: '2026-10-01T09:00:00Z' }],
  },
)
export type NewSignature = Static<typeof NewSignature>
