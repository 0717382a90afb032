import { withCertificate } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem } from '#src/errors.ts'
import { findRequest } from '#src/features/data-requests/data-requests.queries.ts'
import type { CertificateKeys, SignedCertificateAnswer } from '#src/features/erasures/certificates.schema.ts'
import { keyFingerprint } from '#src/privacy/certificates/certificate.ts'

/**
 * The certificate that a secret opens, with the organisation's part alone.
 * @throws Problem `invalid-token` for a secret that opens none
 */
export const findCertificate = (
  deps: Deps,
  secretHash: Buffer,
  requestId: string | null,
): Promise<SignedCertificateAnswer> =>
  withCertificate(deps, secretHash, requestId, async ({ tx, organisationId, subjectId }) => {
    const request = subjectId === null ? undefined : await findRequest(tx, organisationId, subjectId)
    if (!request?.certificate) throw new Problem('invalid-token')
    return request.certificate as unknown as SignedCertificateAnswer
  })

/** The public halves of all keys that ever signed certificates. */
export const certificateKeys = ({ keyring }: Pick<Deps, 'keyring'>): CertificateKeys => ({
  keys: keyring.certificateKeys.publicKeys().map(({ keyId, publicKey }) => {
    const { x = '' } = publicKey.export({ format: 'jwk' })
    const jwk = { kty: 'OKP', crv: 'Ed25519', x } as const
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    return { ...jwk, kid: keyId, use: 'sig', alg: 'EdDSA', pem, fingerprint: keyFingerprint(jwk) }
  }),
})
