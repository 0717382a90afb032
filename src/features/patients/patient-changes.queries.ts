import type { Insertable } from 'kysely'
import type { Access } from '#src/access/access.ts'
import { withinReach } from '#src/access/reach.ts'
import type { Database, ScopedTx } from '#src/db/database.ts'

/** Writes down what a patient's data were and are. */
export const insertPatientChange = (tx: ScopedTx, row: Insertable<Database['patientChanges']>) =>
  tx.insertInto('patientChanges').values(row).execute()

/** Whether a patient is within the caller's reach. */
export const reachesPatient = async (tx: ScopedTx, organisationId: string, id: string, access: Access) => {
  const row = await tx
    .selectFrom('patients')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where(withinReach(access, { patient: 'id' }))
    .executeTakeFirst()
  return row !== undefined
}

/** What was changed about a patient, the newest first. */
export const listPatientChanges = (
  tx: ScopedTx,
  organisationId: string,
  patientId: string,
  before: string | null,
  limit: number,
) =>
  tx
    .selectFrom('patientChanges')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('patientId', '=', patientId)
    .$if(before !== null, (query) => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
