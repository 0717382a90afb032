import type { Tx } from '#src/db/database.ts'

/** What everybody may know of an organisation; undefined where there is none. Open to every scope. */
export const findPublicOrganisation = (tx: Tx, organisationId: string) =>
  tx
    .selectFrom('directoryOrganisations')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .executeTakeFirst()
