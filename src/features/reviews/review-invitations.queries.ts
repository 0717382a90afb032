import { type Insertable, sql, type Updateable } from 'kysely'
import type { Access } from '#src/access/access.ts'
import { withinReach } from '#src/access/reach.ts'
import type { Database, ScopedTx, Tx } from '#src/db/database.ts'
import { withdrawWaitingMails } from '#src/features/messages/messages.queries.ts'
import type { ReviewInvitationState } from '#src/features/reviews/review-invitations.schema.ts'
import { destroyKeys } from '#src/privacy/erasure/erase.queries.ts'

/** Kinds of the mails of an invitation. */
const invitationMails = ['reviewInvitation', 'reviewReminder'] as const

type NewRow = Insertable<Database['reviewInvitations']>

const rowsAtOnce = 500

/**
 * Holds off whoever else makes invitations of the organisation: the day's number and the cool-down are counted from
 * what is there.
 */
export const lockInvitations = async (tx: Tx, organisationId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`reviewInvitations/${organisationId}`}, 0))`.execute(
    tx,
  )
}

/** Holds off whoever else makes the organisation's root key until the transaction ends. */
export const lockRoot = async (tx: Tx, organisationId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`root/${organisationId}`}, 0))`.execute(tx)
}

/** Adds invitations; of an appointment that has its automatic one already nothing. @returns the ids of those added */
export const insertInvitations = async (tx: Tx, rows: readonly NewRow[]): Promise<string[]> => {
  const added: string[] = []
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const some = await tx
      .insertInto('reviewInvitations')
      .values(rows.slice(start, start + rowsAtOnce))
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute()
    added.push(...some.map(({ id }) => id))
  }
  return added
}

/** How many were made by hand or by list since an instant. */
export const countMadeSince = async (
  tx: ScopedTx,
  organisationId: string,
  since: string,
): Promise<number> => {
  const { made } = await tx
    .selectFrom('reviewInvitations')
    .select((query) => query.fn.countAll<string>().as('made'))
    .where('organisationId', '=', organisationId)
    .where('createdAt', '>', since)
    .where('source', '<>', 'automatic')
    .executeTakeFirstOrThrow()
  return Number(made)
}

/** One invitation of the organisation in scope. */
export const findReviewInvitation = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('reviewInvitations')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** The same, as far as the caller reaches. */
export const findReachedInvitation = (tx: ScopedTx, organisationId: string, id: string, access: Access) =>
  tx
    .selectFrom('reviewInvitations')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where(withinReach(access, { practitioner: 'practitioner_id' }))
    .executeTakeFirst()

/** What a list of invitations is narrowed to, and where its page begins. */
export interface InvitationFilter {
  state?: ReviewInvitationState | undefined
  patientId?: string | undefined
  practitionerId?: string | undefined
  before: { createdAt: string; id: string } | null
}

/** Invitations, newest first, at most `limit + 1`. */
export const listReviewInvitations = (
  tx: ScopedTx,
  organisationId: string,
  { state, patientId, practitionerId, before }: InvitationFilter,
  limit: number,
  access: Access,
) =>
  tx
    .selectFrom('reviewInvitations')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where(withinReach(access, { practitioner: 'practitioner_id' }))
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'sent'))
    .$if(patientId !== undefined, (query) => query.where('patientId', '=', patientId ?? ''))
    .$if(practitionerId !== undefined, (query) => query.where('practitionerId', '=', practitionerId ?? ''))
    .$if(before !== null, (query) =>
      query.where(sql<boolean>`(created_at, id) < (${before?.createdAt}::timestamptz, ${before?.id}::uuid)`),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/**
 * Moves an invitation that stands in one of the given states; of many at once one gets through.
 * @returns undefined where another was faster, or it stands elsewhere
 */
export const moveInvitation = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  from: readonly ReviewInvitationState[],
  change: Updateable<Database['reviewInvitations']>,
) =>
  tx
    .updateTable('reviewInvitations')
    .set(change)
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .returningAll()
    .executeTakeFirst()

/** The same of one that can still be answered. */
export const closeInvitation = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  change: { state: 'answered' | 'declined'; closedOn: string },
  at: string,
) =>
  tx
    .updateTable('reviewInvitations')
    .set(change)
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('state', 'in', ['scheduled', 'sent', 'viewed'])
    .where('expiresAt', '>', at)
    .returningAll()
    .executeTakeFirst()

/** Notes that an address wants nothing, from an instant on. */
export const putOptOut = (tx: ScopedTx, row: Insertable<Database['reviewOptOuts']>) =>
  tx
    .insertInto('reviewOptOuts')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['organisationId', 'emailIndex']).doUpdateSet({ createdAt: row.createdAt }),
    )
    .execute()

/** Takes back what waits to be sent to an address, reminders too. */
export const withdrawWaiting = async (
  tx: ScopedTx,
  organisationId: string,
  emailIndex: Buffer,
  { at, day }: { at: string; day: string },
): Promise<void> => {
  const ofAddress = tx
    .selectFrom('reviewInvitations')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('emailIndex', '=', emailIndex)
  await withdrawWaitingMails(tx, organisationId, (eb) => eb('subjectId', 'in', ofAddress), invitationMails)
  await tx
    .updateTable('reviewInvitations')
    .set({ state: 'withdrawn', closedOn: day, updatedAt: at })
    .where('organisationId', '=', organisationId)
    .where('emailIndex', '=', emailIndex)
    .where('state', '=', 'scheduled')
    .execute()
}

/** Invitations to addresses without a patient, of which the address is still held and nobody has answered. */
export const listUnansweredOfAddress = (tx: ScopedTx, organisationId: string, emailIndex: Buffer) =>
  tx
    .selectFrom('reviewInvitations')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('emailIndex', '=', emailIndex)
    .where('patientId', 'is', null)
    .where('state', '<>', 'answered')
    .execute()

/**
 * Destroys the key of an address and empties its row; what is left is a keyed hash, so that a no that comes later is heard
 * and nobody is asked again too soon.
 * @returns false where that was done before
 */
export const emptyAddress = async (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  at: string,
): Promise<boolean> => {
  const emptied = await tx
    .updateTable('reviewInvitations')
    .set({ sealed: null, updatedAt: at })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('patientId', 'is', null)
    .where('sealed', 'is not', null)
    .returning('id')
    .executeTakeFirst()
  if (!emptied) return false
  await destroyKeys(tx, organisationId, [id], ['invitation'])
  return true
}

/**
 * Gives a patient the invitations that went to an address without one, with their answers and mails, and destroys the
 * keys of the address.
 * @param answered whether those that were answered are meant too
 * @returns their ids
 */
export const tieInvitations = async (
  tx: ScopedTx,
  organisationId: string,
  {
    emailIndex,
    patientId,
    answered,
    at,
  }: { emailIndex: Buffer; patientId: string; answered: boolean; at: string },
): Promise<string[]> => {
  const tied = await tx
    .updateTable('reviewInvitations')
    .set({ patientId, sealed: null, updatedAt: at })
    .where('organisationId', '=', organisationId)
    .where('emailIndex', '=', emailIndex)
    .where('patientId', 'is', null)
    .$if(!answered, (rows) => rows.where('state', '<>', 'answered'))
    .returning('id')
    .execute()
  const ids = tied.map(({ id }) => id)
  if (ids.length === 0) return []
  await tx
    .updateTable('reviews')
    .set({ patientId })
    .where('organisationId', '=', organisationId)
    .where('invitationId', 'in', ids)
    .execute()
  await tx
    .updateTable('mails')
    .set({ patientId })
    .where('organisationId', '=', organisationId)
    .where('subjectId', 'in', ids)
    .where('kind', 'in', invitationMails)
    .execute()
  await destroyKeys(tx, organisationId, ids, ['invitation'])
  return ids
}
