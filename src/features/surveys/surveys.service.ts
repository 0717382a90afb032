import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import type { Actor, OrganisationScope } from '#src/db/scope.ts'
import { notFound, Problem, refused } from '#src/errors.ts'
import { discardWaiting } from '#src/features/surveys/survey-answers.queries.ts'
import { judgeQuestions } from '#src/features/surveys/survey-questions.ts'
import type { NewSurvey, Survey, SurveyChange } from '#src/features/surveys/survey-shapes.schema.ts'
import {
  findSurvey,
  insertQuestions,
  insertSurvey,
  isOfOrganisation,
  lockSurvey,
  type SurveyReader,
  updateSurvey,
} from '#src/features/surveys/surveys.queries.ts'
import type { SurveyQuestion } from '#src/features/surveys/surveys.schema.ts'
import { given } from '#src/schema/given.ts'
import { normaliseName } from '#src/schema/text.ts'

/** What the caller sees of surveys. */
export const asReader = ({ reach, practitionerId, patientId }: Actor): SurveyReader => ({
  all: reach === 'organisation',
  practitionerId,
  patientId,
})

type FoundSurvey = NonNullable<Awaited<ReturnType<typeof findSurvey>>>

/** The row as it is answered. */
export const asSurvey = ({ organisationId: _organisation, questions, ...row }: FoundSurvey): Survey => ({
  ...row,
  questions: questions ?? [],
})

/**
 * A survey that the caller may see.
 * @throws Problem 404
 */
export const readSurvey = async ({ tx, actor }: OrganisationScope, id: string): Promise<Survey> => {
  const survey = await findSurvey(tx, actor.organisationId, id, asReader(actor))
  if (!survey) throw notFound()
  return asSurvey(survey)
}

const targets = { service: 'serviceId', site: 'siteId', practitioner: 'practitionerId' } as const

const judgeTarget = async ({ tx, actor }: OrganisationScope, sent: NewSurvey): Promise<void> => {
  const own = targets[sent.about]
  for (const name of Object.values(targets))
    if (name !== own && sent[name] !== undefined) throw refused(`/${name}`, `is not what it is about`)
  const id = sent[own]
  // Figures about somebody are theirs to read: then it must be said whose.
  if (sent.about === 'practitioner' && id === undefined) throw refused(`/${own}`, 'must be present')
  if (id !== undefined && !(await isOfOrganisation(tx, sent.about, actor.organisationId, id)))
    throw refused(`/${own}`, 'does not exist')
}

const addQuestions = async (
  { tx, at, actor }: OrganisationScope,
  surveyId: string,
  questions: readonly SurveyQuestion[],
): Promise<void> => {
  const { organisationId, accountId } = actor
  await insertQuestions(tx, {
    organisationId,
    id: newId(),
    surveyId,
    questions: judgeQuestions(questions),
    createdBy: accountId,
    createdAt: at,
  })
}

const record = (scope: OrganisationScope, action: 'create' | 'change', id: string, detail: object = {}) =>
  recordAct(scope, { action, resource: 'survey', resourceIds: [id], detail: { ...detail } })

/**
 * Draws a survey up; nobody but administrators sees it before it is opened.
 * @throws Problem 422 with a pointer for a thing that is not the organisation's, and for questions that make no sense
 */
export const addSurvey = async (scope: OrganisationScope, sent: NewSurvey): Promise<Survey> => {
  const { tx, at, actor } = scope
  await judgeTarget(scope, sent)
  const id = newId()
  await insertSurvey(tx, {
    organisationId: actor.organisationId,
    id,
    about: sent.about,
    serviceId: sent.serviceId ?? null,
    siteId: sent.siteId ?? null,
    practitionerId: sent.practitionerId ?? null,
    title: normaliseName(sent.title),
    anonymous: sent.anonymous,
    state: 'draft',
    version: 1,
    createdAt: at,
    updatedAt: at,
  })
  if (sent.questions) await addQuestions(scope, id, sent.questions)
  await record(scope, 'create', id)
  return readSurvey(scope, id)
}

const hold = async ({ tx, actor }: OrganisationScope, id: string, expected: number | null = null) => {
  const survey = await lockSurvey(tx, actor.organisationId, id)
  if (!survey) throw notFound()
  if (expected !== null && survey.version !== expected) throw new Problem('precondition-failed')
  return survey
}

/**
 * Changes a draft.
 * @throws Problem 404, 412 where it changed since `expected`, 409 `survey-not-draft` once it was opened: people were
 * told then what it is, and whether it is anonymous
 */
export const changeSurvey = async (
  scope: OrganisationScope,
  id: string,
  expected: number | null,
  sent: SurveyChange,
): Promise<Survey> => {
  const { tx, at, actor } = scope
  const survey = await hold(scope, id, expected)
  if (survey.state !== 'draft') throw new Problem('survey-not-draft')
  await updateSurvey(tx, actor.organisationId, id, {
    ...given({ anonymous: sent.anonymous }),
    ...(sent.title === undefined ? {} : { title: normaliseName(sent.title) }),
    updatedAt: at,
  })
  await record(scope, 'change', id, { fields: Object.keys(sent) })
  return readSurvey(scope, id)
}

/**
 * Publishes the next version of the questions; what was answered before stays with the questions that it answered.
 * @throws Problem 404, 409 `survey-closed`, 422 for questions that make no sense
 */
export const publishQuestions = async (
  scope: OrganisationScope,
  id: string,
  questions: readonly SurveyQuestion[],
): Promise<Survey> => {
  const { tx, at, actor } = scope
  const survey = await hold(scope, id)
  if (survey.state === 'closed') throw new Problem('survey-closed')
  await addQuestions(scope, id, questions)
  await updateSurvey(tx, actor.organisationId, id, { updatedAt: at })
  await record(scope, 'change', id, { fields: ['questions'] })
  return readSurvey(scope, id)
}

/**
 * Lets patients answer. Once more changes nothing.
 * @throws Problem 404, 409 `survey-closed`, 409 `survey-without-questions`
 */
export const openSurvey = async (scope: OrganisationScope, id: string): Promise<Survey> => {
  const { tx, at, actor } = scope
  const { state } = await hold(scope, id)
  if (state === 'closed') throw new Problem('survey-closed')
  const survey = await readSurvey(scope, id)
  if (survey.questions.length === 0) throw new Problem('survey-without-questions')
  if (state === 'open') return survey
  await updateSurvey(tx, actor.organisationId, id, { state: 'open', updatedAt: at })
  await record(scope, 'change', id, { fields: ['state'] })
  return readSurvey(scope, id)
}

/**
 * Ends a survey, for good. Anonymous answers that never became enough to be told go: they could only be told apart.
 * Once more changes nothing.
 * @throws Problem 404
 */
export const closeSurvey = async (scope: OrganisationScope, id: string): Promise<Survey> => {
  const { tx, at, actor } = scope
  const { state, anonymous } = await hold(scope, id)
  if (state === 'closed') return readSurvey(scope, id)
  if (anonymous) await discardWaiting(tx, actor.organisationId, id)
  await updateSurvey(tx, actor.organisationId, id, { state: 'closed', updatedAt: at })
  await record(scope, 'change', id, { fields: ['state'] })
  return readSurvey(scope, id)
}
