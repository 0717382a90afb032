import { readSummaries } from '#src/backups/backup-files.ts'
import { expiresAt } from '#src/backups/backup-times.ts'
import type { PersonScope } from '#src/db/scope.ts'
import type { Backups } from '#src/features/backups/backups.schema.ts'

const mostShown = 100

/** The backups in `BACKUP_DIR` that were checked, newest first. */
export const listMadeBackups = async ({ deps }: PersonScope): Promise<Backups> => {
  const summaries = await readSummaries(deps.config.backupDir)
  return {
    data: summaries.slice(0, mostShown).map((one) => ({ ...one, expiresAt: expiresAt(one.createdAt) })),
  }
}
