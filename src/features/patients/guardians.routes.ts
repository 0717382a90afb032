import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { guardiansAccess } from '#src/features/patients/guardians.access.ts'
import { Guardian, Guardians, NewGuardian } from '#src/features/patients/guardians.schema.ts'
import { addGuardian, endGuardian, guardiansOf } from '#src/features/patients/guardians.service.ts'
import { guardianParams, ORG, patientParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'

const tags = ['Patients']

export const guardiansRoutes = async (app: App): Promise<void> => {
  app.post(
    `${ORG}/patients/:patientId/guardians`,
    {
      config: { access: guardiansAccess.write, errors: ['rule-refused', 'already-exists'] },
      schema: {
        operationId: 'addGuardian',
        tags,
        summary: 'Invite a guardian of a child',
        params: patientParams,
        body: NewGuardian,
        response: { 201: Guardian },
      },
    },
    (request) =>
      inOrganisation(request, (scope) => addGuardian(scope, request.params.patientId, request.body)),
  )

  app.get(
    `${ORG}/patients/:patientId/guardians`,
    {
      config: {
        access: guardiansAccess.read,
        trail: {
          action: 'read',
          resource: 'guardian',
          patients: ({ data }: { data: Guardian[] }) => data.map(({ patientId }) => patientId),
          resources: ({ data }: { data: Guardian[] }) => data.map(({ id }) => id),
        },
      },
      schema: {
        operationId: 'listGuardians',
        tags,
        summary: 'List the guardians of a child',
        description: 'Those whose link has ended included.',
        params: patientParams,
        response: { 200: Guardians },
      },
    },
    async (request) => ({
      data: await inOrganisation(request, (scope) => guardiansOf(scope, request.params.patientId)),
    }),
  )

  app.delete(
    `${ORG}/patients/:patientId/guardians/:guardianId`,
    {
      config: { access: guardiansAccess.write },
      schema: {
        operationId: 'endGuardian',
        tags,
        summary: "End a guardian's link",
        params: guardianParams,
        response: { 204: Type.Null() },
      },
    },
    (request) =>
      inOrganisation(request, (scope) =>
        endGuardian(scope, request.params.patientId, request.params.guardianId),
      ),
  )
}
