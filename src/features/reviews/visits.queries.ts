import { sql } from 'kysely'
import type { ScopedTx } from '#src/db/database.ts'

/**
 * A completed appointment as far as it decides whether its patient is asked; `asked`: that was decided already; `untold`:
 * none of the mails that tell of it reached them.
 */
export const findVisit = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('appointments')
    .select(['id', 'patientId', 'practitionerId', 'timeZone', 'confidential', 'imported'])
    .select(
      sql<boolean>`exists (select from review_invitations i where i.organisation_id = appointments.organisation_id
        and i.appointment_id = appointments.id and i.source = 'automatic')`.as('asked'),
    )
    .select(
      sql<boolean>`(select bool_and(m.state not in ('planned', 'sent')) from mails m where m.organisation_id = appointments.organisation_id
        and m.subject_id = appointments.id and m.kind in ('appointmentConfirmation', 'appointmentChange')) is true`.as(
        'untold',
      ),
    )
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('status', '=', 'completed')
    .executeTakeFirst()
