import type { Insertable } from 'kysely'
import { sql } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'

/** Adds an invitation and the token that its mail carries. */
export const insertInvitation = async (
  tx: ScopedTx,
  invitation: Insertable<Database['invitations']>,
  token: Insertable<Database['tokens']>,
) => {
  await tx.insertInto('tokens').values(token).execute()
  return tx.insertInto('invitations').values(invitation).returningAll().executeTakeFirstOrThrow()
}

/** How many invitations the organisation has made since an instant, and how many of them to one address. */
export const countInvitations = (
  tx: ScopedTx,
  organisationId: string,
  emailIndexes: readonly Buffer[],
  since: string,
) =>
  tx
    .selectFrom('invitations')
    .select((one) => [
      one.fn.countAll<number>().as('all'),
      one.fn
        .countAll<number>()
        .filterWhere('emailIndex', 'in', [...emailIndexes])
        .as('toAddress'),
    ])
    .where('organisationId', '=', organisationId)
    .where('createdAt', '>', since)
    .executeTakeFirstOrThrow()

/** One invitation of the organisation in scope. */
export const findInvitation = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('invitations')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Invitations, newest first, at most `limit + 1`, after one of them. */
export const listInvitations = (
  tx: ScopedTx,
  organisationId: string,
  after: { createdAt: string; id: string } | null,
  limit: number,
) =>
  tx
    .selectFrom('invitations')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(created_at, id) < (${after?.createdAt}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

const spendTokens = (tx: ScopedTx, organisationId: string, ids: readonly string[], at: string) =>
  tx
    .updateTable('tokens')
    .set({ usedAt: at })
    .where('organisationId', '=', organisationId)
    .where('subjectId', 'in', ids)
    .where('purpose', '=', 'invitation')
    .where('usedAt', 'is', null)
    .execute()

/** Takes an invitation for good; undefined where somebody has, or it was revoked or has expired. */
export const takeInvitation = async (tx: ScopedTx, organisationId: string, id: string, at: string) => {
  const taken = await tx
    .updateTable('invitations')
    .set({ acceptedAt: at })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', at)
    .returningAll()
    .executeTakeFirst()
  if (taken) await spendTokens(tx, organisationId, [id], at)
  return taken
}

/** Revokes an invitation that still stands, and its token; its mail is then not sent any more; undefined where it does not. */
export const revokeInvitation = async (tx: ScopedTx, organisationId: string, id: string, at: string) => {
  const revoked = await tx
    .updateTable('invitations')
    .set({ revokedAt: at })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (revoked) await spendTokens(tx, organisationId, [id], at)
  return revoked
}

const revokeAll = async (
  tx: ScopedTx,
  organisationId: string,
  whose: 'practitionerId' | 'invitedBy',
  id: string,
  at: string,
): Promise<string[]> => {
  const revoked = await tx
    .updateTable('invitations')
    .set({ revokedAt: at })
    .where('organisationId', '=', organisationId)
    .where(whose, '=', id)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .returning('id')
    .execute()
  const ids = revoked.map((one) => one.id)
  if (ids.length) await spendTokens(tx, organisationId, ids, at)
  return ids
}

/** Revokes every invitation that still stands for a practitioner. @returns their ids */
export const revokeInvitationsOfPractitioner = (
  tx: ScopedTx,
  organisationId: string,
  practitionerId: string,
  at: string,
): Promise<string[]> => revokeAll(tx, organisationId, 'practitionerId', practitionerId, at)

/** Revokes every invitation by an account that still stands. @returns their ids */
export const revokeInvitationsBy = (
  tx: ScopedTx,
  organisationId: string,
  accountId: string,
  at: string,
): Promise<string[]> => revokeAll(tx, organisationId, 'invitedBy', accountId, at)
