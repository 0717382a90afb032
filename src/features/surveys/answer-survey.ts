import { randomInt } from 'node:crypto'
import { v4 as newShuffledId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { notFound, Problem } from '#src/errors.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { leastTogether } from '#src/features/surveys/count-answers.ts'
import {
  findParticipation,
  insertResponses,
  nextBatch,
  noteParticipation,
  shuffleParticipations,
  takeWaiting,
} from '#src/features/surveys/survey-answers.queries.ts'
import { type SortedAnswers, sortAnswers } from '#src/features/surveys/survey-questions.ts'
import type { SurveyAnswer, TakenSurveyAnswer } from '#src/features/surveys/survey-shapes.schema.ts'
import { listVersions, lockSurvey } from '#src/features/surveys/surveys.queries.ts'
import { dateAt, monthOf } from '#src/schema/calendar.ts'

type Held = NonNullable<Awaited<ReturnType<typeof lockSurvey>>>
type Version = Awaited<ReturnType<typeof listVersions>>[number]

/** Where the texts of an anonymous answer are sealed to. */
export const anonymousPlace = (rowId: string) => ({ field: 'surveyResponses.anonymousTexts', rowId })
/** Where those of a patient's answer are sealed to. */
export const namedPlace = (rowId: string) => ({ field: 'surveyResponses.sealed', rowId })

/** The patient and the open survey, held: a draft is not there, and of one that is over they are told so. */
const holdOpen = async ({ tx, actor }: OrganisationScope, id: string) => {
  const { organisationId, patientId } = actor
  if (patientId === null) throw notFound()
  const survey = await lockSurvey(tx, organisationId, id)
  if (!survey || survey.state === 'draft') throw notFound()
  if (survey.state === 'closed') throw new Problem('survey-closed')
  const before = await findParticipation(tx, { organisationId, surveyId: id, patientId })
  return { survey, patientId, before: before?.state ?? null }
}

const note = async (
  scope: OrganisationScope,
  { id: surveyId, anonymous }: Held,
  patientId: string,
  state: TakenSurveyAnswer['participation'],
): Promise<string> => {
  const { tx, at, actor } = scope
  const { organisationId } = actor
  const { timeZone } = await findOrganisation(tx, organisationId)
  const month = monthOf(at, timeZone)
  await noteParticipation(tx, {
    organisationId,
    id: newShuffledId(),
    surveyId,
    patientId,
    state,
    day: anonymous ? month : dateAt(at, timeZone),
  })
  if (anonymous) await shuffleParticipations(tx, organisationId, surveyId, patientId)
  await recordAct(scope, { action: 'change', resource: 'survey', resourceIds: [surveyId], patientId })
  return month
}

const shuffled = <T>(items: readonly T[]): T[] => {
  const left = [...items]
  return items.map(() => left.splice(randomInt(left.length), 1)[0] as T)
}

interface Answer {
  patientId: string | null
  counted: SortedAnswers['counted']
  texts: SortedAnswers['texts']
}

/** An answer as a row of its own, under a new id that tells no time. */
const asRow = async (
  { tx, deps, actor }: OrganisationScope,
  { patientId, counted, texts }: Answer,
): Promise<
  Pick<
    Parameters<typeof insertResponses>[1][number],
    'id' | 'patientId' | 'answers' | 'sealed' | 'anonymousTexts'
  >
> => {
  const { organisationId } = actor
  const id = newShuffledId()
  const hasTexts = Object.keys(texts).length > 0
  const seal = (
    owner: { subjectId: string; class: 'rest' | 'organisation' },
    place: ReturnType<typeof namedPlace>,
  ) => (hasTexts ? deps.keyring.seal(tx, { organisationId, ...owner }, place, { texts }) : null)
  return patientId === null
    ? {
        id,
        patientId,
        answers: counted,
        sealed: null,
        anonymousTexts: await seal({ subjectId: organisationId, class: 'organisation' }, anonymousPlace(id)),
      }
    : {
        id,
        patientId,
        answers: counted,
        sealed: await seal({ subjectId: patientId, class: 'rest' }, namedPlace(id)),
        anonymousTexts: null,
      }
}

const reopen = async (
  { tx, deps, actor }: OrganisationScope,
  row: Awaited<ReturnType<typeof takeWaiting>>[number],
): Promise<Answer> => {
  const { id, patientId, answers, sealed, anonymousTexts } = row
  const { keyring } = deps
  const open = (value: Buffer, place: ReturnType<typeof namedPlace>) =>
    keyring.open<{ texts: Answer['texts'] }>(tx, actor.organisationId, value, place)
  const found =
    anonymousTexts !== null
      ? await open(anonymousTexts, anonymousPlace(id))
      : sealed !== null
        ? await open(sealed, namedPlace(id))
        : { texts: {} }
  return { patientId, counted: answers as Answer['counted'], texts: found.texts }
}

/**
 * Puts an answer among those that wait. All of them are written anew, shuffled and with one month: nothing tells which
 * came last. Once they are five they begin to count, together.
 */
const putDown = async (
  scope: OrganisationScope,
  surveyId: string,
  versionId: string,
  answer: Answer,
  month: string,
): Promise<void> => {
  const { tx, actor } = scope
  const { organisationId } = actor
  const waiting = await takeWaiting(tx, organisationId, surveyId, versionId)
  const answers = [answer]
  for (const row of waiting) answers.push(await reopen(scope, row))
  const counts = answers.length >= leastTogether
  const batch = counts ? await nextBatch(tx, organisationId, surveyId, versionId) : null
  const rows = []
  for (const one of shuffled(answers)) rows.push(await asRow(scope, one))
  await insertResponses(
    tx,
    rows.map((row) => ({ organisationId, surveyId, versionId, batch, month, ...row })),
  )
}

const versionOf = async (
  { tx, actor }: OrganisationScope,
  surveyId: string,
  number: number,
): Promise<Version> => {
  const [newest] = await listVersions(tx, actor.organisationId, surveyId)
  if (newest?.number !== number) throw new Problem('survey-changed')
  return newest
}

/**
 * Takes a patient's answers, once. Of an anonymous survey nothing leads from them to the patient, nor back.
 * @throws Problem 404 for a survey that is not there, 409 `survey-closed`, `survey-answered`, and `survey-changed` where
 * the questions are others by now; 422 for an answer that fits no question
 */
export const answerSurvey = async (
  scope: OrganisationScope,
  id: string,
  { questionsVersion, answers }: SurveyAnswer,
): Promise<TakenSurveyAnswer> => {
  const { survey, patientId, before } = await holdOpen(scope, id)
  if (before === 'answered') throw new Problem('survey-answered')
  const version = await versionOf(scope, id, questionsVersion)
  const sorted = sortAnswers(version.questions, answers)
  const month = await note(scope, survey, patientId, 'answered')
  await putDown(scope, id, version.id, { patientId: survey.anonymous ? null : patientId, ...sorted }, month)
  return { surveyId: id, participation: 'answered' }
}

/**
 * Says that a patient does not want to answer, so that they are not asked again. Once more changes nothing.
 * @throws Problem as `answerSurvey`
 */
export const declineSurvey = async (scope: OrganisationScope, id: string): Promise<TakenSurveyAnswer> => {
  const { survey, patientId, before } = await holdOpen(scope, id)
  if (before === 'answered') throw new Problem('survey-answered')
  if (before === null) await note(scope, survey, patientId, 'declined')
  return { surveyId: id, participation: 'declined' }
}
