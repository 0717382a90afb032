import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { listTexts, publishConsentText } from '#src/features/consents/consent-texts.service.ts'
import { consentsAccess as access } from '#src/features/consents/consents.access.ts'
import {
  ConsentText,
  NewConsentText,
  OwnConsents,
  RecordedConsents,
  ShownConsents,
} from '#src/features/consents/consents.schema.ts'
import {
  decideAsAccount,
  decideAsPatient,
  listConsents,
  listConsentsOfPatient,
  recordConsents,
} from '#src/features/consents/consents.service.ts'
import {
  CommunicationPreferences,
  NewCommunicationPreferences,
} from '#src/features/consents/preferences.schema.ts'
import { changePreferences, readPreferences } from '#src/features/consents/preferences.service.ts'
import { expectedVersion } from '#src/http/entity-tag.ts'
import { ORG, organisationParams, patientParams } from '#src/http/params.ts'
import { asNewcomer, asPerson, inOrganisation } from '#src/http/scope.ts'
import { closed } from '#src/schema/primitives.ts'

/** What people agree to beside being treated, and what they want to be sent. */
export const consentsRoutes = async (app: App): Promise<void> => {
  app.get(
    '/v1/me/consents',
    {
      config: { access: access.own },
      schema: {
        operationId: 'listOwnConsents',
        tags: ['Me'],
        summary: 'Read what I consented to, and the words by which I am asked',
        response: { 200: ShownConsents },
      },
    },
    (request) => asPerson(request, listConsents),
  )

  app.put(
    '/v1/me/consents',
    {
      config: { access: access.own, errors: ['not-found', 'below-consent-age', 'rule-refused'] },
      schema: {
        operationId: 'decideConsents',
        tags: ['Me'],
        summary: 'Give or withdraw consent, purpose by purpose',
        description:
          'Purposes that are left out stay as they are. A withdrawal holds from the next request on; what was decided before stays on record.',
        body: OwnConsents,
        response: { 200: ShownConsents },
      },
    },
    (request) => {
      const { organisationId, consents } = request.body
      return organisationId === null
        ? asPerson(request, (scope) => decideAsAccount(scope, consents))
        : asNewcomer(request, organisationId, (scope) => decideAsPatient(scope, consents))
    },
  )

  app.get(
    '/v1/me/communication-preferences',
    {
      config: { access: access.own, entityTag: true },
      schema: {
        operationId: 'getCommunicationPreferences',
        tags: ['Me'],
        summary: 'Read what I want to be sent',
        response: { 200: CommunicationPreferences },
      },
    },
    (request) => asPerson(request, readPreferences),
  )

  app.put(
    '/v1/me/communication-preferences',
    {
      config: { access: access.own, entityTag: true },
      schema: {
        operationId: 'changeCommunicationPreferences',
        tags: ['Me'],
        summary: 'Say what I want to be sent',
        description:
          'What matters for the service arrives all the same. What waits to be sent and is not wanted any more is taken back.',
        body: NewCommunicationPreferences,
        response: { 200: CommunicationPreferences },
      },
    },
    (request) =>
      asPerson(request, (scope) => changePreferences(scope, expectedVersion(request), request.body)),
  )

  app.get(
    `${ORG}/patients/:patientId/consents`,
    {
      config: { access: access.recorded },
      schema: {
        operationId: 'listPatientConsents',
        tags: ['Patients'],
        summary: 'Read what a patient consented to',
        params: patientParams,
        response: { 200: ShownConsents },
      },
    },
    (request) => inOrganisation(request, (scope) => listConsentsOfPatient(scope, request.params.patientId)),
  )

  app.put(
    `${ORG}/patients/:patientId/consents`,
    {
      config: { access: access.recorded, errors: ['below-consent-age', 'rule-refused'] },
      schema: {
        operationId: 'recordPatientConsents',
        tags: ['Patients'],
        summary: 'Write down what a patient decided on paper, or a guardian for a child',
        params: patientParams,
        body: RecordedConsents,
        response: { 200: ShownConsents },
      },
    },
    (request) =>
      inOrganisation(request, (scope) => recordConsents(scope, request.params.patientId, request.body)),
  )

  app.get(
    `${ORG}/consent-texts`,
    {
      config: { access: access.texts },
      schema: {
        operationId: 'listConsentTexts',
        tags: ['Privacy'],
        summary: 'List the words by which the organisation asks for consent, newest first',
        params: organisationParams,
        response: { 200: closed({ data: Type.Array(ConsentText, { maxItems: 1000 }) }) },
      },
    },
    (request) => inOrganisation(request, async (scope) => ({ data: await listTexts(scope) })),
  )

  app.post(
    `${ORG}/consent-texts`,
    {
      config: { access: access.publishText },
      schema: {
        operationId: 'publishConsentText',
        tags: ['Privacy'],
        summary: 'Publish the words of a request for consent',
        params: organisationParams,
        body: NewConsentText,
        response: { 201: ConsentText },
      },
    },
    (request) => inOrganisation(request, (scope) => publishConsentText(scope, request.body)),
  )
}
