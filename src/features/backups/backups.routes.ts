import type { App } from '#src/app.ts'
import { backupsAccess } from '#src/features/backups/backups.access.ts'
import { Backups } from '#src/features/backups/backups.schema.ts'
import { listMadeBackups } from '#src/features/backups/backups.service.ts'
import { asPlatform } from '#src/http/scope.ts'

export const backupsRoutes = async (app: App): Promise<void> => {
  app.get(
    '/v1/platform/backups',
    {
      config: { access: backupsAccess.read },
      schema: {
        operationId: 'listBackups',
        tags: ['Platform'],
        summary: 'List the backups',
        description:
          'One a day, kept seven days, each read back after it was written. None newer than a day: look into the log of the workers.',
        response: { 200: Backups },
      },
    },
    (request) => asPlatform(request, listMadeBackups),
  )
}
