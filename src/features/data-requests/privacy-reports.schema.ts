import { type Static, Type } from '@sinclair/typebox'
import { actorId, plain, sealed, sealedField, usage } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { Bytes, closed, Email, Note, Nullable, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

const ReportKind = OneOf('underAge', 'misuse', 'breach', 'other')

/** What anybody reported to an organisation about the data that it holds. */
export const PrivacyReportRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  kind: usage(ReportKind),
  sealed: sealed(Bytes, {
    category: 'contact',
    purpose: 'operation',
    basis: 'legal-duty-6-1-c',
    key: 'organisation',
    fields: ['text', 'email'],
  }),
  settledAt: usage(Nullable(Timestamp)),
  settledBy: actorId(Nullable(Uuid)),
  createdAt: usage(Timestamp),
})

const row = PrivacyReportRow.properties
const text = sealedField(row.sealed, Note(4000))
const email = sealedField(row.sealed, Email)

export const NewPrivacyReport = closed(
  {
    kind: {
      ...row.kind,
      description: '`underAge`: somebody below the minimum age has an account or is registered.',
    },
    organisationId: Uuid,
    text,
    email: Type.Optional({ ...email, description: 'Where the organisation can ask back.' }),
  },
  {
    examples: [
      {
        kind: 'underAge',
        organisationId: '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11',
        text: 'My daughter is eleven and has registered herself.',
      },
    ],
  },
)
export type NewPrivacyReport = Static<typeof NewPrivacyReport>

/** What the row's sealed value holds. */
export interface ReportContents {
  text: string
  email: string | null
}

/** A report as the organisation's administrators read it. */
export const PrivacyReport = component(
  'PrivacyReport',
  closed({
    id: row.id,
    kind: row.kind,
    text,
    email: Nullable(email),
    settledAt: row.settledAt,
    createdAt: row.createdAt,
  }),
)
export type PrivacyReport = Static<typeof PrivacyReport>
