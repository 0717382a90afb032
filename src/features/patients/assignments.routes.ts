import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { assignmentsAccess } from '#src/features/patients/assignments.access.ts'
import { Assignment, Assignments, NewAssignment } from '#src/features/patients/assignments.schema.ts'
import { assign, assignmentsOf, unassign } from '#src/features/patients/assignments.service.ts'
import { assignmentParams, ORG, patientParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'

const tags = ['Patients']
const access = assignmentsAccess.manage

export const assignmentsRoutes = async (app: App): Promise<void> => {
  app.post(
    `${ORG}/patients/:patientId/assignments`,
    {
      config: { access, errors: ['rule-refused', 'already-exists'] },
      schema: {
        operationId: 'addAssignment',
        tags,
        summary: 'Assign a patient to a practitioner',
        description:
          'Where `patientVisibility` is `assigned`, a practitioner reaches the patients whom they have or had an appointment with, registered, or are assigned to.',
        params: patientParams,
        body: NewAssignment,
        response: { 201: Assignment },
      },
    },
    (request) => inOrganisation(request, (scope) => assign(scope, request.params.patientId, request.body)),
  )

  app.get(
    `${ORG}/patients/:patientId/assignments`,
    {
      config: {
        access,
        trail: {
          action: 'read',
          resource: 'assignment',
          patients: ({ data }: { data: Assignment[] }) => data.map(({ patientId }) => patientId),
          resources: ({ data }: { data: Assignment[] }) => data.map(({ id }) => id),
        },
      },
      schema: {
        operationId: 'listAssignments',
        tags,
        summary: 'List the practitioners to whom a patient is assigned',
        params: patientParams,
        response: { 200: Assignments },
      },
    },
    async (request) => ({
      data: await inOrganisation(request, (scope) => assignmentsOf(scope, request.params.patientId)),
    }),
  )

  app.delete(
    `${ORG}/patients/:patientId/assignments/:assignmentId`,
    {
      config: { access },
      schema: {
        operationId: 'removeAssignment',
        tags,
        summary: 'Take an assignment back',
        params: assignmentParams,
        response: { 204: Type.Null() },
      },
    },
    (request) =>
      inOrganisation(request, (scope) =>
        unassign(scope, request.params.patientId, request.params.assignmentId),
      ),
  )
}
