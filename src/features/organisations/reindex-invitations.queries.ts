import type { ScopedTx } from '#src/db/database.ts'

/** Invitations of the organisation by id, after one of them; nobody else changes them until the transaction ends. */
export const lockInvitations = (tx: ScopedTx, organisationId: string, after: string | null, limit: number) =>
  tx
    .selectFrom('invitations')
    .select(['id', 'sealed'])
    .where('organisationId', '=', organisationId)
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .forNoKeyUpdate()
    .execute()

/** Stores another index of an invitation's address. */
export const updateInvitationIndex = (tx: ScopedTx, organisationId: string, id: string, emailIndex: Buffer) =>
  tx
    .updateTable('invitations')
    .set({ emailIndex })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .execute()
