import { sql } from 'kysely'
import type { Access } from '#src/access/access.ts'
import { reachText } from '#src/access/reach.ts'
import type { Tx } from '#src/db/database.ts'
import type { Language } from '#src/schema/primitives.ts'

/** A patient as far as it decides whether and how they are asked. */
export interface Recipient {
  id: string
  care: Buffer
  rest: Buffer
  emailIndex: Buffer | null
  locale: Language
  state: 'active' | 'deactivated'
  restrictedAt: string | null
  restrictionEndsAt: string | null
  /** The erasure that waits, which keeps the patient out of use. */
  erasureRequestId: string | null
  /** The newest decision on being asked; null where there is none. */
  granted: boolean | null
  decidedAt: string | null
  /** Against being asked, or against marketing. */
  objected: boolean
  /** What the person's account says of marketing; null where it says nothing. */
  marketing: boolean | null
}

const columns = (at: string) => sql`
  p.id, p.care, p.rest, p.email_index as "emailIndex", p.locale, p.state, p.restricted_at as "restrictedAt",
  p.restriction_ends_at as "restrictionEndsAt", p.erasure_request_id as "erasureRequestId", d.granted, d.created_at as "decidedAt", c.marketing,
  exists (select from objections o where o.organisation_id = p.organisation_id and o.patient_id = p.id
    and o.purpose in ('reviewInvitations', 'marketing') and (o.ended_at is null or o.ended_at > ${at})) as objected`

const joined = sql`
  left join lateral (select t.granted, t.created_at from consents t
    where t.organisation_id = p.organisation_id and t.patient_id = p.id and t.purpose = 'reviewInvitations'
    order by t.created_at desc, t.id desc limit 1) d on true
  left join communication_preferences c on c.account_id = p.account_id`

/** These patients, as far as the route's access reaches; without one, in a job, all of them. */
export const listRecipients = async (
  tx: Tx,
  organisationId: string,
  ids: readonly string[],
  at: string,
  access?: Access,
): Promise<Recipient[]> => {
  const reached = access ? sql.raw(reachText(access, { patient: 'p.id' })) : sql`true`
  const { rows } = await sql<Recipient>`
    select ${columns(at)} from patients p ${joined}
     where p.organisation_id = ${organisationId} and p.id = any(${[...ids]}::uuid[]) and ${reached}`.execute(
    tx,
  )
  return rows
}

/** The patients who have one of these addresses, by its blind indexes. */
export const listRecipientsByEmail = async (
  tx: Tx,
  organisationId: string,
  indexes: readonly Buffer[],
  at: string,
): Promise<Recipient[]> => {
  const { rows } = await sql<Recipient>`
    select ${columns(at)} from unnest(${[...indexes]}::bytea[]) as wanted (index)
      join patients p on p.organisation_id = ${organisationId} and p.email_index = wanted.index ${joined}`.execute(
    tx,
  )
  return rows
}

/** Of these hashes of addresses those that want nothing, and since when. */
export const listOptOuts = async (
  tx: Tx,
  organisationId: string,
  hashes: readonly Buffer[],
): Promise<{ emailIndex: Buffer; createdAt: string }[]> => {
  const { rows } = await sql<{ emailIndex: Buffer; createdAt: string }>`
    select o.email_index as "emailIndex", o.created_at as "createdAt" from unnest(${[...hashes]}::bytea[]) as wanted (index)
      join review_opt_outs o on o.organisation_id = ${organisationId} and o.email_index = wanted.index`.execute(
    tx,
  )
  return rows
}

/** Of these hashes of addresses and patients those that were asked, or are going to be, since an instant. */
export const listAskedSince = async (
  tx: Tx,
  organisationId: string,
  { hashes, patientIds }: { hashes: readonly Buffer[]; patientIds: readonly string[] },
  since: string,
): Promise<{ emailIndex: Buffer | null; patientId: string | null }[]> => {
  const { rows } = await sql<{ emailIndex: Buffer | null; patientId: string | null }>`
    select i.email_index as "emailIndex", null::uuid as "patientId" from unnest(${[...hashes]}::bytea[]) as wanted (index)
      join review_invitations i on i.organisation_id = ${organisationId} and i.email_index = wanted.index
       and i.created_at > ${since} and i.state not in ('withdrawn', 'failed')
    union all
    select null, i.patient_id from unnest(${[...patientIds]}::uuid[]) as wanted (id)
      join review_invitations i on i.organisation_id = ${organisationId} and i.patient_id = wanted.id
       and i.created_at > ${since} and i.state not in ('withdrawn', 'failed')`.execute(tx)
  return rows
}
