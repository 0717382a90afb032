import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Caller } from '#src/db/scope.ts'

/** Takes note of the patients whom somebody read in an organisation. */
export type CountPatientsRead = (
  reader: { caller: Caller; organisationId: string },
  patientIds: readonly string[],
) => Promise<void>

/**
 * Counts the patients that answers show, before they leave, where the route declares whom its answer shows (S59). It is
 * done while the answer is written to the trail: each waits for a disk, and neither needs the other.
 */
export const installPatientReads = (app: FastifyInstance, countPatientsRead: CountPatientsRead): void => {
  const counting = new WeakMap<FastifyRequest, Promise<void>>()
  app.addHook('preSerialization', async (request, reply, answer) => {
    const { actor, caller, routeOptions } = request
    const { trail } = routeOptions.config
    if (trail && actor && caller && reply.statusCode < 400) {
      const reader = { caller, organisationId: actor.organisationId }
      const counted = countPatientsRead(reader, trail.patients(answer, request))
      // Where the trail fails first, nobody else hears of it.
      counted.catch(() => {})
      counting.set(request, counted)
    }
    return answer
  })
  app.addHook('onSend', async (request, _reply, payload) => {
    const counted = counting.get(request)
    // Once: what it threw is answered through this hook as well.
    counting.delete(request)
    await counted
    return payload
  })
}
