import type { JobScope } from '#src/db/scope.ts'
import {
  lockInvitations,
  updateInvitationIndex,
} from '#src/features/organisations/reindex-invitations.queries.ts'

/**
 * Indexes some of an organisation's invitations by the newest key of the platform.
 * @returns the last id, for the next call; null when there are no more
 */
export const reindexInvitations = async (
  { tx, deps, organisationId }: JobScope,
  after: string | null,
  limit: number,
): Promise<string | null> => {
  const rows = await lockInvitations(tx, organisationId, after, limit)
  const opened = await deps.keyring.openMany<{ email: string }>(
    tx,
    rows.map(({ id, sealed }) => ({
      organisationId,
      sealed,
      place: { field: 'invitations.sealed', rowId: id },
    })),
  )
  for (const [i, { id }] of rows.entries()) {
    const { index } = deps.keyring.loginEmailIndex(opened[i]?.email ?? '')
    await updateInvitationIndex(tx, organisationId, id, index)
  }
  return rows.at(-1)?.id ?? null
}
