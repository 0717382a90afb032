import type { ExportedTable } from '#src/features/privacy/own-copy.ts'

const bases = ['contract-6-1-b', 'consent-9-2-a']
const telling = ({ privacy }: ExportedTable['columns'][number]) =>
  privacy.category !== 'none' && privacy.category !== 'identifier'
const ofBasis = ({ privacy }: ExportedTable['columns'][number]) => bases.includes(privacy.basis)

/**
 * What of a table somebody may take along to another controller (GDPR Art. 20): what is processed by contract or with
 * consent, as the register says of each column; ids stay, so that rows still hang together.
 */
export const portableOf = (table: ExportedTable): ExportedTable | null => {
  const columns = table.columns.filter((column) => !telling(column) || ofBasis(column))
  return columns.some(telling) ? { ...table, columns } : null
}

const logs = ['accessLog', 'usage']

/** Logs alone: who saw or changed what, and what the account itself was used for. */
export const logOf = (table: ExportedTable): ExportedTable | null =>
  logs.includes(table.exportAs) ? table : null
