import { sql } from 'kysely'
import type { ScopedTx } from '#src/db/database.ts'

/** A completed appointment as far as it decides whether its patient is asked; `asked`: that was decided already. */
export const findVisit = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('appointments')
    .select(['id', 'patientId', 'practitionerId', 'timeZone', 'confidential', 'imported'])
    .select(
      sql<boolean>`exists (select from review_invitations i where i.organisation_id = appointments.organisation_id
        and i.appointment_id = appointments.id and i.source = 'automatic')`.as('asked'),
    )
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('status', '=', 'completed')
    .executeTakeFirst()
