import { type Static, Type } from '@sinclair/typebox'
import { professional } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { closed, Nullable, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

const Text = Type.String({ maxLength: 1_000 })

const Jwk = closed({ kty: OneOf('OKP'), crv: OneOf('Ed25519'), x: Type.String({ maxLength: 43 }) })

const Certificate = component(
  'ErasureCertificate',
  closed({
    format: OneOf('praxis-erasure-certificate-1'),
    requestId: Uuid,
    controller: closed({
      organisationId: Nullable(Uuid),
      name: Nullable(Text),
      contact: closed({ email: professional(Nullable(Text)), phone: professional(Nullable(Text)) }),
    }),
    scope: OneOf('account', 'organisation'),
    regime: Text,
    rule: Text,
    receivedAt: Timestamp,
    erasedAt: Timestamp,
    verifiedAt: Timestamp,
    rows: Type.Array(closed({ table: Text, rows: Type.Integer() }), { maxItems: 500 }),
    kept: Type.Array(closed({ table: Text, columns: Type.Array(Text, { maxItems: 500 }), reason: Text }), {
      maxItems: 500,
    }),
    recipients: Type.Array(closed({ name: Text, purpose: Text, country: Nullable(Text) }), {
      maxItems: 1_000,
    }),
    register: Text,
    backupsClearBy: Timestamp,
    notes: Type.Array(Text, { maxItems: 20 }),
  }),
)

/** A certificate with its signature. */
export const SignedCertificateAnswer = component(
  'SignedErasureCertificate',
  closed({
    certificate: Certificate,
    signature: closed({
      algorithm: OneOf('Ed25519'),
      keyId: Uuid,
      publicKey: Jwk,
      value: Type.String({ maxLength: 88 }),
    }),
  }),
)
export type SignedCertificateAnswer = Static<typeof SignedCertificateAnswer>

/** The public keys, the newest last. */
export const CertificateKeys = component(
  'CertificateKeys',
  closed({
    keys: Type.Array(
      closed({
        ...Jwk.properties,
        kid: Uuid,
        use: OneOf('sig'),
        alg: OneOf('EdDSA'),
        pem: Type.String({ maxLength: 400 }),
        fingerprint: Type.String({ maxLength: 64 }),
      }),
      { maxItems: 100 },
    ),
  }),
)
export type CertificateKeys = Static<typeof CertificateKeys>
