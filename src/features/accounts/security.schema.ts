import { type Static, Type } from '@sinclair/typebox'
import { LoginAttemptRow } from '#src/features/accounts/accounts.schema.ts'
import { actorId, personId, plain, sealed, usage } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { Bytes, closed, Note, Nullable, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** What technicians are told of, as codes. */
export const AlertCause = OneOf(
  'sign-in-blocked',
  'account-under-attack',
  'source-under-suspicion',
  'source-blocked',
  'patients-read-in-volume',
  'misuse-reported',
  'email-change-undone',
  'erasure-incomplete',
)
export type AlertCause = Static<typeof AlertCause>

/** Something that technicians should look at, kept a year: codes and ids alone. */
export const SecurityAlertRow = closed({
  id: plain(Uuid),
  at: usage(Timestamp, 'at'),
  cause: usage(AlertCause, 'cause'),
  /** How often it had happened then: failures, patients read. */
  occurrences: usage(Type.Integer({ minimum: 0 }), 'occurrences'),
  accountId: personId(Nullable(Uuid)),
  concernedOrganisationId: usage(Nullable(Uuid), 'organisationId'),
})

/** Whom or what a block keeps out, kept a year: signing in from one place, of one account, from one source, reading. */
export const BlockRow = closed({
  id: plain(Uuid),
  at: usage(Timestamp, 'at'),
  kind: usage(OneOf('signIn', 'account', 'source', 'patientVolume'), 'kind'),
  accountId: personId(Nullable(Uuid)),
  concernedOrganisationId: usage(Nullable(Uuid), 'organisationId'),
  ip: usage(Nullable(Type.String({ maxLength: 64 })), 'ip'),
  /** Keys of the counters that keep somebody out, the one that expires last first; they are keyed hashes. */
  counters: plain(Type.Array(Type.String(), { maxItems: 4 })),
  expiresAt: usage(Timestamp, 'expiresAt'),
  liftedAt: usage(Nullable(Timestamp), 'liftedAt'),
  liftedBy: actorId(Nullable(Uuid)),
})

/** Misuse of an account as its owner reported it. */
export const SecurityIncidentRow = closed({
  id: plain(Uuid),
  accountId: personId(Uuid),
  at: usage(Timestamp, 'at'),
  sealed: sealed(Nullable(Bytes), {
    category: 'identity',
    purpose: 'security',
    basis: 'contract-6-1-b',
    key: 'account',
    fields: ['description'],
    exportAs: 'report',
  }),
})

/** What an incident's sealed value holds. */
export interface IncidentReport {
  description: string
}

const { id, accountId, at, outcome, ip, device, browser, operatingSystem } = LoginAttemptRow.properties
const attempt = { id, at, outcome, ip, device, browser, operatingSystem }

/** An attempt to sign in to one's own account. */
export const OwnLoginAttempt = component('OwnLoginAttempt', closed(attempt))

/** An attempt to sign in; without an account it was for an address that has none. */
export const LoginAttempt = component('LoginAttempt', closed({ ...attempt, accountId }))

export const SecurityAlert = component(
  'SecurityAlert',
  closed({
    id,
    at,
    cause: SecurityAlertRow.properties.cause,
    occurrences: Type.Integer({
      minimum: 0,
      description: 'How often it had happened then: failures, patients.',
    }),
    accountId,
    organisationId: Nullable(Uuid),
  }),
)
export type SecurityAlert = Static<typeof SecurityAlert>

export const Block = component(
  'Block',
  closed({
    id,
    at,
    kind: {
      ...BlockRow.properties.kind,
      description:
        '`signIn`: one address from one place. `account`: one address from unknown devices. `source`: one place. `patientVolume`: an account that read unusually many patients.',
    },
    accountId,
    organisationId: Nullable(Uuid),
    ip: BlockRow.properties.ip,
    expiresAt: Timestamp,
  }),
)
export type Block = Static<typeof Block>

const exampleReport = { description: 'I found a session from a city where I have never been.' }

export const NewSecurityIncident = closed(
  { description: Type.Optional(Note(2000)) },
  { examples: [exampleReport] },
)
export type NewSecurityIncident = Static<typeof NewSecurityIncident>

export const SecurityIncident = component(
  'SecurityIncident',
  closed({
    id: Uuid,
    at: Timestamp,
    sessionsEnded: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  }),
)
export type SecurityIncident = Static<typeof SecurityIncident>
