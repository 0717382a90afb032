import { platform } from '#src/access/access.ts'

/** The operator sees whether backups are made; what is in them nobody sees here. */
export const backupsAccess = { read: platform() }
