import type { Static } from '@sinclair/typebox'
import { type Insertable, sql, type Updateable } from 'kysely'
import type { Access } from '#src/access/access.ts'
import { reachText } from '#src/access/reach.ts'
import type { Database, ScopedTx } from '#src/db/database.ts'
import type { Statement } from '#src/db/transact.ts'
import { PatientRow } from '#src/features/patients/patients.schema.ts'

export type StoredPatient = Static<typeof PatientRow>

const reference = ['id', 'accountId', 'locale', 'emailIndex', 'state'] as const

/** What other features need of a patient: no name, no address. */
export type PatientReference = Pick<StoredPatient, (typeof reference)[number]>

/** Adds a patient. */
export const insertPatient = (tx: ScopedTx, row: Insertable<Database['patients']>) =>
  tx.insertInto('patients').values(row).returningAll().executeTakeFirstOrThrow()

/** Adds patients, and answers them in no order. */
export const insertPatients = (tx: ScopedTx, rows: readonly Insertable<Database['patients']>[]) =>
  tx.insertInto('patients').values(rows).returningAll().execute()

/** The patients who have these external ids. */
export const findPatientsByExternalId = (
  tx: ScopedTx,
  organisationId: string,
  externalIds: readonly string[],
): Promise<StoredPatient[]> =>
  tx
    .selectFrom('patients')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .execute()

/** The same, as other features refer to them. */
export const findReferencesByExternalId = (
  tx: ScopedTx,
  organisationId: string,
  externalIds: readonly string[],
): Promise<(PatientReference & { externalId: string | null })[]> =>
  tx
    .selectFrom('patients')
    .select([...reference, 'externalId'])
    .where('organisationId', '=', organisationId)
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .execute()

/** One patient of the organisation in scope, as other features refer to it. */
export const findPatient = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
): Promise<PatientReference | undefined> =>
  tx
    .selectFrom('patients')
    .select(reference)
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** The patient that an account is in the organisation in scope. */
export const findPatientOfAccount = (
  tx: ScopedTx,
  organisationId: string,
  accountId: string,
): Promise<PatientReference | undefined> =>
  tx
    .selectFrom('patients')
    .select(reference)
    .where('organisationId', '=', organisationId)
    .where('accountId', '=', accountId)
    .executeTakeFirst()

const columns = Object.keys(PatientRow.properties).map(
  (name) => `${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} as "${name}"`,
)

/** One patient as far as the caller reaches, in the trip that enters the organisation. */
export const patientStatement = (access: Access, organisationId: string, id: string): Statement => ({
  text: `select ${columns.join(', ')} from patients
    where organisation_id = $1 and id = $2 and ${reachText(access, { patient: 'id' })}`,
  values: [organisationId, id],
})

/** One patient that nobody else changes until the transaction ends. */
export const lockPatient = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('patients')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()

/** Patients by id that have one of these blind indexes of each kind, at most `limit + 1`, after the given id. */
export const searchPatients = (
  tx: ScopedTx,
  organisationId: string,
  { emailIndexes, phoneIndexes }: { emailIndexes?: readonly Buffer[]; phoneIndexes?: readonly Buffer[] },
  after: string | null,
  limit: number,
): Promise<StoredPatient[]> =>
  tx
    .selectFrom('patients')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .$if(emailIndexes !== undefined, (query) => query.where('emailIndex', 'in', [...(emailIndexes ?? [])]))
    .$if(phoneIndexes !== undefined, (query) => query.where('phoneIndex', 'in', [...(phoneIndexes ?? [])]))
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit + 1)
    .execute()

/** Changes a patient where its version is still the expected one; undefined where it is not. */
export const updatePatient = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  expected: number | null,
  change: Updateable<Database['patients']>,
) =>
  tx
    .updateTable('patients')
    .set({ ...change, version: sql`version + 1` })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .$if(expected !== null, (query) => query.where('version', '=', expected ?? 0))
    .returningAll()
    .executeTakeFirst()

/**
 * Gives a patient that nobody is linked to, and its keys, to an account.
 * @returns undefined where somebody is linked already, or the patient is gone or deactivated
 */
export const linkPatient = async (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  accountId: string,
  at: string,
): Promise<PatientReference | undefined> => {
  const linked = await tx
    .updateTable('patients')
    .set({ accountId, updatedAt: at, version: sql`version + 1` })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('accountId', 'is', null)
    .where('state', '=', 'active')
    .returning(reference)
    .executeTakeFirst()
  if (linked)
    await tx
      .updateTable('keys.subjectKeys')
      .set({ accountId })
      .where('organisationId', '=', organisationId)
      .where('subjectId', '=', id)
      .execute()
  return linked
}

/**
 * The signed-in account's own row. Whoever is about to give an account a patient locks it first, so that two
 * requests at once find or make one patient and not two.
 */
export const lockAccount = (tx: ScopedTx, accountId: string) =>
  tx
    .selectFrom('accounts')
    .select(['id', 'sealed', 'locale'])
    .where('id', '=', accountId)
    .forNoKeyUpdate()
    .executeTakeFirst()

/** Whether an account is an active member of the organisation in scope. */
export const isMember = async (tx: ScopedTx, organisationId: string, accountId: string): Promise<boolean> => {
  const member = await tx
    .selectFrom('memberships')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('accountId', '=', accountId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return member !== undefined
}
