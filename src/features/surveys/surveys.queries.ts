import { type Insertable, sql, type Updateable } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'

type NewRow<Table extends keyof Database> = Insertable<Database[Table]>

/** Whose surveys are meant: everybody's, or those about a practitioner and those that a patient may answer. */
export interface SurveyReader {
  all: boolean
  practitionerId: string | null
  patientId: string | null
}

const visible = ({ all, practitionerId, patientId }: SurveyReader) =>
  all
    ? sql<boolean>`true`
    : sql<boolean>`(surveys.practitioner_id = ${practitionerId}::uuid
        or (${patientId}::uuid is not null and surveys.state = 'open'))`

const surveysOf = (tx: ScopedTx, organisationId: string, reader: SurveyReader) =>
  tx
    .selectFrom('surveys')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('surveyVersions')
          .select(['surveyVersions.number', 'surveyVersions.questions'])
          .whereRef('surveyVersions.organisationId', '=', 'surveys.organisationId')
          .whereRef('surveyVersions.surveyId', '=', 'surveys.id')
          .orderBy('surveyVersions.number', 'desc')
          .limit(1)
          .as('latest'),
      (join) => join.onTrue(),
    )
    .leftJoin('surveyParticipations as own', (join) =>
      join
        .onRef('own.organisationId', '=', 'surveys.organisationId')
        .onRef('own.surveyId', '=', 'surveys.id')
        .on('own.patientId', '=', reader.patientId),
    )
    .selectAll('surveys')
    .select([
      'latest.number as questionsVersion',
      'latest.questions as questions',
      'own.state as participation',
    ])
    .where('surveys.organisationId', '=', organisationId)
    .where(visible(reader))

/** A survey of the reader's, with its newest questions and what the reader did as a patient. */
export const findSurvey = (tx: ScopedTx, organisationId: string, id: string, reader: SurveyReader) =>
  surveysOf(tx, organisationId, reader).where('surveys.id', '=', id).executeTakeFirst()

/** The reader's surveys, newest first, at most `limit + 1`, after the given id. */
export const listSurveys = (
  tx: ScopedTx,
  organisationId: string,
  reader: SurveyReader,
  after: string | null,
  limit: number,
) =>
  surveysOf(tx, organisationId, reader)
    .$if(after !== null, (query) => query.where('surveys.id', '<', after ?? ''))
    .orderBy('surveys.id', 'desc')
    .limit(limit + 1)
    .execute()

/** A survey, held until the transaction ends: answers and changes of one follow one another. */
export const lockSurvey = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('surveys')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()

/** Adds a survey. */
export const insertSurvey = (tx: ScopedTx, row: NewRow<'surveys'>) =>
  tx.insertInto('surveys').values(row).execute()

/** Changes a survey. */
export const updateSurvey = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  change: Updateable<Database['surveys']>,
) =>
  tx
    .updateTable('surveys')
    .set({ ...change, version: sql`version + 1` })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .execute()

/** Adds a version of the questions, the next number of its survey. */
export const insertQuestions = async (
  tx: ScopedTx,
  row: Omit<NewRow<'surveyVersions'>, 'number' | 'questions'> & { questions: unknown },
): Promise<void> => {
  await sql`
    insert into survey_versions (organisation_id, id, survey_id, number, questions, created_by, created_at)
    select ${row.organisationId}::uuid, ${row.id}::uuid, ${row.surveyId}::uuid, coalesce(max(number), 0) + 1,
      ${JSON.stringify(row.questions)}::jsonb, ${row.createdBy}::uuid, ${row.createdAt}::timestamptz
    from survey_versions where organisation_id = ${row.organisationId}::uuid and survey_id = ${row.surveyId}::uuid`.execute(
    tx,
  )
}

/** All versions of the questions, the newest first. */
export const listVersions = (tx: ScopedTx, organisationId: string, surveyId: string) =>
  tx
    .selectFrom('surveyVersions')
    .select(['id', 'number', 'questions'])
    .where('organisationId', '=', organisationId)
    .where('surveyId', '=', surveyId)
    .orderBy('number', 'desc')
    .limit(1000)
    .execute()

const tablesOf = { service: 'services', site: 'sites', practitioner: 'practitioners' } as const

/** Whether what a survey is about is the organisation's. */
export const isOfOrganisation = async (
  tx: ScopedTx,
  about: keyof typeof tablesOf,
  organisationId: string,
  id: string,
): Promise<boolean> => {
  const found = await tx
    .selectFrom(tablesOf[about] as 'services')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()
  return found !== undefined
}
