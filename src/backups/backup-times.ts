const day = 24 * 60 * 60_000

/** So long a backup is kept, and no instant longer (`PROMISES.md` P71). */
const keptMilliseconds = 7 * day

/** So long after the last one the next backup is due. */
const everyMilliseconds = day

/** When a backup has to go. */
export const expiresAt = (createdAt: string): string =>
  new Date(Date.parse(createdAt) + keptMilliseconds).toISOString()

/** Whether a backup has to go. */
export const isOver = (createdAt: string, now: Date): boolean => expiresAt(createdAt) <= now.toISOString()

/** Whether the next backup is due; without any it is. */
export const isBackupDue = (lastAt: string | null, now: Date): boolean =>
  lastAt === null || Date.parse(lastAt) + everyMilliseconds <= now.getTime()

/**
 * When the last backup is gone that may hold what was erased at an instant: seven days, and up to one until the next
 * backup takes its place.
 * @param erasedAt ISO 8601
 */
export const backupsClearBy = (erasedAt: string): string =>
  new Date(Date.parse(erasedAt) + keptMilliseconds + everyMilliseconds).toISOString()
