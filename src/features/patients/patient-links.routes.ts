import { me } from '#src/access/access.ts'
import type { App } from '#src/app.ts'
import { Problem } from '#src/errors.ts'
import { NewPatientLink, PatientLink } from '#src/features/patients/patient-links.schema.ts'
import { linkByToken, organisationOfLink } from '#src/features/patients/patient-links.service.ts'
import { asNewcomer, asPerson } from '#src/http/scope.ts'

export const patientLinksRoutes = async (app: App): Promise<void> => {
  app.post(
    '/v1/me/patient-links',
    {
      config: { access: me(), errors: ['invalid-token', 'already-linked'] },
      schema: {
        operationId: 'linkPatient',
        tags: ['Me'],
        summary:
          'Become the patient whom an organisation registered, or the guardian of one, by the token of its mail',
        body: NewPatientLink,
        response: { 200: PatientLink },
      },
    },
    async (request) => {
      const { token } = request.body
      const organisationId = await organisationOfLink(app.deps, token)
      // The repeat of a request finds its token spent and its first answer recorded.
      if (organisationId === null)
        return asPerson<PatientLink>(request, async () => {
          throw new Problem('invalid-token')
        })
      return asNewcomer(request, organisationId, (scope) => linkByToken(scope, token))
    },
  )
}
