import { platform } from '#src/access/access.ts'

/** What the platform announces, its administrators. */
export const announcementsAccess = {
  read: platform(),
  announce: platform({ stepUp: true }),
}
