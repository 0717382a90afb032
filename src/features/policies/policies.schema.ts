import { type Static, Type } from '@sinclair/typebox'
import { personId, plain, usage } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { closed, Language, Name, Nullable, OneOf, Timestamp, Uuid, Version } from '#src/schema/primitives.ts'

/** Whom a policy binds: those who are treated, or those who work there (their undertaking). */
export const Audience = OneOf('patients', 'staff')
export type Audience = Static<typeof Audience>

const PolicyText = Type.String({
  format: 'note',
  minLength: 1,
  maxLength: 100_000,
  description: 'Markdown as plain text; Praxis does not render it.',
})

/**
 * A text that binds the people of an organisation or of the platform; never overwritten. The versions of one audience and
 * language are a series: each is in force from `effectiveFrom` until that of the next. `number` counts all versions of
 * a controller.
 */
export const PolicyVersionRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  number: plain(Version),
  audience: plain(Audience),
  mode: plain(OneOf('notify', 'mustAccept')),
  language: plain(Language),
  text: plain(PolicyText),
  effectiveFrom: plain(Timestamp),
  publishedAt: plain(Timestamp),
})

/** Who accepted which version, when, from where, and whether in words or by going on. */
export const PolicyAcceptanceRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  versionId: usage(Uuid, 'versionId'),
  accountId: personId(Uuid),
  how: usage(OneOf('explicit', 'implied'), 'how'),
  source: usage(OneOf('registration', 'booking', 'account', 'use'), 'source'),
  ip: usage(Type.String({ maxLength: 64 }), 'ip'),
  createdAt: usage(Timestamp, 'at'),
})

const row = PolicyVersionRow.properties
const accepted = PolicyAcceptanceRow.properties

const shown = {
  organisationId: row.organisationId,
  id: row.id,
  number: row.number,
  audience: row.audience,
  mode: row.mode,
  language: row.language,
  text: row.text,
  effectiveFrom: row.effectiveFrom,
  lastEdited: row.publishedAt,
}

/** A version of a policy as everybody may read it. */
export const PolicyVersion = component('PolicyVersion', closed(shown))
export type PolicyVersion = Static<typeof PolicyVersion>

const lines = Type.Array(Type.String({ maxLength: 100_000 }), { maxItems: 100_000 })

/** A version with what it changed in the one before it. */
export const PolicyHistoryEntry = component(
  'PolicyHistoryEntry',
  closed({
    ...shown,
    state: OneOf('upcoming', 'inForce', 'superseded'),
    changed: Nullable(
      closed(
        { line: Version, removed: lines, added: lines },
        {
          description:
            'From which line on the text differs from the version before: what stood there, and what stands there now. Null for the first version and for the same text.',
        },
      ),
    ),
  }),
)
export type PolicyHistoryEntry = Static<typeof PolicyHistoryEntry>

export const NewPolicyVersion = closed(
  {
    audience: row.audience,
    mode: row.mode,
    language: row.language,
    text: row.text,
    effectiveFrom: row.effectiveFrom,
  },
  {
    examples: [
      {
        audience: 'patients',
        mode: 'notify',
        language: 'en',
        text: 'How we handle what you tell us.',
        effectiveFrom: '2030-01-01T00:00:00Z',
      },
    ],
  },
)
export type NewPolicyVersion = Static<typeof NewPolicyVersion>

/** One of the texts that bind the caller. */
export const OwnPolicy = component(
  'OwnPolicy',
  closed({
    ...shown,
    organisationName: Nullable(Name(120)),
    state: OneOf('pending', 'accepted', 'inForce', 'upcoming'),
    acceptance: Nullable(closed({ how: accepted.how, source: accepted.source, at: accepted.createdAt })),
  }),
)
export type OwnPolicy = Static<typeof OwnPolicy>

export const NewAcceptances = closed(
  { versionIds: Type.Array(Uuid, { minItems: 1, maxItems: 50, uniqueItems: true }) },
  { examples: [{ versionIds: ['0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11'] }] },
)
export type NewAcceptances = Static<typeof NewAcceptances>

/** What was accepted, and what remains to be. */
export const Acceptances = component(
  'Acceptances',
  closed({
    data: Type.Array(
      closed({
        organisationId: accepted.organisationId,
        versionId: accepted.versionId,
        how: accepted.how,
        source: accepted.source,
        at: accepted.createdAt,
      }),
      { maxItems: 50 },
    ),
    pendingAcceptances: Type.Array(Uuid, { maxItems: 100 }),
  }),
)
export type Acceptances = Static<typeof Acceptances>
