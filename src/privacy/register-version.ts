import { createHash } from 'node:crypto'
import { canonicalJson } from '#src/crypto/canonical-json.ts'
import { register } from '#src/privacy/register.ts'

const declared = register.map(({ name, subjects, retention, columns }) => ({
  name,
  subjects,
  retention,
  columns: columns.map((column) => ({ name: column.name, privacy: column.privacy })),
}))

/** SHA-256 of all that the register declares, hex. */
export const registerDigest = createHash('sha256').update(canonicalJson(declared)).digest('hex')

/** The same in short: which register an archive or a purge was made by, 16 hexadecimal digits. */
export const registerVersion = registerDigest.slice(0, 16)
