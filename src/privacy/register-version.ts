import { createHash } from 'node:crypto'
import { register } from '#src/privacy/register.ts'

/** The register in one line a column: table, column and what is declared of it. */
const declared = register
  .flatMap(({ name, retention, columns }) => [
    JSON.stringify([name, retention]),
    ...columns.map((column) => JSON.stringify([name, column.name, column.privacy])),
  ])
  .sort()
  .join('\n')

/** Which register a certificate or an archive was made by: a digest of all that it declares, 16 hexadecimal digits. */
export const registerVersion = createHash('sha256').update(declared).digest('hex').slice(0, 16)
