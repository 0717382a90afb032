import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { messagesAccess } from '#src/features/messages/messages.access.ts'
import { Notification } from '#src/features/messages/messages.schema.ts'
import { notificationsOf } from '#src/features/messages/messages.service.ts'
import { appointmentParams, ORG } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { closed } from '#src/schema/primitives.ts'

export const messagesRoutes = async (app: App): Promise<void> => {
  app.get(
    `${ORG}/appointments/:appointmentId/notifications`,
    {
      config: { access: messagesAccess.read },
      schema: {
        operationId: 'listAppointmentNotifications',
        tags: ['Appointments'],
        summary: 'List the mails about an appointment',
        params: appointmentParams,
        response: { 200: closed({ data: Type.Array(Notification, { maxItems: 1000 }) }) },
      },
    },
    async (request) => ({
      data: await inOrganisation(request, (scope) => notificationsOf(scope, request.params.appointmentId)),
    }),
  )
}
