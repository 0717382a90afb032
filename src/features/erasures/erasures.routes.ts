import { me, publicAccess } from '#src/access/access.ts'
import type { App } from '#src/app.ts'
import { hashSecret } from '#src/crypto/secrets.ts'
import { CertificateKeys, SignedCertificateAnswer } from '#src/features/erasures/certificates.schema.ts'
import { certificateKeys, findCertificate } from '#src/features/erasures/certificates.service.ts'
import { ErasurePreview } from '#src/features/erasures/erasure-preview.schema.ts'
import { previewErasure } from '#src/features/erasures/preview-erasure.ts'
import { secretParams } from '#src/http/params.ts'
import { asPerson } from '#src/http/scope.ts'

const tags = ['Privacy']

/** What an erasure would take; proof of one, for whoever has its link, and the keys that verify it offline. */
export const erasuresRoutes = async (app: App): Promise<void> => {
  app.get(
    '/v1/me/erasure-preview',
    {
      config: { access: me({ leaving: true }), limit: 'costly' },
      schema: {
        operationId: 'getErasurePreview',
        tags,
        summary: 'See what an erasure would take, what keeps it waiting, and what stays by law',
        response: { 200: ErasurePreview },
      },
    },
    (request) => asPerson(request, previewErasure),
  )

  app.get(
    '/v1/privacy/certificates/:secret',
    {
      config: { access: publicAccess, errors: ['invalid-token'] },
      schema: {
        operationId: 'getErasureCertificate',
        tags,
        summary: 'Read a certificate of erasure by the secret of its mail',
        description:
          'It holds nothing personal. Its signature is Ed25519 (RFC 8032) over the canonical JSON (RFC 8785) of `certificate` in UTF-8.',
        params: secretParams,
        response: { 200: SignedCertificateAnswer },
      },
    },
    (request) => findCertificate(request.server.deps, hashSecret(request.params.secret), request.id),
  )

  app.get(
    '/v1/privacy/certificate-key',
    {
      config: { access: publicAccess, cacheControl: 'public, max-age=3600' },
      schema: {
        operationId: 'listCertificateKeys',
        tags,
        summary: 'Read the keys that verify certificates of erasure',
        description: 'As JSON Web Keys (RFC 8037) and in PEM; keys of earlier years stay.',
        response: { 200: CertificateKeys },
      },
    },
    async () => certificateKeys(app.deps),
  )
}
