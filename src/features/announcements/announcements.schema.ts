import { type Static, Type } from '@sinclair/typebox'
import { actorId, plain } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { closed, Name, Note, Nullable, OneOf, Timestamp, Uuid, Version } from '#src/schema/primitives.ts'

const Words = closed({ title: Name(200), text: Note(10_000) })

/** What is announced, by language; whoever speaks none of them gets the first. */
const Texts = closed({ en: Type.Optional(Words), sv: Type.Optional(Words) })
export type AnnouncementTexts = Static<typeof Texts>

/** A mail of the platform to many. */
export const AnnouncementRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  /** Counts announcements, so that each is told to everybody once. */
  number: plain(Version),
  kind: plain(OneOf('incident', 'information')),
  audience: plain(OneOf('accounts', 'orgAdmins', 'organisation')),
  addressedOrganisationId: plain(Nullable(Uuid)),
  texts: plain(Texts),
  state: plain(OneOf('queued', 'completed')),
  planned: plain(Type.Integer()),
  /** Those to whom the platform may not write. */
  dropped: plain(Type.Integer()),
  announcedBy: actorId(Uuid),
  finishedAt: plain(Nullable(Timestamp)),
  createdAt: plain(Timestamp),
})
export type StoredAnnouncement = Static<typeof AnnouncementRow>

const row = AnnouncementRow.properties
const Count = Type.Integer({ minimum: 0, maximum: 1_000_000_000 })

export const NewAnnouncement = closed(
  {
    kind: row.kind,
    audience: {
      ...row.audience,
      description:
        '`organisation`: its members, and its patients where its setting `platformMayWriteToPatients` says so. `accounts`: everybody who can sign in; information goes to nobody who is but a patient of organisations that do not say so.',
    },
    organisationId: Type.Optional({ ...Uuid, description: 'With audience `organisation`: which.' }),
    texts: {
      ...Texts,
      description: 'At least one; at most 20 lines each, each of which becomes a paragraph.',
    },
  },
  {
    examples: [
      {
        kind: 'information',
        audience: 'orgAdmins',
        texts: {
          en: { title: 'Maintenance on Sunday', text: 'The service pauses from 02:00 to 03:00 UTC.' },
        },
      },
    ],
  },
)
export type NewAnnouncement = Static<typeof NewAnnouncement>

/** An announcement as it is answered. */
export const Announcement = component(
  'Announcement',
  closed({
    id: row.id,
    kind: row.kind,
    audience: row.audience,
    addressedOrganisationId: row.addressedOrganisationId,
    texts: Texts,
    state: {
      ...row.state,
      description: '`completed`: every mail is planned; they go out at a bounded rate.',
    },
    planned: Count,
    dropped: Count,
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
  }),
)
export type Announcement = Static<typeof Announcement>
