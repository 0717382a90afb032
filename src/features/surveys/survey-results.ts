import type { OrganisationScope } from '#src/db/scope.ts'
import { notFound } from '#src/errors.ts'
import { anonymousPlace, namedPlace } from '#src/features/surveys/answer-survey.ts'
import { countAnswers, leastTogether } from '#src/features/surveys/count-answers.ts'
import {
  countDeclined,
  countResponses,
  countValues,
  listTexts,
} from '#src/features/surveys/survey-answers.queries.ts'
import type { QuestionResults, SurveyResults } from '#src/features/surveys/survey-shapes.schema.ts'
import { findSurvey, listVersions } from '#src/features/surveys/surveys.queries.ts'
import type { SurveyQuestion } from '#src/features/surveys/surveys.schema.ts'
import { asReader } from '#src/features/surveys/surveys.service.ts'

const mostTexts = 1000

interface Said {
  versionId: string
  patientId: string | null
  texts: Readonly<Record<string, string>>
}

const openTexts = async ({ tx, deps, actor }: OrganisationScope, surveyId: string): Promise<Said[]> => {
  const { organisationId } = actor
  const rows = await listTexts(tx, organisationId, surveyId, mostTexts)
  const opened = await deps.keyring.openMany<Pick<Said, 'texts'>>(
    tx,
    rows.map(({ id, sealed, anonymousTexts }) => ({
      organisationId,
      sealed: (anonymousTexts ?? sealed) as Buffer,
      place: anonymousTexts === null ? namedPlace(id) : anonymousPlace(id),
    })),
  )
  return rows.map(({ versionId, patientId }, n) => ({ versionId, patientId, texts: opened[n]?.texts ?? {} }))
}

const valuesOf = ({ kind, most = 0, choices = [] }: SurveyQuestion): (number | string)[] =>
  kind === 'scale' ? Array.from({ length: most }, (_none, n) => n + 1) : choices

const resultsOf = (
  question: SurveyQuestion,
  answered: number,
  values: Awaited<ReturnType<typeof countValues>>,
  said: readonly Said[],
): QuestionResults => {
  const { key, kind, words } = question
  const texts = said.flatMap(({ patientId, texts }) => {
    const text = texts[key]
    return text === undefined ? [] : [{ text, patientId }]
  })
  if (kind === 'text') return { key, kind, words, answered: null, mean: null, counts: [], texts }
  const given = valuesOf(question).map((value) => ({
    value,
    count: values.find((one) => one.key === key && one.value === String(value))?.count ?? 0,
  }))
  const { counts, ...shown } = countAnswers(given, answered)
  return {
    key,
    kind,
    words,
    ...shown,
    counts: counts.map(({ value, count }) =>
      typeof value === 'number' ? { rating: value, count } : { choice: value, count },
    ),
    texts: [],
  }
}

/**
 * What a survey came to, version by version of its questions: counts where they are enough, and texts. Those of an
 * anonymous survey stand in no order and beside nobody.
 * @throws Problem 404 for a survey that is not there, or about another practitioner
 */
export const readResults = async (scope: OrganisationScope, id: string): Promise<SurveyResults> => {
  const { tx, actor } = scope
  const { organisationId } = actor
  const survey = await findSurvey(tx, organisationId, id, { ...asReader(actor), patientId: null })
  if (!survey) throw notFound()
  const versions = await listVersions(tx, organisationId, id)
  const counted = await countResponses(tx, organisationId, id)
  const values = await countValues(tx, organisationId, id)
  const said = await openTexts(scope, id)
  const declined = await countDeclined(tx, organisationId, id)
  return {
    surveyId: id,
    anonymous: survey.anonymous,
    declined: declined > 0 && declined < leastTogether ? null : declined,
    versions: versions.map(({ id: versionId, number, questions }) => {
      const answered = counted.find((one) => one.versionId === versionId)?.answered ?? 0
      const own = <T extends { versionId: string }>(all: readonly T[]) =>
        all.filter((one) => one.versionId === versionId)
      return {
        questionsVersion: number,
        answered,
        questions: questions.map((question) => resultsOf(question, answered, own(values), own(said))),
      }
    }),
  }
}

/** Whose texts results show. */
export const patientsOfResults = ({ versions }: SurveyResults): string[] =>
  versions
    .flatMap(({ questions }) => questions.flatMap(({ texts }) => texts.map(({ patientId }) => patientId)))
    .filter((patientId) => patientId !== null)
