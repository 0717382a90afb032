const day = 24 * 60 * 60_000

/** So long a backup is kept, and no instant longer (`PROMISES.md` P71). */
export const keptMilliseconds = 7 * day

/** So long after the last one the next backup is due. */
export const everyMilliseconds = day

/** Whether a backup has to go. */
export const isOver = (createdAt: string, now: Date): boolean =>
  Date.parse(createdAt) + keptMilliseconds <= now.getTime()

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
