import { type TSchema, Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { agreementsAccess as access } from '#src/features/agreements/agreements.access.ts'
import { listAgreementVersions } from '#src/features/agreements/agreements.queries.ts'
import {
  Agreement,
  AgreementVersion,
  NewAgreementVersion,
  NewSignature,
} from '#src/features/agreements/agreements.schema.ts'
import {
  listAgreements,
  publishAgreement,
  signAgreement,
} from '#src/features/agreements/agreements.service.ts'
import { ORG, organisationParams } from '#src/http/params.ts'
import { asPlatform, inOrganisation } from '#src/http/scope.ts'
import { closed } from '#src/schema/primitives.ts'

const all = <S extends TSchema>(item: S) => closed({ data: Type.Array(item, { maxItems: 2000 }) })

/** Data-processing agreements between organisations and the platform (GDPR Art. 28). */
export const agreementsRoutes = async (app: App): Promise<void> => {
  app.get(
    '/v1/platform/data-processing-agreements',
    {
      config: { access: access.platform },
      schema: {
        operationId: 'listAgreementVersions',
        tags: ['Platform'],
        summary: 'List the versions of the data-processing agreement',
        response: { 200: all(AgreementVersion) },
      },
    },
    (request) => asPlatform(request, async ({ tx }) => ({ data: await listAgreementVersions(tx) })),
  )

  app.post(
    '/v1/platform/data-processing-agreements',
    {
      config: { access: access.platform },
      schema: {
        operationId: 'publishAgreement',
        tags: ['Platform'],
        summary: 'Publish a version of the data-processing agreement',
        description:
          'From `effectiveFrom` on an organisation that has signed none, and has none of its own, takes no bookings: 409 `agreement-missing`.',
        body: NewAgreementVersion,
        response: { 201: AgreementVersion },
      },
    },
    (request) => asPlatform(request, (scope) => publishAgreement(scope, request.body)),
  )

  app.get(
    `${ORG}/data-processing-agreements`,
    {
      config: { access: access.list },
      schema: {
        operationId: 'listAgreements',
        tags: ['Organisations'],
        summary: 'List the data-processing agreements and what the organisation has signed',
        params: organisationParams,
        response: { 200: all(Agreement) },
      },
    },
    (request) => inOrganisation(request, async (scope) => ({ data: await listAgreements(scope) })),
  )

  app.post(
    `${ORG}/data-processing-agreements`,
    {
      config: { access: access.sign, errors: ['rule-refused', 'already-exists'] },
      schema: {
        operationId: 'signAgreement',
        tags: ['Organisations'],
        summary: 'Sign the data-processing agreement, or name one of your own',
        params: organisationParams,
        body: NewSignature,
        response: { 201: Agreement },
      },
    },
    (request) => inOrganisation(request, (scope) => signAgreement(scope, request.body)),
  )
}
