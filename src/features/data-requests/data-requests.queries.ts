import { type Insertable, sql, type Updateable } from 'kysely'
import type { Access } from '#src/access/access.ts'
import { withinReach } from '#src/access/reach.ts'
import type { Database, ScopedTx, Tx } from '#src/db/database.ts'
import {
  closedStates,
  type DataRequest,
  type DataRequestState,
} from '#src/features/data-requests/data-requests.schema.ts'
import type { RequestKind, RequestObject } from '#src/privacy/law/deadlines.ts'

type Row = Database['dataRequests']

// As text: a list alone would be taken for an array of PostgreSQL.
const asJson = (blockers: DataRequest['blockers']) =>
  sql<DataRequest['blockers']>`${JSON.stringify(blockers)}::jsonb`

/** Adds parts of requests. */
export const insertRequests = async (
  tx: Tx,
  rows: readonly (Omit<Insertable<Row>, 'blockers'> & { blockers: DataRequest['blockers'] })[],
): Promise<void> => {
  if (rows.length === 0) return
  const values = rows.map((row) => ({ ...row, blockers: asJson(row.blockers) }))
  await tx.insertInto('dataRequests').values(values).execute()
}

const one = (tx: Tx, organisationId: string, id: string) =>
  tx.selectFrom('dataRequests').selectAll().where('organisationId', '=', organisationId).where('id', '=', id)

/** One controller's part; undefined where there is none in the scope. */
export const findRequest = (tx: Tx, organisationId: string, id: string): Promise<DataRequest | undefined> =>
  one(tx, organisationId, id).executeTakeFirst()

/** The same, which nobody else moves until the transaction ends. */
export const lockRequest = (tx: Tx, organisationId: string, id: string): Promise<DataRequest | undefined> =>
  one(tx, organisationId, id).forUpdate().executeTakeFirst()

/** All parts of a request that the scope shows, the platform's first. */
export const listPartsOfRequest = (tx: Tx, id: string): Promise<DataRequest[]> =>
  tx.selectFrom('dataRequests').selectAll().where('id', '=', id).orderBy('organisationId').execute()

/** What a move may change; `closedAt` follows from the state. */
export type RequestChange = Omit<Updateable<Row>, 'closedAt' | 'version' | 'blockers'> & {
  updatedAt: string
  blockers?: DataRequest['blockers']
}

const isClosed = (state: DataRequestState) => (closedStates as readonly string[]).includes(state)

/**
 * Moves a part on where it is still in one of these states: one statement decides who was first (S25).
 * @returns the part as it is now; undefined where another was faster
 */
export const moveRequest = (
  tx: Tx,
  organisationId: string,
  id: string,
  from: readonly DataRequestState[],
  { blockers, ...change }: RequestChange,
): Promise<DataRequest | undefined> =>
  tx
    .updateTable('dataRequests')
    .set({
      ...change,
      ...(blockers ? { blockers: asJson(blockers) } : {}),
      ...(change.state === undefined
        ? {}
        : { closedAt: isClosed(change.state as DataRequestState) ? change.updatedAt : null }),
      version: sql`version + 1`,
    })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .returningAll()
    .executeTakeFirst()

/** Whom a request is from, as its duplicates have it. */
export interface Requester {
  accountId: string | null
  patientId: string | null
}

/** An open part of the same kind and object by the same person; undefined where there is none. */
export const findOpenRequest = (
  tx: Tx,
  organisationId: string,
  { accountId, patientId }: Requester,
  asked: { kind: RequestKind; object: RequestObject; purpose: string | null },
) =>
  tx
    .selectFrom('dataRequests')
    .select(['organisationId', 'id', 'state'])
    .where('organisationId', '=', organisationId)
    .where('closedAt', 'is', null)
    .where('kind', '=', asked.kind)
    .where('object', '=', asked.object)
    .where('purpose', 'is not distinct from', asked.purpose)
    .where((eb) =>
      eb.or([
        ...(accountId === null ? [] : [eb('accountId', '=', accountId)]),
        ...(patientId === null ? [] : [eb('patientId', '=', patientId)]),
      ]),
    )
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()

/** Writes down what happened to a request. */
export const insertRequestEvent = async (
  tx: Tx,
  row: Insertable<Database['dataRequestEvents']>,
): Promise<void> => {
  await tx.insertInto('dataRequestEvents').values(row).execute()
}

/** The timeline of one part, or with `null` of all parts that the scope shows, in order. */
export const listRequestEvents = (tx: Tx, organisationId: string | null, requestId: string) =>
  tx
    .selectFrom('dataRequestEvents')
    .selectAll()
    .where('requestId', '=', requestId)
    .$if(organisationId !== null, (query) => query.where('organisationId', '=', organisationId))
    .orderBy('id')
    .limit(1000)
    .execute()

/** What everybody may know of these organisations; those that have left are not among them. */
export const findControllersOf = (tx: Tx, organisationIds: readonly string[]) =>
  tx
    .selectFrom('directoryOrganisations')
    .select(['organisationId', 'name', 'country', 'timeZone', 'contactEmail', 'contactPhone'])
    .where('organisationId', 'in', [...organisationIds])
    .execute()

/** An account's requests, the newest first: every part of at most `limit + 1` of them, before the given id. */
export const listOwnRequests = (
  tx: Tx,
  accountId: string,
  before: string | null,
  limit: number,
): Promise<DataRequest[]> =>
  tx
    .selectFrom('dataRequests')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('dataRequests as listed')
        .select('listed.id')
        .distinct()
        .where('listed.accountId', '=', accountId)
        .$if(before !== null, (query) => query.where('listed.id', '<', before))
        .orderBy('listed.id', 'desc')
        .limit(limit + 1),
    )
    .orderBy('id', 'desc')
    .orderBy('organisationId')
    .execute()

/** Lets one request of a person or patient be filed after the other, so that the second one sees the first. */
export const lockRequester = async (tx: Tx, personId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${personId}, 20))`.execute(tx)
}

/** Deletes what undoes an erasure: its link opens nothing any more. */
export const deleteUndoTokens = async (tx: Tx, organisationId: string, requestId: string): Promise<void> => {
  await tx
    .deleteFrom('tokens')
    .where('organisationId', '=', organisationId)
    .where('subjectId', '=', requestId)
    .where('purpose', '=', 'undoErasure')
    .execute()
}

/** What of an organisation's requests is asked for. */
export interface RequestFilters {
  state?: DataRequestState | undefined
  kind?: RequestKind | undefined
  /** Whose last day is before this one, `YYYY-MM-DD`. */
  dueBefore?: string | undefined
}

/** What came without sign-in is nobody's before its address was verified. */
const isKnown = sql<boolean>`not (source = 'public' and state = 'received' and identity_checked_at is null)`

/** An organisation's requests, the newest first, at most `limit + 1`, before the given id. */
export const listReceivedRequests = (
  tx: ScopedTx,
  organisationId: string,
  { state, kind, dueBefore }: RequestFilters,
  before: string | null,
  limit: number,
): Promise<DataRequest[]> =>
  tx
    .selectFrom('dataRequests')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where(isKnown)
    .$if(state !== undefined, (query) => query.where('state', '=', state as DataRequestState))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind as RequestKind))
    .$if(dueBefore !== undefined, (query) => query.where('dueOn', '<', dueBefore as string))
    .$if(before !== null, (query) => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** One of an organisation's requests as its staff may know it. */
export const findReceivedRequest = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
): Promise<DataRequest | undefined> => one(tx, organisationId, id).where(isKnown).executeTakeFirst()

/** The same, which nobody else moves until the transaction ends. */
export const lockReceivedRequest = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
): Promise<DataRequest | undefined> =>
  one(tx, organisationId, id).where(isKnown).forUpdate().executeTakeFirst()

/** Notes an extension where none was before; undefined where another was faster or it is too late. */
export const extendRequest = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  from: readonly DataRequestState[],
  change: { dueOn: string; unrolledOn: string; extendedAt: string; sealed: Buffer },
): Promise<DataRequest | undefined> =>
  tx
    .updateTable('dataRequests')
    .set({ ...change, updatedAt: change.extendedAt, version: sql`version + 1` })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .where('extendedAt', 'is', null)
    .returningAll()
    .executeTakeFirst()

/** A patient within the caller's reach, as far as a request for them needs them. */
export const findAskedFor = (tx: ScopedTx, organisationId: string, id: string, access: Access) =>
  tx
    .selectFrom('patients')
    .select(['id', 'accountId', 'rest'])
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where(withinReach(access, { patient: 'id', confidential: 'false' }))
    .executeTakeFirst()

/** Writes a mail to the account behind a request, which an organisation does not see; false without such an account. */
export const tellAccount = async (
  tx: ScopedTx,
  mail: {
    requestId: string
    id: string
    kind: string
    subjectId: string
    version: number
    sealed: Buffer
    at: string
  },
): Promise<boolean> => {
  const { rows } = await sql<{ told: boolean }>`
    select tell_requester(${mail.requestId}::uuid, ${mail.id}::uuid, ${mail.kind}, ${mail.subjectId}::uuid, ${mail.version}::integer,
      ${mail.sealed}::bytea, ${mail.at}::timestamptz) as told`.execute(tx)
  return rows[0]?.told ?? false
}
