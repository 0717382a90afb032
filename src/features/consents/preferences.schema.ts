import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { column, personId, plain } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { closed, Timestamp, Uuid, Version } from '#src/schema/primitives.ts'

const preference = <S extends TSchema>(schema: S, exportAs: string): S =>
  column(schema, {
    category: 'preference',
    purpose: 'communication',
    basis: 'contract-6-1-b',
    recipients: ['person', 'organisation'],
    exportAs,
    erasure: { action: 'delete' },
  })

/** Which mails a person wants beside those that the service cannot do without. */
export const CommunicationPreferenceRow = closed({
  accountId: personId(Uuid),
  marketing: preference(Type.Boolean(), 'marketing'),
  reminders: preference(Type.Boolean(), 'reminders'),
  version: plain(Version),
  updatedAt: preference(Timestamp, 'updatedAt'),
})

const { marketing, reminders } = CommunicationPreferenceRow.properties

/** The caller's preferences, as they are in force. */
export const CommunicationPreferences = component(
  'CommunicationPreferences',
  closed({
    marketing: {
      ...marketing,
      description:
        'Offers and news. Off: none at all, whatever was consented to. On: from those alone to whom consent was given.',
    },
    reminders: { ...reminders, description: 'Reminders of booked appointments.' },
    version: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
  }),
)
export type CommunicationPreferences = Static<typeof CommunicationPreferences>

export const NewCommunicationPreferences = closed(
  { marketing: Type.Optional(marketing), reminders: Type.Optional(reminders) },
  { examples: [{ marketing: false, reminders: true }] },
)
export type NewCommunicationPreferences = Static<typeof NewCommunicationPreferences>
