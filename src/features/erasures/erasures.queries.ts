import { sql } from 'kysely'
import type { Pools } from '#src/db/connect.ts'
import type { Database, ScopedTx, Tx } from '#src/db/database.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'

/** One controller's part of an erasure. */
export interface ErasurePart {
  organisationId: string
  requestId: string
}

interface PartRow {
  organisation_id: string
  id: string
}

const asPart = ({ organisation_id, id }: PartRow): ErasurePart => ({
  organisationId: organisation_id,
  requestId: id,
})

/** Parts of erasures that have something to do at an instant, across organisations. */
export const listDueErasures = async (db: Pools, at: Date, limit: number): Promise<ErasurePart[]> => {
  const { rows } = await db.worker.query<PartRow>('select organisation_id, id from due_erasures($1, $2)', [
    at,
    limit,
  ])
  return rows.map(asPart)
}

/** Parts that wait for the pass over everything, the longest waiting first. */
export const listWaitingErasures = async (db: Pools, limit: number): Promise<ErasurePart[]> => {
  const { rows } = await db.worker.query<PartRow>('select organisation_id, id from waiting_erasures($1)', [
    limit,
  ])
  return rows.map(asPart)
}

/** Every controller's part of a request: whether it is still open, and whether something keeps it waiting. */
export const listParts = async (
  tx: Tx,
  requestId: string,
): Promise<{ organisationId: string; open: boolean; blocked: boolean }[]> => {
  const { rows } = await sql<{ organisationId: string; open: boolean; blocked: boolean }>`
    select organisation_id as "organisationId", open, blocked from erasure_parts(${requestId}::uuid)`.execute(
    tx,
  )
  return rows
}

/** The patients whom a part is about: the one it names, and those whom its account is there. */
export const findPatientsOfPart = async (
  tx: ScopedTx,
  { organisationId, patientId, accountId }: Pick<DataRequest, 'organisationId' | 'patientId' | 'accountId'>,
) =>
  tx
    .selectFrom('patients')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where((eb) =>
      eb.or([
        ...(patientId === null ? [] : [eb('id', '=', patientId)]),
        ...(accountId === null ? [] : [eb('accountId', '=', accountId)]),
      ]),
    )
    .orderBy('id')
    .execute()

/** The practitioners that an account is there. */
export const findPractitionersOf = async (tx: ScopedTx, organisationId: string, accountId: string) =>
  tx
    .selectFrom('practitioners')
    .select(['id', 'sealed'])
    .where('organisationId', '=', organisationId)
    .where('accountId', '=', accountId)
    .execute()

/** What is owed for, by the rules of the organisation: ids, at most a thousand. */
export const listUnsettled = async (
  tx: ScopedTx,
  organisationId: string,
  patientIds: readonly string[],
  charged: { noShow: boolean; lateCancellation: boolean },
): Promise<string[]> => {
  if (patientIds.length === 0) return []
  const rows = await tx
    .selectFrom('appointments')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('patientId', 'in', [...patientIds])
    .where('imported', '=', false)
    .where('priceAmount', '>', 0)
    .where('settledAt', 'is', null)
    .where((eb) =>
      eb.or([
        eb('status', '=', 'completed'),
        ...(charged.noShow ? [eb('status', '=', 'noShow')] : []),
        ...(charged.lateCancellation
          ? [eb.and([eb('status', '=', 'cancelled'), eb('cancelledLate', '=', true)])]
          : []),
      ]),
    )
    .orderBy('id')
    .limit(1_000)
    .execute()
  return rows.map(({ id }) => id)
}

/** Takes an account off the patients that stay without it. */
export const unlinkPatients = async (
  tx: ScopedTx,
  organisationId: string,
  accountId: string,
  at: string,
): Promise<void> => {
  await tx
    .updateTable('patients')
    .set({ accountId: null, updatedAt: at, version: sql`version + 1` })
    .where('organisationId', '=', organisationId)
    .where('accountId', '=', accountId)
    .execute()
  await sql`update keys.subject_keys set account_id = null
    where organisation_id = ${organisationId} and account_id = ${accountId}`.execute(tx)
}

/** The days, in UTC, on which authorities got something of patients by law, but for what is still kept from them. */
export const listDisclosureDays = async (
  tx: ScopedTx,
  organisationId: string,
  patientIds: readonly string[],
): Promise<string[]> => {
  if (patientIds.length === 0) return []
  const rows = await tx
    .selectFrom('disclosures')
    .select('disclosedAt')
    .where('organisationId', '=', organisationId)
    .where('patientId', 'in', [...patientIds])
    .where('shownToPatient', '=', true)
    .orderBy('disclosedAt')
    .limit(1_000)
    .execute()
  return [...new Set(rows.map(({ disclosedAt }) => new Date(disclosedAt).toISOString().slice(0, 10)))]
}

/** Whether the ledger says that an account was erased in an organisation. */
export const wasErased = async (
  tx: ScopedTx,
  organisationId: string,
  accountId: string,
): Promise<boolean> => {
  const act = await tx
    .selectFrom('ledgerActs')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('action', '=', 'erased')
    .where('accountId', '=', accountId)
    .limit(1)
    .executeTakeFirst()
  return act !== undefined
}

/** Bookings of patients, all that others must be told of before they go. */
export const listBookings = (tx: ScopedTx, organisationId: string, patientIds: readonly string[]) =>
  tx
    .selectFrom('appointments')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('patientId', 'in', [...patientIds])
    .orderBy('id')
    .forUpdate()
    .execute()

/** Adds the rows that one table lost to what the part has counted. */
export const addErasedRows = async (
  tx: ScopedTx,
  { organisationId, requestId }: ErasurePart,
  table: string,
  count: number,
): Promise<void> => {
  if (count === 0) return
  await sql`update data_requests
      set erased_rows = coalesce(erased_rows, '{}') || jsonb_build_object(${table}::text, coalesce((erased_rows ->> ${table}::text)::integer, 0) + ${count}::integer)
    where organisation_id = ${organisationId} and id = ${requestId}`.execute(tx)
}

/** Leaves of a patient's row what the record needs. */
export const keepRecordAlone = async (
  tx: ScopedTx,
  organisationId: string,
  patientId: string,
  rest: Buffer,
): Promise<void> => {
  await tx
    .updateTable('patients')
    .set({ rest, special: null, emailIndex: null, phoneIndex: null })
    .where('organisationId', '=', organisationId)
    .where('id', '=', patientId)
    .execute()
}

/** Replaces how a practitioner is reached by nothing. */
export const replaceContact = async (
  tx: ScopedTx,
  organisationId: string,
  practitionerId: string,
  sealed: Buffer,
): Promise<void> => {
  await tx
    .updateTable('practitioners')
    .set({ sealed })
    .where('organisationId', '=', organisationId)
    .where('id', '=', practitionerId)
    .execute()
}

/** Forgets who invited, wherever the account that goes invited as the platform. */
export const forgetInviter = async (tx: ScopedTx, requestId: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select forget_inviter(${requestId}::uuid) as count`.execute(
    tx,
  )
  return rows[0]?.count ?? 0
}

/** The account with what names it; undefined once it is gone. */
export const findErasedAccount = (tx: ScopedTx, accountId: string) =>
  tx
    .selectFrom('accounts')
    .select(['id', 'sealed', 'emailIndex', 'locale'])
    .where('id', '=', accountId)
    .executeTakeFirst()

type MailOutcome = Pick<Database['mails'], 'state'>

/** What became of the mail with the certificate; undefined where none was planned. */
export const findCertificateMail = (
  tx: ScopedTx,
  organisationId: string,
  requestId: string,
): Promise<MailOutcome | undefined> =>
  tx
    .selectFrom('mails')
    .select('state')
    .where('organisationId', '=', organisationId)
    .where('subjectId', '=', requestId)
    .where('kind', '=', 'requestErased')
    .executeTakeFirst()

/** Destroys what a request still says of somebody, its key included. */
export const clearRequest = async (
  tx: ScopedTx,
  organisationId: string,
  requestId: string,
  at: string,
): Promise<void> => {
  await sql`update data_requests set sealed = null, secret_hash = null, step = 'keys', work_at = ${at}
    where organisation_id = ${organisationId} and id = ${requestId}`.execute(tx)
  await sql`update data_request_events set sealed = null
    where organisation_id = ${organisationId} and request_id = ${requestId}`.execute(tx)
  await sql`delete from keys.subject_keys
    where organisation_id = ${organisationId} and subject_id = ${requestId} and class = 'request'`.execute(tx)
}
