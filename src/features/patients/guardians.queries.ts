import type { Static } from '@sinclair/typebox'
import type { Insertable, Updateable } from 'kysely'
import type { Access } from '#src/access/access.ts'
import { withinReach } from '#src/access/reach.ts'
import type { Database, ScopedTx } from '#src/db/database.ts'
import { type GuardianRow, mostGuardians } from '#src/features/patients/guardians.schema.ts'

export type StoredGuardian = Static<typeof GuardianRow>

/** A patient within reach, for verbs about the people around them; nobody changes who they are meanwhile. */
export const lockReachedPatient = (tx: ScopedTx, organisationId: string, id: string, access: Access) =>
  tx
    .selectFrom('patients')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where(withinReach(access, { patient: 'id' }))
    .forNoKeyUpdate()
    .executeTakeFirst()

/** Adds a guardian. */
export const insertGuardian = (tx: ScopedTx, row: Insertable<Database['guardians']>) =>
  tx.insertInto('guardians').values(row).returningAll().executeTakeFirstOrThrow()

/** Everybody who is, was or is invited to be a patient's guardian, the first first. */
export const listGuardians = (
  tx: ScopedTx,
  organisationId: string,
  patientId: string,
): Promise<StoredGuardian[]> =>
  tx
    .selectFrom('guardians')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('patientId', '=', patientId)
    .orderBy('id')
    .limit(mostGuardians)
    .execute()

/** One guardian, nobody else changing them meanwhile. */
export const lockGuardian = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('guardians')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/** Changes a guardian. */
export const updateGuardian = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  change: Updateable<Database['guardians']>,
) =>
  tx
    .updateTable('guardians')
    .set(change)
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

/** Whether an account is a patient's guardian already. */
export const isActiveGuardian = async (
  tx: ScopedTx,
  organisationId: string,
  patientId: string,
  accountId: string,
): Promise<boolean> => {
  const found = await tx
    .selectFrom('guardians')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('patientId', '=', patientId)
    .where('accountId', '=', accountId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return found !== undefined
}

/** The children of whom an account is guardian, with who they are, sealed. */
export const listGuardedChildren = (tx: ScopedTx, organisationId: string, accountId: string) =>
  tx
    .selectFrom('guardians')
    .innerJoin('patients', (join) =>
      join
        .onRef('patients.organisationId', '=', 'guardians.organisationId')
        .onRef('patients.id', '=', 'guardians.patientId'),
    )
    .select(['patients.id', 'patients.care'])
    .where('guardians.organisationId', '=', organisationId)
    .where('guardians.accountId', '=', accountId)
    .where('guardians.state', '=', 'active')
    .where('patients.state', '=', 'active')
    .execute()
