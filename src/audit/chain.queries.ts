import type { Static } from '@sinclair/typebox'
import { sql } from 'kysely'
import type { AuditCheckpointRow } from '#src/audit/audit.schema.ts'
import type { ChainEnd } from '#src/audit/chain.ts'
import type { Tx } from '#src/db/database.ts'

/** A signed position of a chain. */
export type Checkpoint = Static<typeof AuditCheckpointRow>

/** An event as the chain takes it. */
export interface ChainedEvent {
  id: string
  at: string
  /** The event as text that says every column in one way only. */
  canonical: string
}

// Text of each column, so that neither driver nor parser has a say in it. The reason itself is not in it: it goes with
// the person's key, its hash stays.
const canonical = sql<string>`json_build_array('praxis/audit-event/1', e.organisation_id::text, e.id::text,
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.action, e.patient_id::text, e.patient_ids::text, e.resource,
  e.resource_ids::text, e.account_id::text, e.role, e.ground, e.detail::text, e.request_id, e.client_system, e.unit_id::text,
  e.on_behalf_of::text, e.outcome, encode(e.reason_hash, 'hex'))::text`

/**
 * Has the statements of the transaction planned for the tables as they are: a plan that was kept while a new trail was
 * small read all of it for each of its events once thousands came at one time.
 */
export const planAnew = async (tx: Tx): Promise<void> => {
  await sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`.execute(tx)
}

/** Waits until nobody else works on an organisation's chain; ends with the transaction. */
export const lockChain = async (tx: Tx, organisationId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`audit/${organisationId}`}, 0))`.execute(tx)
}

/**
 * Where the chain ends, and when its last event was; undefined before its first event. Where all of it has expired, the
 * checkpoint that closed it is its end.
 */
export const findChainEnd = async (
  tx: Tx,
  organisationId: string,
): Promise<(ChainEnd & { at: string | null }) | undefined> => {
  const { rows } = await sql<ChainEnd & { at: string | null }>`
    select s.position, s.hash, e.at from audit_seals s
      left join audit_events e on e.organisation_id = s.organisation_id and e.id = s.event_id
     where s.organisation_id = ${organisationId} order by s.position desc limit 1`.execute(tx)
  if (rows[0]) return rows[0]
  const closed = await findLastCheckpoint(tx, organisationId)
  return closed && { position: closed.position, hash: closed.hash, at: null }
}

/** By whose law the trail of the organisation in scope stays: ISO 3166-1. */
export const findTrailCountry = async (tx: Tx, organisationId: string): Promise<string> => {
  const row = await tx
    .selectFrom('organisations')
    .select('country')
    .where('id', '=', organisationId)
    .executeTakeFirst()
  return row?.country ?? ''
}

/** Events that are in no chain yet, the first made first. */
export const findUnsealed = async (
  tx: Tx,
  organisationId: string,
  limit: number,
): Promise<ChainedEvent[]> => {
  const { rows } = await sql<ChainedEvent>`
    select e.id, e.at, ${canonical} as canonical
      from audit_unsealed u
      cross join lateral (select * from audit_events f where f.organisation_id = u.organisation_id and f.id = u.event_id limit 1) e
     where u.organisation_id = ${organisationId} order by u.event_id limit ${limit}`.execute(tx)
  return rows
}

/** Gives events their places, and takes them off what waits. */
export const insertSeals = async (
  tx: Tx,
  organisationId: string,
  seals: readonly { position: number; eventId: string; hash: Buffer }[],
  at: string,
): Promise<void> => {
  const ids = seals.map(({ eventId }) => eventId)
  await sql`
    insert into audit_seals (organisation_id, position, event_id, hash, sealed_at)
    select ${organisationId}::uuid, sealed.position, sealed.event_id, sealed.hash, ${at}::timestamptz
      from unnest(${seals.map(({ position }) => position)}::bigint[], ${ids}::uuid[], ${seals.map(({ hash }) => hash)}::bytea[])
        as sealed (position, event_id, hash)`.execute(tx)
  await sql`
    delete from audit_unsealed where organisation_id = ${organisationId} and event_id = any(${ids}::uuid[])`.execute(
    tx,
  )
}

/** Says how far the chain goes now. */
export const replaceHead = async (tx: Tx, head: Checkpoint): Promise<void> => {
  const { organisationId, ...rest } = head
  await tx
    .insertInto('auditHeads')
    .values(head)
    .onConflict((conflicting) => conflicting.column('organisationId').doUpdateSet(rest))
    .execute()
}

/** How far the chain goes, as signed. */
export const findHead = (tx: Tx, organisationId: string): Promise<Checkpoint | undefined> =>
  tx.selectFrom('auditHeads').selectAll().where('organisationId', '=', organisationId).executeTakeFirst()

/** Adds a checkpoint. */
export const insertCheckpoint = async (tx: Tx, checkpoint: Checkpoint): Promise<void> => {
  await tx.insertInto('auditCheckpoints').values(checkpoint).execute()
}

/** All checkpoints of a chain, in its order. */
export const listCheckpoints = (tx: Tx, organisationId: string): Promise<Checkpoint[]> =>
  tx
    .selectFrom('auditCheckpoints')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .orderBy('position')
    .execute()

/** The newest checkpoint of a chain. */
export const findLastCheckpoint = (tx: Tx, organisationId: string): Promise<Checkpoint | undefined> =>
  tx
    .selectFrom('auditCheckpoints')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()

/** A place in the chain with what stands in it; null where the event is gone. */
export interface SealedPlace {
  position: number
  eventId: string
  hash: Buffer
  sealedAt: string
  at: string | null
  canonical: string | null
  /** Whether the reason is the one whose hash stands beside it, or is gone. */
  reasonHolds: boolean | null
}

/** Places of a chain after a position. */
export const listSealed = async (
  tx: Tx,
  organisationId: string,
  after: number,
  limit: number,
): Promise<SealedPlace[]> => {
  const { rows } = await sql<SealedPlace>`
    select s.position, s.event_id as "eventId", s.hash, s.sealed_at as "sealedAt", e.at,
        case when e.id is not null then ${canonical} end as canonical,
        e.reason is null or sha256(e.reason) is not distinct from e.reason_hash as "reasonHolds"
      from audit_seals s left join audit_events e on e.organisation_id = s.organisation_id and e.id = s.event_id
     where s.organisation_id = ${organisationId} and s.position > ${after} order by s.position limit ${limit}`.execute(
    tx,
  )
  return rows
}

/** Events outside the chain: how many are younger than an instant, and the first of those that are older. */
export const findOutside = async (
  tx: Tx,
  organisationId: string,
  since: string,
): Promise<{ waiting: number; overdue: string | null }> => {
  const { rows } = await sql<{ waiting: number; overdue: string | null }>`
    select count(*) filter (where e.at > ${since}) as waiting,
        (array_agg(e.id order by e.at, e.id) filter (where e.at <= ${since}))[1] as overdue
      from audit_events e
     where e.organisation_id = ${organisationId} and not exists (select from audit_seals s
        where s.organisation_id = e.organisation_id and s.event_id = e.id)`.execute(tx)
  return rows[0] ?? { waiting: 0, overdue: null }
}

/** An event that was to be sealed and is gone. */
export const findLostBeforeSealing = async (tx: Tx, organisationId: string): Promise<string | undefined> => {
  const { rows } = await sql<{ id: string }>`
    select u.event_id as id from audit_unsealed u
     where u.organisation_id = ${organisationId} and not exists (select from audit_events e
        where e.organisation_id = u.organisation_id and e.id = u.event_id) order by 1 limit 1`.execute(tx)
  return rows[0]?.id
}
