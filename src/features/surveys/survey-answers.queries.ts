import { type Insertable, sql } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'

type Participation = Insertable<Database['surveyParticipations']>
type Response = Insertable<Database['surveyResponses']>

/** What somebody did with a survey; undefined where nothing yet. */
export const findParticipation = (
  tx: ScopedTx,
  { organisationId, surveyId, patientId }: Pick<Participation, 'organisationId' | 'surveyId' | 'patientId'>,
) =>
  tx
    .selectFrom('surveyParticipations')
    .select('state')
    .where('organisationId', '=', organisationId)
    .where('surveyId', '=', surveyId)
    .where('patientId', '=', patientId)
    .executeTakeFirst()

/** Notes what somebody did with a survey; who declined before may still answer. */
export const noteParticipation = (tx: ScopedTx, row: Participation) =>
  tx
    .insertInto('surveyParticipations')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['organisationId', 'surveyId', 'patientId'])
        .doUpdateSet({ state: row.state, day: row.day }),
    )
    .execute()

/**
 * Writes fifty of a survey's participations anew, in no order and under new ids: neither place nor transaction tells
 * any more which of them came last.
 */
export const shuffleParticipations = async (
  tx: ScopedTx,
  organisationId: string,
  surveyId: string,
  patientId: string,
): Promise<void> => {
  await sql`
    with taken as (
      delete from survey_participations where organisation_id = ${organisationId}::uuid and id in (
        select id from survey_participations where organisation_id = ${organisationId}::uuid and survey_id = ${surveyId}::uuid
         order by patient_id = ${patientId}::uuid desc, random() limit 50)
      returning *)
    insert into survey_participations (organisation_id, id, survey_id, patient_id, state, day)
    select organisation_id, gen_random_uuid(), survey_id, patient_id, state, day from taken order by random()`.execute(
    tx,
  )
}

/** Takes out the answers of a version that do not count yet, to be put back among others. */
export const takeWaiting = (tx: ScopedTx, organisationId: string, surveyId: string, versionId: string) =>
  tx
    .deleteFrom('surveyResponses')
    .where('organisationId', '=', organisationId)
    .where('surveyId', '=', surveyId)
    .where('versionId', '=', versionId)
    .where('batch', 'is', null)
    .returningAll()
    .execute()

/** The number of the next answers that begin to count together. */
export const nextBatch = async (
  tx: ScopedTx,
  organisationId: string,
  surveyId: string,
  versionId: string,
): Promise<number> => {
  const { last } = await tx
    .selectFrom('surveyResponses')
    .select((of) => of.fn.max('batch').as('last'))
    .where('organisationId', '=', organisationId)
    .where('surveyId', '=', surveyId)
    .where('versionId', '=', versionId)
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}

/** Puts answers down, in the order given. */
export const insertResponses = (tx: ScopedTx, rows: readonly Response[]) =>
  tx
    .insertInto('surveyResponses')
    .values(rows.map((row) => ({ ...row, answers: JSON.stringify(row.answers) as never })))
    .execute()

/** Removes the anonymous answers that do not count; nothing else will become of them. */
export const discardWaiting = (tx: ScopedTx, organisationId: string, surveyId: string) =>
  tx
    .deleteFrom('surveyResponses')
    .where('organisationId', '=', organisationId)
    .where('surveyId', '=', surveyId)
    .where('batch', 'is', null)
    .execute()

/** How many answers count, by version. */
export const countResponses = async (
  tx: ScopedTx,
  organisationId: string,
  surveyId: string,
): Promise<{ versionId: string; answered: number }[]> => {
  const { rows } = await sql<{ versionId: string; answered: number }>`
    select version_id as "versionId", count(*)::integer as answered from survey_responses
     where organisation_id = ${organisationId}::uuid and survey_id = ${surveyId}::uuid and batch is not null group by 1`.execute(
    tx,
  )
  return rows
}

/** How often each value was given, by version and question. */
export const countValues = async (
  tx: ScopedTx,
  organisationId: string,
  surveyId: string,
): Promise<{ versionId: string; key: string; value: string; count: number }[]> => {
  const { rows } = await sql<{ versionId: string; key: string; value: string; count: number }>`
    select r.version_id as "versionId", given.key, given.value, count(*)::integer as count
      from survey_responses r cross join lateral jsonb_each_text(r.answers) as given
     where r.organisation_id = ${organisationId}::uuid and r.survey_id = ${surveyId}::uuid and r.batch is not null
     group by 1, 2, 3`.execute(tx)
  return rows
}

/** Answers that hold texts and count, in no order; none of people whose data is restricted. */
export const listTexts = (tx: ScopedTx, organisationId: string, surveyId: string, limit: number) =>
  tx
    .selectFrom('surveyResponses as r')
    .leftJoin('patients as p', (join) =>
      join.onRef('p.organisationId', '=', 'r.organisationId').onRef('p.id', '=', 'r.patientId'),
    )
    .select(['r.id', 'r.versionId', 'r.patientId', 'r.sealed', 'r.anonymousTexts'])
    .where('r.organisationId', '=', organisationId)
    .where('r.surveyId', '=', surveyId)
    .where('r.batch', 'is not', null)
    .where('p.restrictedAt', 'is', null)
    .where((of) => of.or([of('r.sealed', 'is not', null), of('r.anonymousTexts', 'is not', null)]))
    .orderBy('r.id')
    .limit(limit)
    .execute()

/** How many declined. */
export const countDeclined = async (
  tx: ScopedTx,
  organisationId: string,
  surveyId: string,
): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from survey_participations
     where organisation_id = ${organisationId}::uuid and survey_id = ${surveyId}::uuid and state = 'declined'`.execute(
    tx,
  )
  return rows[0]?.count ?? 0
}
