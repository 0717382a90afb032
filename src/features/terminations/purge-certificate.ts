import type { StoredPurge } from '#src/features/terminations/terminations.schema.ts'
import type { PurgeCertificate } from '#src/privacy/certificates/certificate.ts'
import { registerVersion } from '#src/privacy/register-version.ts'

/** Backups are kept seven days, and the last one is up to a day old when a purge ends. */
const backupDays = 8
const day = 86_400_000

/** What a purge certifies; nothing that tells of a person. */
export const certificateOf = (
  purge: Pick<StoredPurge, 'id' | 'purgedOrganisationId' | 'rows' | 'startedAt'>,
  at: string,
): PurgeCertificate => ({
  format: 'praxis-purge-certificate-1',
  id: purge.id,
  organisationId: purge.purgedOrganisationId,
  startedAt: purge.startedAt,
  finishedAt: at,
  rows: purge.rows,
  registerVersion,
  backupsClearBy: new Date(Date.parse(at) + backupDays * day).toISOString(),
  kept: [
    { table: 'organisationPurges', because: 'this record' },
    {
      table: 'ledgerActs',
      because: 'a restored backup must not bring back what was taken away; ids and codes alone',
    },
  ],
})
