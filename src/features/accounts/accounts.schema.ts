import { type Static, Type } from '@sinclair/typebox'
import { credential, personId, plain, sealed, usage } from '#src/privacy/annotations.ts'
import { Bytes, closed, Language, Nullable, OneOf, Timestamp, Uuid, Version } from '#src/schema/primitives.ts'

const identity = {
  category: 'identity',
  purpose: 'account',
  basis: 'contract-6-1-b',
} as const

/** One person who signs in. Global; the platform is its controller. */
export const AccountRow = closed({
  id: personId(Uuid, 'id'),
  emailIndex: credential(Bytes),
  emailIndexVersion: plain(Type.Integer()),
  /** The same by the next key, while keys are rotated. */
  nextEmailIndex: credential(Nullable(Bytes)),
  sealed: sealed(Bytes, {
    ...identity,
    key: 'account',
    fields: ['email', 'firstName', 'lastName', 'phone', 'dateOfBirth'],
    exportAs: 'profile',
  }),
  passwordHash: credential(Type.String()),
  passwordPepper: plain(Type.Integer()),
  passwordCost: plain(Type.Integer()),
  passwordGenerated: plain(Type.Boolean()),
  /** Too short to be the only factor. */
  passwordShort: plain(Type.Boolean()),
  locale: usage(Language, 'locale'),
  platformAdmin: usage(Type.Boolean(), 'platformAdmin'),
  state: usage(OneOf('active', 'deactivated'), 'state'),
  /** Misuse was reported then: until the password was reset it signs nobody in. */
  /** The erasure of everything that waits: until it goes on, little else can be done. */
  erasureRequestId: usage(Nullable(Uuid), 'erasureRequestId'),
  passwordResetDemandedAt: usage(Nullable(Timestamp), 'passwordResetDemandedAt'),
  version: plain(Version),
  createdAt: usage(Timestamp, 'createdAt'),
  updatedAt: usage(Timestamp, 'updatedAt'),
  /** When the person said last, by changing or confirming them, that the details are right; null: at the beginning. */
  confirmedAt: usage(Nullable(Timestamp), 'confirmedAt'),
})

/** What an account's sealed value holds. */
export interface AccountIdentity {
  email: string
  firstName: string
  lastName: string
  phone: string | null
  /** Null where an invited member never gave one. */
  dateOfBirth: string | null
}

/** What a registration's sealed value holds: the account's, and what was accepted by registering, and from where. */
export interface RegistrationIdentity extends AccountIdentity {
  acceptedPolicies: string[]
  ip: string
}

/** A registration that waits for its link; becomes an account under the same id, or goes when it expires. */
export const RegistrationRow = closed({
  id: personId(Uuid),
  emailIndex: credential(Bytes),
  sealed: sealed(Bytes, {
    ...identity,
    key: 'platform',
    fields: ['email', 'firstName', 'lastName', 'phone', 'dateOfBirth', 'acceptedPolicies', 'ip'],
  }),
  passwordHash: credential(Type.String()),
  passwordPepper: plain(Type.Integer()),
  passwordCost: plain(Type.Integer()),
  locale: plain(Language),
  createdAt: usage(Timestamp),
  expiresAt: plain(Timestamp),
})

/** A sign-in on one device; ends by signing out, reset, revocation or age. */
export const SessionRow = closed({
  id: plain(Uuid),
  accountId: personId(Uuid),
  device: usage(Nullable(Type.String({ maxLength: 100 })), 'device'),
  browser: usage(Nullable(Type.String({ maxLength: 100 })), 'browser'),
  operatingSystem: usage(Nullable(Type.String({ maxLength: 100 })), 'operatingSystem'),
  ip: usage(Type.String({ maxLength: 64 }), 'ip'),
  authenticatedAt: usage(Timestamp, 'authenticatedAt'),
  lastUsedAt: usage(Timestamp, 'lastUsedAt'),
  expiresAt: usage(Timestamp, 'expiresAt'),
  revokedAt: usage(Nullable(Timestamp), 'revokedAt'),
  revokedBecause: usage(Nullable(Type.String({ maxLength: 40 })), 'revokedBecause'),
  createdAt: usage(Timestamp, 'createdAt'),
})
export type Session = Static<typeof SessionRow>

/** One link of a session's chain of refresh tokens, stored as a hash. */
export const RefreshTokenRow = closed({
  id: plain(Uuid),
  accountId: personId(Uuid),
  sessionId: plain(Uuid),
  predecessorId: plain(Nullable(Uuid)),
  hash: credential(Bytes),
  createdAt: usage(Timestamp, 'createdAt'),
  usedAt: usage(Nullable(Timestamp), 'usedAt'),
})

/** A device that signed in before: its failures are counted apart, so that nobody locks its owner out. */
export const KnownDeviceRow = closed({
  id: plain(Uuid),
  accountId: personId(Uuid),
  hash: credential(Bytes),
  createdAt: usage(Timestamp, 'createdAt'),
  lastUsedAt: usage(Timestamp, 'lastUsedAt'),
})

/** Every attempt to sign in, kept 30 days. */
export const LoginAttemptRow = closed({
  id: plain(Uuid),
  accountId: personId(Nullable(Uuid)),
  at: usage(Timestamp, 'at'),
  outcome: usage(OneOf('succeeded', 'challenged', 'failed', 'blocked', 'refused'), 'outcome'),
  ip: usage(Type.String({ maxLength: 64 }), 'ip'),
  device: usage(Nullable(Type.String({ maxLength: 100 })), 'device'),
  browser: usage(Nullable(Type.String({ maxLength: 100 })), 'browser'),
  operatingSystem: usage(Nullable(Type.String({ maxLength: 100 })), 'operatingSystem'),
})

/** A single-use secret that a mail carried, stored as a hash. */
export const TokenRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  purpose: usage(
    OneOf(
      'verifyEmail',
      'resetPassword',
      'invitation',
      'patientLink',
      'emailChange',
      'emailChangeUndo',
      'requestAddress',
      'undoErasure',
      'reviewRefusal',
    ),
    'purpose',
  ),
  hash: credential(Bytes),
  accountId: personId(Nullable(Uuid)),
  subjectId: personId(Uuid),
  expiresAt: plain(Timestamp),
  usedAt: usage(Nullable(Timestamp), 'usedAt'),
  createdAt: usage(Timestamp, 'createdAt'),
})

/** Counters of failed sign-ins; keys are keyed hashes. */
export const RateLimitRow = closed({
  key: plain(Type.String()),
  points: plain(Type.Integer()),
  expire: plain(Nullable(Type.Integer())),
})
