import { createHash, createPublicKey, verify } from 'node:crypto'
import { canonicalJson } from '#src/crypto/canonical-json.ts'
import type { PublicJwk } from '#src/crypto/signing.queries.ts'

/** What stays although a person was erased: which columns, and why. */
export interface KeptColumns {
  table: string
  columns: string[]
  reason: string
}

/** Who got the person's data and was, or need not be, told of its erasure (GDPR Art. 19). */
export interface ToldRecipient {
  name: string
  purpose: string
  country: string | null
}

/** What one controller erased; ids of nobody, names of nobody but the controller and its recipients. */
export interface ErasureCertificate {
  format: 'praxis-erasure-certificate-1'
  requestId: string
  controller: {
    /** Null: the platform, for the account. */
    organisationId: string | null
    name: string | null
    contact: { email: string | null; phone: string | null }
  }
  /** The account itself, or what one organisation held. */
  scope: 'account' | 'organisation'
  regime: string
  rule: string
  receivedAt: string
  erasedAt: string
  verifiedAt: string
  /** Rows per table of the register, as the register calls it. */
  rows: { table: string; rows: number }[]
  kept: KeptColumns[]
  recipients: ToldRecipient[]
  /** SHA-256 of the register's declarations, hex. */
  register: string
  /** When the last backup that holds it is gone; its keys are in none from the next one on. */
  backupsClearBy: string
  notes: string[]
}

/** What the purge of an organisation certifies; nothing that tells of a person. */
export interface PurgeCertificate {
  format: 'praxis-purge-certificate-1'
  id: string
  organisationId: string
  startedAt: string
  finishedAt: string
  /** Rows per table, as the database calls it. */
  rows: Record<string, number>
  registerVersion: string
  backupsClearBy: string
  kept: { table: string; because: string }[]
}

/** What the platform signs. */
export type Certificate = ErasureCertificate | PurgeCertificate

/** The public half of an Ed25519 key pair, RFC 8037. */
export type CertificateJwk = PublicJwk

/** A certificate with its signature, as it is mailed and answered. */
export interface SignedCertificate<Certified extends Certificate = Certificate> {
  certificate: Certified
  signature: {
    algorithm: 'Ed25519'
    keyId: string
    publicKey: CertificateJwk
    /** Base64url of the 64 bytes over the canonical bytes of `certificate`. */
    value: string
  }
}

/** The bytes that are signed: the canonical JSON of `certificate` in UTF-8. */
export const certificateBytes = (certificate: Certificate): Buffer =>
  Buffer.from(canonicalJson(certificate), 'utf8')

/** By what somebody compares a key: SHA-256 of its JWK thumbprint's input (RFC 7638), hex. */
export const keyFingerprint = ({ crv, kty, x }: CertificateJwk): string =>
  createHash('sha256').update(canonicalJson({ crv, kty, x })).digest('hex')

/** What is wrong with a certificate; null: it is what its key signed. */
export type CertificateFault = 'unreadable' | 'wrongKey' | 'wrongSignature'

const formats: readonly Certificate['format'][] = [
  'praxis-erasure-certificate-1',
  'praxis-purge-certificate-1',
]

const isJwk = (key: unknown): key is CertificateJwk => {
  const { kty, crv, x } = (key ?? {}) as Partial<CertificateJwk>
  return kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string' && /^[\w-]{43}$/.test(x)
}

const isSigned = (value: unknown): value is SignedCertificate => {
  const { certificate, signature } = (value ?? {}) as Partial<SignedCertificate>
  return (
    formats.some((format) => certificate?.format === format) &&
    signature?.algorithm === 'Ed25519' &&
    typeof signature.value === 'string' &&
    isJwk(signature.publicKey)
  )
}

/**
 * Checks a certificate without asking anybody.
 * @param trusted keys of the issuer, as `GET /v1/privacy/certificate-key` answers them; without, the key in the
 * certificate is taken, and whoever checks must compare its fingerprint
 */
export const verifyCertificate = (
  value: unknown,
  trusted: readonly CertificateJwk[] | null = null,
): CertificateFault | null => {
  if (!isSigned(value)) return 'unreadable'
  const { publicKey, value: signature } = value.signature
  if (trusted && !trusted.some((key) => isJwk(key) && key.x === publicKey.x)) return 'wrongKey'
  const key = createPublicKey({ key: { ...publicKey }, format: 'jwk' })
  const bytes = certificateBytes(value.certificate)
  return verify(null, bytes, key, Buffer.from(signature, 'base64url')) ? null : 'wrongSignature'
}
