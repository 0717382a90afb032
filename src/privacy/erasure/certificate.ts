import { createHash, createPublicKey, verify } from 'node:crypto'

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
    name: string
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

/** The public half of an Ed25519 key pair, RFC 8037. */
export interface CertificateJwk {
  kty: 'OKP'
  crv: 'Ed25519'
  x: string
}

/** A certificate with its signature, as it is mailed and answered. */
export interface SignedCertificate {
  certificate: ErasureCertificate
  signature: {
    algorithm: 'Ed25519'
    keyId: string
    publicKey: CertificateJwk
    /** Base64url of the 64 bytes over the canonical bytes of `certificate`. */
    value: string
  }
}

/**
 * The one text of a JSON value (RFC 8785, for values without fractions): keys in the order of their UTF-16 code units,
 * no white space.
 */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`)
  return `{${members.join(',')}}`
}

/** The bytes that are signed: the canonical JSON of `certificate` in UTF-8. */
export const certificateBytes = (certificate: ErasureCertificate): Buffer =>
  Buffer.from(canonicalJson(certificate), 'utf8')

/** By what somebody compares a key: SHA-256 of its JWK thumbprint's input (RFC 7638), hex. */
export const keyFingerprint = ({ crv, kty, x }: CertificateJwk): string =>
  createHash('sha256').update(canonicalJson({ crv, kty, x })).digest('hex')

/** What is wrong with a certificate; null: it is what its key signed. */
export type CertificateFault = 'unreadable' | 'wrongKey' | 'wrongSignature'

const isJwk = (key: unknown): key is CertificateJwk => {
  const { kty, crv, x } = (key ?? {}) as Partial<CertificateJwk>
  return kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string' && /^[\w-]{43}$/.test(x)
}

const isSigned = (value: unknown): value is SignedCertificate => {
  const { certificate, signature } = (value ?? {}) as Partial<SignedCertificate>
  return (
    certificate?.format === 'praxis-erasure-certificate-1' &&
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
