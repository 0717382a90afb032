import { type Insertable, sql, type Updateable } from 'kysely'
import type { Database, ScopedTx, Tx } from '#src/db/database.ts'
import {
  closedStates,
  type DataRequest,
  type DataRequestState,
} from '#src/features/data-requests/data-requests.schema.ts'
import type { RequestKind, RequestObject } from '#src/privacy/law/deadlines.ts'

type Row = Database['dataRequests']

/** Adds parts of requests. */
export const insertRequests = async (tx: Tx, rows: readonly Insertable<Row>[]): Promise<void> => {
  if (rows.length > 0)
    await tx
      .insertInto('dataRequests')
      .values([...rows])
      .execute()
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
      ...(blockers ? { blockers: sql`${JSON.stringify(blockers)}::jsonb` } : {}),
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

/** In which language somebody is written to: the patient's, where it is known, else the organisation's. */
export const findPatientLanguage = async (tx: Tx, organisationId: string, patientId: string | null) => {
  const { language, locale } = await tx
    .selectFrom('organisations')
    .leftJoin('patients', (join) =>
      join.onRef('patients.organisationId', '=', 'organisations.id').on('patients.id', '=', patientId),
    )
    .select(['language', 'locale'])
    .where('organisations.id', '=', organisationId)
    .executeTakeFirstOrThrow()
  return locale ?? language
}

/** An account's language, in its own scope or the platform's. */
export const findAccountLanguage = async (tx: Tx, accountId: string) => {
  const account = await tx
    .selectFrom('accounts')
    .select('locale')
    .where('id', '=', accountId)
    .executeTakeFirst()
  return account?.locale ?? 'en'
}
