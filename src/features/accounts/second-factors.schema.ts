import { type Static, Type } from '@sinclair/typebox'
import { credential, personId, plain, sealed, usage } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { Bytes, closed, Nullable, OneOf, Timestamp, Token, Uuid } from '#src/schema/primitives.ts'

const secret = {
  category: 'credential',
  purpose: 'security',
  basis: 'contract-6-1-b',
  key: 'account',
} as const

/** A device that makes codes (RFC 6238); pending until a first code of it was shown, one confirmed per account. */
export const SecondFactorRow = closed({
  id: plain(Uuid),
  accountId: personId(Uuid),
  kind: usage(OneOf('totp'), 'kind'),
  sealed: sealed(Bytes, { ...secret, fields: ['secret'] }),
  /** The newest time step whose code was taken; none at or before it is taken again. */
  lastStep: plain(Type.Integer()),
  /** Until when a pending one can be confirmed. */
  expiresAt: plain(Nullable(Timestamp)),
  confirmedAt: usage(Nullable(Timestamp), 'confirmedAt'),
  createdAt: usage(Timestamp, 'createdAt'),
})

/** A code for whoever lost the device, good once, stored as a hash. */
export const RecoveryCodeRow = closed({
  id: plain(Uuid),
  accountId: personId(Uuid),
  factorId: plain(Uuid),
  hash: credential(Bytes),
  usedAt: usage(Nullable(Timestamp), 'usedAt'),
  createdAt: usage(Timestamp),
})

/** A sign-in whose password was right and whose second factor is still to be shown. */
export const SignInChallengeRow = closed({
  id: plain(Uuid),
  accountId: personId(Uuid),
  hash: credential(Bytes),
  /** Of the device that asked for it: another one's answer is refused. */
  deviceHash: credential(Bytes),
  sealed: sealed(Bytes, { ...secret, fields: ['deviceToken', 'knownDevice'] }),
  attempts: plain(Type.Integer()),
  answeredAt: usage(Nullable(Timestamp)),
  expiresAt: plain(Timestamp),
  createdAt: usage(Timestamp),
})

/** What a challenge's sealed value holds: the device token that the sign-in showed, and whether the account knew it. */
export interface ChallengedDevice {
  deviceToken: string | null
  knownDevice: boolean
}

/** How a challenge can be answered. */
const Method = OneOf('totp', 'recoveryCode')
export type FactorMethod = Static<typeof Method>

/** A code as typed: six digits, or a recovery code. Whatever else it is, it is wrong, and the answer says no more. */
export const Code = Type.String({ minLength: 1, maxLength: 64 })

/** What a sign-in answers where the password is right and the account has a second factor. */
export const ChallengeAnswer = component(
  'ChallengeAnswer',
  closed({
    kind: Type.Literal('challenge'),
    challengeId: Type.String({
      ...Token,
      description: 'Good once, for five tries, and for the device that asked for it.',
    }),
    methods: Type.Array(Method, { maxItems: 2 }),
    expiresAt: Timestamp,
  }),
)
export type ChallengeAnswer = Static<typeof ChallengeAnswer>

/** The code, and the device token where the sign-in was sent with one. */
export const ChallengeResponse = closed(
  { code: Code, deviceToken: Type.Optional(Token) },
  { examples: [{ code: '287082' }] },
)
export type ChallengeResponse = Static<typeof ChallengeResponse>

export const NewSecondFactor = Nullable(
  closed({ kind: Type.Optional(Type.Literal('totp')) }, { examples: [{ kind: 'totp' }] }),
)

export const SecondFactorCode = closed({ code: Code }, { examples: [{ code: '287082' }] })

const { id, kind, createdAt } = SecondFactorRow.properties

/** One of the caller's second factors. */
export const SecondFactor = component(
  'SecondFactor',
  closed({
    id,
    kind,
    state: OneOf('pending', 'confirmed'),
    recoveryCodesLeft: Type.Integer({ minimum: 0, maximum: 10 }),
    confirmedAt: Nullable(Timestamp),
    createdAt,
  }),
)
export type SecondFactor = Static<typeof SecondFactor>

/** A second factor to be put into an authenticator; its secret is shown this once. */
export const PendingSecondFactor = component(
  'PendingSecondFactor',
  closed({
    id,
    kind,
    state: Type.Literal('pending'),
    secret: Type.String({ maxLength: 64, description: 'In base32, to be typed by hand.' }),
    uri: Type.String({ maxLength: 1024, description: 'The same as `otpauth://`, to be shown as a QR code.' }),
    expiresAt: Timestamp,
    createdAt,
  }),
)
export type PendingSecondFactor = Static<typeof PendingSecondFactor>

/** A second factor from now on demanded at each sign-in, and what opens the account when it is lost. */
export const ConfirmedSecondFactor = component(
  'ConfirmedSecondFactor',
  closed({
    id,
    kind,
    state: Type.Literal('confirmed'),
    recoveryCodes: Type.Array(Type.String({ maxLength: 40 }), {
      minItems: 10,
      maxItems: 10,
      description: 'Each good once. Shown this once: keep them where the device is not.',
    }),
    confirmedAt: Timestamp,
    createdAt,
  }),
)
export type ConfirmedSecondFactor = Static<typeof ConfirmedSecondFactor>
