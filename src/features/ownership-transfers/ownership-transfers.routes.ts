import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { ownershipTransfersAccess as access } from '#src/features/ownership-transfers/ownership-transfers.access.ts'
import {
  NewOwnershipTransfer,
  OwnershipTransfer,
} from '#src/features/ownership-transfers/ownership-transfers.schema.ts'
import {
  addTransfer,
  cancelTransfer,
  showTransfer,
} from '#src/features/ownership-transfers/ownership-transfers.service.ts'
import { ORG, organisationParams } from '#src/http/params.ts'
import { asPlatform } from '#src/http/scope.ts'

const tags = ['Platform']

/** An organisation changes hands. */
export const ownershipTransfersRoutes = async (app: App): Promise<void> => {
  app.post(
    `${ORG}/ownership-transfer`,
    {
      config: { access: access.decide, errors: ['not-found', 'transfer-announced', 'rule-refused'] },
      schema: {
        operationId: 'addOwnershipTransfer',
        tags,
        summary: 'Announce that an organisation gets another owner, and hand it over at a time',
        description:
          'Members and patients are told by mail. At `effectiveFrom` the administrators lose their membership, the new one is invited, and where a policy was named everybody has to accept it.',
        params: organisationParams,
        body: NewOwnershipTransfer,
        response: { 201: OwnershipTransfer },
      },
    },
    (request) =>
      asPlatform(request, (scope) => addTransfer(scope, request.params.organisationId, request.body)),
  )

  app.get(
    `${ORG}/ownership-transfer`,
    {
      config: { access: access.read, errors: ['not-found'] },
      schema: {
        operationId: 'getOwnershipTransfer',
        tags,
        summary: 'See how a change of owner stands',
        params: organisationParams,
        response: { 200: OwnershipTransfer },
      },
    },
    (request) => asPlatform(request, (scope) => showTransfer(scope, request.params.organisationId)),
  )

  app.delete(
    `${ORG}/ownership-transfer`,
    {
      config: { access: access.decide, errors: ['not-found'] },
      schema: {
        operationId: 'cancelOwnershipTransfer',
        tags,
        summary: 'Call a change of owner off before its time',
        params: organisationParams,
        response: { 204: Type.Null() },
      },
    },
    (request) => asPlatform(request, (scope) => cancelTransfer(scope, request.params.organisationId)),
  )
}
