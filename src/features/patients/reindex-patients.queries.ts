import type { Updateable } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'

/** Patients indexed by a key before a version, by id, after one of them; nobody changes them until the end. */
export const lockPatientsToIndex = (
  tx: ScopedTx,
  organisationId: string,
  before: number,
  after: string | null,
  limit: number,
) =>
  tx
    .selectFrom('patients')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('indexVersion', '<', before)
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .forNoKeyUpdate()
    .execute()

/** Stores other indexes of a patient, who is the same otherwise. */
export const updatePatientIndexes = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  indexes: Updateable<Database['patients']>,
) =>
  tx
    .updateTable('patients')
    .set(indexes)
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .execute()
