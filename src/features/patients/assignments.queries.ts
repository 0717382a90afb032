import type { Insertable } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'
import { mostAssignments } from '#src/features/patients/assignments.schema.ts'

/** Adds an assignment; undefined where the pair has one already. */
export const insertAssignment = (tx: ScopedTx, row: Insertable<Database['assignments']>) =>
  tx
    .insertInto('assignments')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organisationId', 'practitionerId', 'patientId']).doNothing())
    .returningAll()
    .executeTakeFirst()

/** To whom a patient is assigned. */
export const listAssignments = (tx: ScopedTx, organisationId: string, patientId: string) =>
  tx
    .selectFrom('assignments')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('patientId', '=', patientId)
    .orderBy('id')
    .limit(mostAssignments)
    .execute()

/** Takes an assignment back; undefined where there was none. */
export const deleteAssignment = (tx: ScopedTx, organisationId: string, patientId: string, id: string) =>
  tx
    .deleteFrom('assignments')
    .where('organisationId', '=', organisationId)
    .where('patientId', '=', patientId)
    .where('id', '=', id)
    .returning('practitionerId')
    .executeTakeFirst()

/** Whether the organisation in scope has such a practitioner at work. */
export const isActivePractitioner = async (
  tx: ScopedTx,
  organisationId: string,
  id: string,
): Promise<boolean> => {
  const found = await tx
    .selectFrom('practitioners')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return found !== undefined
}
