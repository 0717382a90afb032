import type { App } from '#src/app.ts'
import { NewQuestions, NewSurvey, Survey, SurveyChange } from '#src/features/surveys/survey-shapes.schema.ts'
import { surveysAccess as access } from '#src/features/surveys/surveys.access.ts'
import { listSurveys } from '#src/features/surveys/surveys.queries.ts'
import {
  addSurvey,
  asReader,
  asSurvey,
  changeSurvey,
  closeSurvey,
  openSurvey,
  publishQuestions,
  readSurvey,
} from '#src/features/surveys/surveys.service.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { expectedVersion } from '#src/http/entity-tag.ts'
import { ORG, organisationParams, surveyParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { closed, Page, pageQuery } from '#src/schema/primitives.ts'

const tags = ['Reviews']

/** What an organisation asks its patients beside reviews. */
export const surveysRoutes = async (app: App): Promise<void> => {
  app.post(
    `${ORG}/surveys`,
    {
      config: { access: access.write, entityTag: true, errors: ['rule-refused'] },
      schema: {
        operationId: 'addSurvey',
        tags,
        summary: 'Draw up a survey on a service, a site or a practitioner',
        params: organisationParams,
        body: NewSurvey,
        response: { 201: Survey },
      },
    },
    (request) => inOrganisation(request, (scope) => addSurvey(scope, request.body)),
  )

  app.get(
    `${ORG}/surveys`,
    {
      config: { access: access.read, errors: ['invalid-cursor'] },
      schema: {
        operationId: 'listSurveys',
        tags,
        summary: 'List surveys, the newest first: patients see open ones, practitioners those about them',
        params: organisationParams,
        querystring: closed(pageQuery),
        response: { 200: Page(Survey) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const after = openCursor(request, cursor)?.[0] as string | undefined
      const rows = await inOrganisation(request, ({ tx, actor }) =>
        listSurveys(tx, actor.organisationId, asReader(actor), after ?? null, limit),
      )
      return page(request, rows, limit, ({ id }) => [id], asSurvey)
    },
  )

  app.get(
    `${ORG}/surveys/:surveyId`,
    {
      config: { access: access.read, entityTag: true },
      schema: {
        operationId: 'getSurvey',
        tags,
        summary: 'Read a survey with its questions',
        params: surveyParams,
        response: { 200: Survey },
      },
    },
    (request) => inOrganisation(request, (scope) => readSurvey(scope, request.params.surveyId)),
  )

  app.patch(
    `${ORG}/surveys/:surveyId`,
    {
      config: { access: access.write, entityTag: true, errors: ['survey-not-draft'] },
      schema: {
        operationId: 'changeSurvey',
        tags,
        summary: 'Change a survey that nobody was asked yet',
        params: surveyParams,
        body: SurveyChange,
        response: { 200: Survey },
      },
    },
    (request) =>
      inOrganisation(request, (scope) =>
        changeSurvey(scope, request.params.surveyId, expectedVersion(request), request.body),
      ),
  )

  app.post(
    `${ORG}/surveys/:surveyId/versions`,
    {
      config: { access: access.write, entityTag: true, errors: ['survey-closed', 'rule-refused'] },
      schema: {
        operationId: 'publishSurveyQuestions',
        tags,
        summary: 'Publish the next version of a survey’s questions',
        description: 'What was answered before stays with the version that it answered.',
        params: surveyParams,
        body: NewQuestions,
        response: { 201: Survey },
      },
    },
    (request) =>
      inOrganisation(request, (scope) =>
        publishQuestions(scope, request.params.surveyId, request.body.questions),
      ),
  )

  app.post(
    `${ORG}/surveys/:surveyId/open`,
    {
      config: {
        access: access.write,
        entityTag: true,
        errors: ['survey-closed', 'survey-without-questions'],
      },
      schema: {
        operationId: 'openSurvey',
        tags,
        summary: 'Let patients answer',
        params: surveyParams,
        response: { 200: Survey },
      },
    },
    (request) => inOrganisation(request, (scope) => openSurvey(scope, request.params.surveyId)),
  )

  app.post(
    `${ORG}/surveys/:surveyId/close`,
    {
      config: { access: access.write, entityTag: true },
      schema: {
        operationId: 'closeSurvey',
        tags,
        summary: 'End a survey, for good',
        description:
          'Anonymous answers that never became five of one version are deleted: they could only be told apart.',
        params: surveyParams,
        response: { 200: Survey },
      },
    },
    (request) => inOrganisation(request, (scope) => closeSurvey(scope, request.params.surveyId)),
  )
}
