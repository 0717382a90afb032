import { type Insertable, sql, type Updateable } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'

const practitionerIds = sql<string[]>`array(select l.practitioner_id from service_practitioners l
  where l.organisation_id = services.organisation_id and l.service_id = services.id order by l.practitioner_id)`

/** What a list is narrowed to, and where its page begins. */
export interface ServiceFilter {
  updatedSince?: string | undefined
  state?: 'active' | 'deactivated' | undefined
  /** After this service, by time of change. */
  after: { updatedAt: string; id: string } | null
}

/** Adds a service. */
export const insertService = (tx: ScopedTx, row: Insertable<Database['services']>) =>
  tx.insertInto('services').values(row).returningAll().executeTakeFirstOrThrow()

/** One service of the organisation in scope, with its practitioners. */
export const findService = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('services')
    .selectAll()
    .select(practitionerIds.as('practitionerIds'))
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** The same, held until the transaction ends: two changes of one service follow one another. */
export const lockService = async (tx: ScopedTx, organisationId: string, id: string) => {
  await tx
    .selectFrom('services')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return findService(tx, organisationId, id)
}

/** Services by time of change, at most `limit + 1`. */
export const listServices = (
  tx: ScopedTx,
  organisationId: string,
  { updatedSince, state, after }: ServiceFilter,
  limit: number,
) =>
  tx
    .selectFrom('services')
    .selectAll()
    .select(practitionerIds.as('practitionerIds'))
    .where('organisationId', '=', organisationId)
    .$if(updatedSince !== undefined, (query) => query.where('updatedAt', '>=', updatedSince ?? ''))
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'active'))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(updated_at, id) > (${after?.updatedAt}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('updatedAt')
    .orderBy('id')
    .limit(limit + 1)
    .execute()

/** Changes a service. */
export const updateService = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  change: Updateable<Database['services']>,
) =>
  tx
    .updateTable('services')
    .set({ ...change, version: sql`version + 1` })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

/** Makes exactly these practitioners the ones who offer the service. */
export const replaceServicePractitioners = async (
  tx: ScopedTx,
  organisationId: string,
  serviceId: string,
  ids: readonly string[],
): Promise<void> => {
  await sql`delete from service_practitioners where organisation_id = ${organisationId} and service_id = ${serviceId}
    and practitioner_id <> all(${ids}::uuid[])`.execute(tx)
  await sql`insert into service_practitioners (organisation_id, service_id, practitioner_id)
    select ${organisationId}, ${serviceId}, id from unnest(${ids}::uuid[]) as id on conflict do nothing`.execute(
    tx,
  )
}
