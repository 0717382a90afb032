import type { App } from '#src/app.ts'
import { announcementsAccess as access } from '#src/features/announcements/announcements.access.ts'
import { Announcement, NewAnnouncement } from '#src/features/announcements/announcements.schema.ts'
import {
  addAnnouncement,
  asAnnouncement,
  showAnnouncement,
  showAnnouncements,
} from '#src/features/announcements/announcements.service.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { announcementParams } from '#src/http/params.ts'
import { asPlatform } from '#src/http/scope.ts'
import { closed, Page, pageQuery } from '#src/schema/primitives.ts'

const tags = ['Platform']

/** What the platform tells many by mail. */
export const announcementsRoutes = async (app: App): Promise<void> => {
  app.post(
    '/v1/platform/announcements',
    {
      config: { access: access.announce, errors: ['rule-refused'] },
      schema: {
        operationId: 'addAnnouncement',
        tags,
        summary: 'Announce an incident or information by mail',
        body: NewAnnouncement,
        response: { 202: Announcement },
      },
    },
    (request) => asPlatform(request, (scope) => addAnnouncement(scope, request.body)),
  )

  app.get(
    '/v1/platform/announcements',
    {
      config: { access: access.read, errors: ['invalid-cursor'] },
      schema: {
        operationId: 'listAnnouncements',
        tags,
        summary: 'List announcements, the newest first',
        querystring: closed(pageQuery),
        response: { 200: Page(Announcement) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const before = openCursor(request, cursor)?.[0] as string | undefined
      const rows = await asPlatform(request, (scope) => showAnnouncements(scope, before ?? null, limit))
      return page(request, rows, limit, ({ id }) => [id], asAnnouncement)
    },
  )

  app.get(
    '/v1/platform/announcements/:announcementId',
    {
      config: { access: access.read, errors: ['not-found'] },
      schema: {
        operationId: 'getAnnouncement',
        tags,
        summary: 'See what became of an announcement',
        params: announcementParams,
        response: { 200: Announcement },
      },
    },
    (request) => asPlatform(request, (scope) => showAnnouncement(scope, request.params.announcementId)),
  )
}
