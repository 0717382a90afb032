import type { Keyring } from '#src/crypto/keyring.ts'
import {
  type Certificate,
  type CertificateJwk,
  certificateBytes,
  type SignedCertificate,
} from '#src/privacy/certificates/certificate.ts'

/** Signs a certificate with the platform's newest key for certificates, which signs nothing else. */
export const signCertificate = <Certified extends Certificate>(
  { certificateKeys }: Pick<Keyring, 'certificateKeys'>,
  certificate: Certified,
): SignedCertificate<Certified> => {
  const { keyId, signature } = certificateKeys.sign(certificateBytes(certificate))
  const key = certificateKeys.publicKeys().find((one) => one.keyId === keyId)
  const { x } = key?.publicKey.export({ format: 'jwk' }) ?? {}
  if (x === undefined) throw new Error('a certificate key without a public half')
  const publicKey: CertificateJwk = { kty: 'OKP', crv: 'Ed25519', x }
  return {
    certificate,
    signature: { algorithm: 'Ed25519', keyId, publicKey, value: signature.toString('base64url') },
  }
}
