import { type Static, Type } from '@sinclair/typebox'
import { DisclosureRow } from '#src/features/disclosures/disclosures.schema.ts'
import { HeldData } from '#src/features/privacy/data-export.schema.ts'
import { exportedTables } from '#src/privacy/register.ts'
import { component } from '#src/schema/components.ts'
import { closed, DateOnly, Name, Note, Nullable, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** Tables of which a patient's rows can be disclosed, by the name that the patient's own copy gives them. */
export const disclosableTables = exportedTables.filter(
  ({ name, subjects }) =>
    name !== 'disclosures' && subjects.some((path) => 'of' in path && path.of === 'patient'),
)

const Kind = OneOf(...disclosableTables.map(({ exportAs }) => exportAs))
const row = DisclosureRow.properties

const scope = closed({
  kinds: Type.Array(Kind, { minItems: 1, maxItems: 100, uniqueItems: true }),
  from: Type.Optional({ ...DateOnly, description: 'The first day of which data went out.' }),
  to: Type.Optional({ ...DateOnly, description: 'The last day.' }),
})

export const NewDisclosure = closed(
  {
    patientId: row.patientId,
    authority: Name(200),
    legalBasis: Name(500),
    scope,
    whatWentOut: Note(2000),
    approvedBy: { ...Uuid, description: 'The account of the member who approved it.' },
    disclosedAt: row.disclosedAt,
    sealedUntil: Type.Optional({
      ...Timestamp,
      description: 'Until when it must be kept from the patient, where the demand says so.',
    }),
    sealReason: Type.Optional(Note(2000)),
  },
  {
    examples: [
      {
        patientId: '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11',
        authority: 'Stockholms tingsrätt',
        legalBasis: 'RB 38:2',
        scope: { kinds: ['appointments'], from: '2026-01-01', to: '2026-06-30' },
        whatWentOut: 'Dates of visits, on paper.',
        approvedBy: '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e12',
        disclosedAt: '2026-07-01T09:00:00Z',
      },
    ],
  },
)
export type NewDisclosure = Static<typeof NewDisclosure>

/** A disclosure as it is answered. */
export const Disclosure = component(
  'Disclosure',
  closed({
    id: row.id,
    organisationId: row.organisationId,
    patientId: row.patientId,
    authority: Name(200),
    legalBasis: Name(500),
    scope: closed({
      kinds: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 100 }),
      from: Nullable(DateOnly),
      to: Nullable(DateOnly),
    }),
    whatWentOut: Note(2000),
    recordedBy: row.recordedBy,
    approvedBy: row.approvedBy,
    disclosedAt: row.disclosedAt,
    sealedUntil: row.sealedUntil,
    sealReason: Nullable(Note(2000)),
    shownToPatient: row.shownToPatient,
    createdAt: row.createdAt,
  }),
)
export type Disclosure = Static<typeof Disclosure>

/** What the scope of a disclosure covers, and nothing else. */
export const DisclosedData = component(
  'DisclosedData',
  closed({
    disclosureId: row.id,
    patientId: row.patientId,
    kinds: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 100 }),
    from: Nullable(DateOnly),
    to: Nullable(DateOnly),
    exportedAt: Timestamp,
    shownToPatient: row.shownToPatient,
    data: HeldData,
  }),
)
export type DisclosedData = Static<typeof DisclosedData>
