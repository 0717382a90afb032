import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ConfigError } from '#src/config.ts'
import {
  type Certificate,
  type CertificateFault,
  type CertificateJwk,
  keyFingerprint,
  type SignedCertificate,
  verifyCertificate,
} from '#src/privacy/certificates/certificate.ts'

const usage =
  'certificate:verify: takes the file of a certificate, and --key= with the file of the issuer’s keys'

const faults: Record<CertificateFault, string> = {
  unreadable: 'is no certificate of an erasure or a purge',
  wrongKey: 'is signed by a key that is not among those of the issuer',
  wrongSignature: 'is not what its issuer signed: it was changed',
}

const whatIsCertified = (certificate: Certificate): string =>
  certificate.format === 'praxis-purge-certificate-1'
    ? `organisation ${certificate.organisationId}, purged ${certificate.finishedAt}`
    : `request ${certificate.requestId}, erased ${certificate.erasedAt} by ${certificate.controller.name ?? certificate.controller.organisationId}`

const countRows = ({ rows }: Certificate): number =>
  (Array.isArray(rows) ? rows.map((table) => table.rows) : Object.values(rows)).reduce(
    (sum, count) => sum + count,
    0,
  )

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new ConfigError(`certificate:verify: ${path} cannot be read`)
  }
}

const parse = (path: string): unknown => {
  try {
    return JSON.parse(read(path))
  } catch (error) {
    if (error instanceof ConfigError) throw error
    throw new ConfigError(`certificate:verify: ${path} is no JSON`)
  }
}

/** The answer of `GET /v1/privacy/certificate-key`, one key of it, or PEM. */
const readKeys = (path: string): CertificateJwk[] => {
  const text = read(path)
  if (text.trimStart().startsWith('-----BEGIN PUBLIC KEY'))
    return [createPublicKey(text).export({ format: 'jwk' }) as unknown as CertificateJwk]
  const value = parse(path) as { keys?: CertificateJwk[] } | CertificateJwk
  return 'keys' in value && Array.isArray(value.keys) ? value.keys : [value as CertificateJwk]
}

/**
 * Checks the file of a certificate without asking anybody.
 * @param options the file, and perhaps `--key=FILE`
 * @param say gets what was certified and by which key
 * @throws ConfigError in one line for a file that is not what its issuer signed
 */
export const verifyCertificateFile = (options: readonly string[], say: (text: string) => void): void => {
  const keyFile = options.find((option) => option.startsWith('--key='))?.slice('--key='.length)
  const [file, ...more] = options.filter((option) => !option.startsWith('--'))
  if (file === undefined || more.length > 0) throw new ConfigError(usage)
  const value = parse(file)
  const fault = verifyCertificate(value, keyFile === undefined ? null : readKeys(keyFile))
  if (fault) throw new ConfigError(`certificate:verify: ${file} ${faults[fault]}`)
  const { certificate, signature } = value as SignedCertificate
  say(
    [
      `Genuine: ${whatIsCertified(certificate)}`,
      `Rows: ${countRows(certificate)}; last backup gone by ${certificate.backupsClearBy}`,
      `Key: ${keyFingerprint(signature.publicKey)}`,
      ...(keyFile === undefined
        ? [
            'Compare the key with that of the issuer (GET /v1/privacy/certificate-key), or give it with --key=FILE.',
          ]
        : []),
    ].join('\n'),
  )
}
