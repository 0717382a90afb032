import { type Insertable, sql } from 'kysely'
import { type Database, PLATFORM_ID, type ScopedTx, type Tx } from '#src/db/database.ts'
import type { Statement } from '#src/db/transact.ts'
import type { Audience } from '#src/features/policies/policies.schema.ts'

/** Lets one transaction at a time publish for a controller: numbers and dates rise together. */
export const lockPolicies = async (tx: Tx, organisationId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`policies/${organisationId}`}, 0))`.execute(tx)
}

/** Adds a version. */
export const insertPolicyVersion = (tx: Tx, row: Insertable<Database['policyVersions']>) =>
  tx.insertInto('policyVersions').values(row).returningAll().executeTakeFirstOrThrow()

/** Every version of a controller, newest first. */
export const listPolicyVersions = (tx: Tx, organisationId: string) =>
  tx
    .selectFrom('policyVersions')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .orderBy('number', 'desc')
    .limit(1000)
    .execute()

/** Every version of a controller, newest first, for whoever asks. */
export const policiesStatement = (organisationId: string, audience: Audience | null): Statement => ({
  text: `select v.organisation_id as "organisationId", v.id, v.number, v.audience, v.mode, v.language, v.text,
      v.effective_from as "effectiveFrom", v.published_at as "publishedAt"
    from policy_versions v where v.organisation_id = $1 and ($2::text is null or v.audience = $2)
    order by v.number desc limit 1000`,
  values: [organisationId, audience],
})

/** Whether there is such an organisation: one row, or none. */
export const controllerStatement = (organisationId: string): Statement => ({
  text: 'select d.organisation_id as id from directory_organisations d where d.organisation_id = $1',
  values: [organisationId],
})

/** One version by its number, in the scope of its controller. */
export const findPolicyVersion = (tx: ScopedTx, organisationId: string, number: number) =>
  tx
    .selectFrom('policyVersions')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('number', '=', number)
    .executeTakeFirst()

/** One version by its id. */
export const findPolicyVersionById = (tx: Tx, organisationId: string, id: string) =>
  tx
    .selectFrom('policyVersions')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Versions that bind an audience of a controller or will, without their words. */
export const listSeries = (tx: Tx, organisationId: string, audience: Audience) =>
  tx
    .selectFrom('policyVersions')
    .select(['organisationId', 'id', 'number', 'audience', 'mode', 'language', 'effectiveFrom'])
    .where('organisationId', '=', organisationId)
    .where('audience', '=', audience)
    .orderBy('number', 'desc')
    .limit(1000)
    .execute()

/** Ids of versions that an account must accept before it goes on, in any organisation and on the platform. */
export const pendingAcceptances = async (tx: Tx, accountId: string, at: string): Promise<string[]> => {
  const { rows } = await sql<{
    id: string
  }>`select p.id from pending_acceptances(${accountId}::uuid, ${at}::timestamptz) p limit 100`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Whether an account must still accept a text of a controller. */
export const isAcceptancePending = async (
  tx: Tx,
  accountId: string,
  organisationId: string,
  audience: Audience,
  at: string,
): Promise<boolean> => {
  const { rows } = await sql<{
    pending: boolean
  }>`select acceptance_pending(${accountId}::uuid, ${organisationId}::uuid, ${audience}, ${at}::timestamptz) as pending`.execute(
    tx,
  )
  return rows[0]?.pending ?? false
}

/** Writes acceptances down; a second one of the same kind changes nothing. */
export const insertAcceptances = async (
  tx: Tx,
  rows: Insertable<Database['policyAcceptances']>[],
): Promise<void> => {
  if (rows.length === 0) return
  await tx
    .insertInto('policyAcceptances')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['organisationId', 'accountId', 'versionId', 'how']).doNothing(),
    )
    .execute()
}

/** What an account accepted, newest first. */
export const listAcceptances = (tx: Tx, accountId: string) =>
  tx
    .selectFrom('policyAcceptances')
    .select(['organisationId', 'versionId', 'how', 'source', 'createdAt'])
    .where('accountId', '=', accountId)
    .orderBy('createdAt', 'desc')
    .limit(1000)
    .execute()

/** The account in scope, as far as it decides which texts bind it. */
export const findBoundAccount = (tx: Tx, accountId: string) =>
  tx.selectFrom('accounts').select(['locale', 'platformAdmin']).where('id', '=', accountId).executeTakeFirst()

/** Where the person in scope belongs, and as whose audience. */
export const listBelongings = async (
  tx: Tx,
  accountId: string,
): Promise<{ organisationId: string; audience: Audience }[]> => {
  const works = tx
    .selectFrom('memberships')
    .select(['organisationId', sql<Audience>`'staff'`.as('audience')])
    .where('accountId', '=', accountId)
    .where('state', '=', 'active')
  const isTreated = tx
    .selectFrom('patients')
    .select(['organisationId', sql<Audience>`'patients'`.as('audience')])
    .where('accountId', '=', accountId)
    .where('state', '=', 'active')
  const isGuardian = tx
    .selectFrom('guardians')
    .select(['organisationId', sql<Audience>`'patients'`.as('audience')])
    .where('accountId', '=', accountId)
    .where('state', '=', 'active')
  return works.union(isTreated).union(isGuardian).orderBy('organisationId').limit(1000).execute()
}

/** Every version of some controllers, newest first. */
export const listPoliciesOf = (tx: Tx, organisationIds: readonly string[]) =>
  tx
    .selectFrom('policyVersions')
    .leftJoin(
      'directoryOrganisations',
      'directoryOrganisations.organisationId',
      'policyVersions.organisationId',
    )
    .selectAll('policyVersions')
    .select(['directoryOrganisations.name as organisationName', 'directoryOrganisations.languages'])
    .where('policyVersions.organisationId', 'in', [...organisationIds])
    .orderBy('policyVersions.number', 'desc')
    .limit(1000)
    .execute()

/** Whether any of some controllers has published anything: asked before anything dearer is. */
export const hasPolicies = async (tx: Tx, organisationIds: readonly string[]): Promise<boolean> => {
  const found = await tx
    .selectFrom('policyVersions')
    .select('id')
    .where('organisationId', 'in', [...organisationIds])
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Patients of the organisation who can be written to, one per address, after the given address. */
export const listMailedPatients = (
  tx: ScopedTx,
  organisationId: string,
  after: Buffer | null,
  limit: number,
) =>
  tx
    .selectFrom('patients')
    .select(['id', 'accountId', 'emailIndex', 'locale'])
    .distinctOn('emailIndex')
    .where('organisationId', '=', organisationId)
    .where('state', '=', 'active')
    .where('emailIndex', 'is not', null)
    .$if(after !== null, (query) => query.where('emailIndex', '>', after))
    .orderBy('emailIndex')
    .orderBy('id')
    .limit(limit)
    .execute()

/** Members of the organisation, after the given one. */
export const listMailedMembers = (
  tx: ScopedTx,
  organisationId: string,
  after: string | null,
  limit: number,
) =>
  tx
    .selectFrom('memberships')
    .select(['id', 'accountId'])
    .where('organisationId', '=', organisationId)
    .where('state', '=', 'active')
    .$if(after !== null, (query) => query.where('id', '>', after))
    .orderBy('id')
    .limit(limit)
    .execute()

/** Accounts that a text of the platform binds, after the given one; in the platform's job scope. */
export const listPlatformAudience = async (
  tx: ScopedTx,
  audience: Audience,
  after: string | null,
  limit: number,
) => {
  const { rows } = await sql<{
    id: string
  }>`select a.id from platform_audience(${audience}, ${after}::uuid, ${limit}) a`.execute(tx)
  if (rows.length === 0) return []
  return tx
    .selectFrom('accounts')
    .select(['id', 'locale'])
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('id')
    .execute()
}

/** The name in a membership, for a mail to its member. */
export const findMailedMember = (tx: ScopedTx, organisationId: string, accountId: string) =>
  tx
    .selectFrom('memberships')
    .select(['id', 'sealed'])
    .where('organisationId', '=', organisationId)
    .where('accountId', '=', accountId)
    .where('state', '=', 'active')
    .executeTakeFirst()

/** In which language and zone a controller speaks, in its job's scope. */
export const findController = (tx: ScopedTx, organisationId: string) =>
  tx
    .selectFrom('organisations')
    .select(['language', 'timeZone'])
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow()

/** What the platform has published for people who register. */
export const platformPoliciesStatement: Statement = policiesStatement(PLATFORM_ID, 'patients')
