import type { FastifyInstance } from 'fastify'
import type { Caller } from '#src/db/scope.ts'

/** Takes note of the patients whom somebody read in an organisation. */
export type CountPatientsRead = (
  reader: { caller: Caller; organisationId: string },
  patientIds: readonly string[],
) => Promise<void>

/** Counts the patients that answers show, before they leave, where the route declares whom its answer shows (S59). */
export const installPatientReads = (app: FastifyInstance, countPatientsRead: CountPatientsRead): void => {
  app.addHook('preSerialization', async (request, reply, answer) => {
    const { actor, caller, routeOptions } = request
    const { trail } = routeOptions.config
    if (trail && actor && caller && reply.statusCode < 400)
      await countPatientsRead(
        { caller, organisationId: actor.organisationId },
        trail.patients(answer, request),
      )
    return answer
  })
}
