import { sql } from 'kysely'
import type { Tx } from '#src/db/database.ts'

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

/**
 * Open requests whose unrolled last day is at the most this one, page by page over all organisations; ids alone.
 * @param after the last one of the page before
 */
export const listWatchedRequests = async (
  tx: Tx,
  until: string,
  after: { organisationId: string; id: string } | null,
  limit: number,
): Promise<{ organisationId: string; id: string }[]> => {
  const { rows } = await sql<{ organisationId: string; id: string }>`
    select organisation_id as "organisationId", id
      from watched_requests(${until}::date, ${after?.id ?? null}::uuid, ${after?.organisationId ?? null}::uuid, ${limit}::integer)`.execute(
    tx,
  )
  return rows
}
