import type { Static } from '@sinclair/typebox'
import { type Insertable, sql, type Updateable } from 'kysely'
import type { Access } from '#src/access/access.ts'
import { reachText, withinReach } from '#src/access/reach.ts'
import type { Database, ScopedTx } from '#src/db/database.ts'
import { snakeCase } from '#src/db/snake-case.ts'
import { remembering } from '#src/db/statement-text.ts'
import type { Statement } from '#src/db/transact.ts'
import type { PatientFields } from '#src/features/organisations/organisations.schema.ts'
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

/** Where one patient of the organisation in scope can be reached, sealed, and their account; whatever state they are in. */
export const findPatientContact = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('patients')
    .select(['id', 'accountId', 'rest'])
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** A whole patient of the organisation in scope, sealed values and all. */
export const findStoredPatient = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
): Promise<StoredPatient | undefined> =>
  tx
    .selectFrom('patients')
    .selectAll()
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

const asColumn = (name: string) => `${snakeCase(name)} as "${name}"`

/** What the organisation uses of a patient travels along, as it decides what is shown. */
const usedFields = `settings -> 'patientFields' as "patientFields"`
const settings = '(select settings from organisations where id = $1) as organisation on true'

/** A row of the read statements. `patientFields` as stored: younger ones are not in it, and none may be. */
export type ReadPatient<Row = StoredPatient> = Row & { patientFields: Partial<PatientFields> | null }

/** Whether patients are seen as the care relation says, and the caller is in one with this patient. */
const inCare = `(settings ->> 'patientVisibility' is distinct from 'assigned' or cares_for(id)) as "inCare"`

/** The row of the single read. */
export type ReachedPatient = ReadPatient & { inCare: boolean }

const columns = [...Object.keys(PatientRow.properties).map(asColumn), usedFields, inCare]

/** Whether the caller, a practitioner, treats a patient: where the organisation assigns them, by a care relation alone. */
export const isInCare = async (tx: ScopedTx, organisationId: string, id: string): Promise<boolean> => {
  const { rows } = await sql<{ inCare: boolean }>`
    select (o.settings ->> 'patientVisibility') is distinct from 'assigned' or cares_for(${id}) as "inCare"
      from organisations o where o.id = ${organisationId}`.execute(tx)
  return rows[0]?.inCare ?? false
}

const patientText = remembering(
  (access: Access) => `select ${columns.join(', ')} from patients left join ${settings}
    where organisation_id = $1 and id = $2 and ${reachText(access, { patient: 'id' })}`,
)

/** One patient as far as the caller reaches, in the trip that enters the organisation. */
export const patientStatement = (access: Access, organisationId: string, id: string): Statement => ({
  text: patientText(access, ''),
  values: [organisationId, id],
})

const listedNames = [
  'id',
  'organisationId',
  'accountId',
  'care',
  'rest',
  'locale',
  'externalId',
  'informedAt',
  'informedBy',
  'informedNoticeVersion',
  'source',
  'enteredBy',
  'state',
  'restrictedAt',
  'restrictionEndsAt',
  'erasureRequestId',
  'version',
  'createdAt',
  'updatedAt',
] as const
const listedColumns = [
  ...listedNames.map(asColumn),
  `(select o.settings -> 'patientFields' from organisations o where o.id = $1) as "patientFields"`,
]

/** A patient as lists read it. */
export type ListedRow = ReadPatient<Pick<StoredPatient, (typeof listedNames)[number]>>

/** What a list is narrowed to. */
export interface PatientFilters {
  updatedSince?: string | undefined
  state?: StoredPatient['state'] | undefined
  includeRestricted?: boolean | undefined
}

/** Where a page of patients ended: the instant of the last change, and the id. */
export type PatientPosition = [string, string]

/**
 * Patients by time of change, at most `limit + 1`.
 * @param reach the branches of the caller's reach
 * @param at ISO 8601; whose data is restricted then is left out unless it is asked for
 */
export const patientsStatement = (
  reach: readonly string[],
  organisationId: string,
  { updatedSince, state, includeRestricted }: PatientFilters,
  after: PatientPosition | null,
  at: string,
  limit: number,
): Statement => {
  const values: unknown[] = [organisationId]
  const given = (value: unknown) => `$${values.push(value)}`
  const conditions = [
    'organisation_id = $1',
    ...(updatedSince === undefined ? [] : [`updated_at >= ${given(updatedSince)}`]),
    ...(state === undefined ? [] : [`state = ${given(state)}`]),
    ...(includeRestricted
      ? []
      : [`erasure_request_id is null and (restricted_at is null or restriction_ends_at <= ${given(at)})`]),
    ...(after ? [`(updated_at, id) > (${given(after[0])}::timestamptz, ${given(after[1])}::uuid)`] : []),
  ]
  const most = given(limit + 1)
  const branches = reach.map(
    (
      within,
    ) => `select ${listedColumns.join(', ')} from patients where ${[...conditions, within].join(' and ')}
      order by updated_at, id limit ${most}`,
  )
  return {
    text:
      branches.length === 1
        ? branches.join()
        : `(${branches.join(') union all (')}) order by "updatedAt", id limit ${most}`,
    values,
  }
}

const notRestricted = (at: string | null) =>
  sql<boolean>`(erasure_request_id is null and (restricted_at is null or restriction_ends_at <= ${at}::timestamptz))`

/**
 * Patients of these ids as far as the caller reaches, in no order.
 * @param hiddenAt ISO 8601; whose data is restricted then is left out, null: nobody is
 */
export const findPatientsOfIds = (
  tx: ScopedTx,
  organisationId: string,
  ids: readonly string[],
  access: Access,
  hiddenAt: string | null,
): Promise<Pick<StoredPatient, (typeof listedNames)[number]>[]> =>
  tx
    .selectFrom('patients')
    .select(listedNames)
    .where('organisationId', '=', organisationId)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where(withinReach(access, { patient: 'id' }))
    .$if(hiddenAt !== null, (query) => query.where(notRestricted(hiddenAt)))
    .execute()

/** One patient that nobody else changes until the transaction ends. */
export const lockPatient = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('patients')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()

/** The blind indexes that somebody is looked for by: one of each kind must be there, all kinds must agree. */
export interface SearchedIndexes {
  emailIndexes?: readonly Buffer[]
  phoneIndexes?: readonly Buffer[]
  nationalIdIndexes?: readonly Buffer[]
}

/**
 * Patients by id that have one of these blind indexes of each kind, at most `limit + 1`, after the given id.
 * @param access narrows to the caller's reach; null where the caller looks for who they are themselves
 * @param hiddenAt ISO 8601; whose data is restricted then is left out, null: nobody is
 */
export const searchPatients = (
  tx: ScopedTx,
  organisationId: string,
  { emailIndexes, phoneIndexes, nationalIdIndexes }: SearchedIndexes,
  after: string | null,
  limit: number,
  { access, hiddenAt }: { access: Access | null; hiddenAt: string | null } = { access: null, hiddenAt: null },
): Promise<StoredPatient[]> =>
  tx
    .selectFrom('patients')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .$if(emailIndexes !== undefined, (query) => query.where('emailIndex', 'in', [...(emailIndexes ?? [])]))
    .$if(phoneIndexes !== undefined, (query) => query.where('phoneIndex', 'in', [...(phoneIndexes ?? [])]))
    .$if(nationalIdIndexes !== undefined, (query) =>
      query.where('nationalIdIndex', 'in', [...(nationalIdIndexes ?? [])]),
    )
    .$if(hiddenAt !== null, (query) => query.where(notRestricted(hiddenAt)))
    .$if(access !== null, (query) => query.where(withinReach(access as Access, { patient: 'id' })))
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

/** Restricts a patient's data from an instant on, or leaves it restricted; an end that was set is taken back. */
export const setRestricted = (tx: ScopedTx, organisationId: string, id: string, at: string) =>
  tx
    .updateTable('patients')
    .set({
      restrictedAt: sql`case when restricted_at is not null and (restriction_ends_at is null or restriction_ends_at > ${at}::timestamptz)
        then restricted_at else ${at}::timestamptz end`,
      restrictionEndsAt: null,
      version: sql`version + 1`,
      updatedAt: at,
    })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .execute()

/** Ends a restriction that began at one of these instants; one that began otherwise stays. @returns whether there was one */
export const endRestrictionOf = async (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  since: readonly string[],
  { endsAt, at }: { endsAt: string; at: string },
): Promise<boolean> => {
  const ended = await tx
    .updateTable('patients')
    .set({ restrictionEndsAt: endsAt, version: sql`version + 1`, updatedAt: at })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('restrictedAt', 'in', [...since])
    .where('restrictionEndsAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return ended !== undefined
}

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
