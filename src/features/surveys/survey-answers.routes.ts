import type { App } from '#src/app.ts'
import { answerSurvey, declineSurvey } from '#src/features/surveys/answer-survey.ts'
import { patientsOfResults, readResults } from '#src/features/surveys/survey-results.ts'
import { SurveyAnswer, SurveyResults, TakenSurveyAnswer } from '#src/features/surveys/survey-shapes.schema.ts'
import { surveysAccess as access } from '#src/features/surveys/surveys.access.ts'
import { ORG, surveyParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'

const tags = ['Reviews']

/** Answering surveys, and what they come to. */
export const surveyAnswersRoutes = async (app: App): Promise<void> => {
  app.post(
    `${ORG}/surveys/:surveyId/responses`,
    {
      config: {
        access: access.answer,
        errors: ['survey-closed', 'survey-answered', 'survey-changed', 'rule-refused'],
      },
      schema: {
        operationId: 'answerSurvey',
        tags,
        summary: 'Answer a survey, as much of it as you like',
        description:
          'Once per person. No question must be answered, and nothing else depends on it. Of an anonymous survey it is kept that you took part, in which month, and apart from it what was answered, with nothing that joins the two.',
        params: surveyParams,
        body: SurveyAnswer,
        response: { 201: TakenSurveyAnswer },
      },
    },
    (request) =>
      inOrganisation(request, (scope) => answerSurvey(scope, request.params.surveyId, request.body)),
  )

  app.post(
    `${ORG}/surveys/:surveyId/decline`,
    {
      config: { access: access.answer, errors: ['survey-closed', 'survey-answered'] },
      schema: {
        operationId: 'declineSurvey',
        tags,
        summary: 'Say that you do not want to answer',
        params: surveyParams,
        response: { 200: TakenSurveyAnswer },
      },
    },
    (request) => inOrganisation(request, (scope) => declineSurvey(scope, request.params.surveyId)),
  )

  app.get(
    `${ORG}/surveys/:surveyId/results`,
    {
      config: {
        access: access.results,
        trail: {
          action: 'read',
          resource: 'surveyResults',
          patients: patientsOfResults,
          resources: ({ surveyId }) => [surveyId],
        },
      },
      schema: {
        operationId: 'getSurveyResults',
        tags,
        summary: 'Read what a survey came to',
        description:
          'For administrators, and the practitioner whom it is about. Answers begin to count five at a time, by version of the questions; fewer than five of one value are withheld, with as many others as it takes that they cannot be reckoned.',
        params: surveyParams,
        response: { 200: SurveyResults },
      },
    },
    (request) => inOrganisation(request, (scope) => readResults(scope, request.params.surveyId)),
  )
}
