import type { FastifyRequest } from 'fastify'
import {
  type Actor,
  type OrganisationScope,
  type PersonScope,
  readOrganisation,
  withNewcomer,
  withOrganisation,
  withPerson,
  withPlatform,
} from '#src/db/scope.ts'
import type { Statement } from '#src/db/transact.ts'
import { notFound, Problem } from '#src/errors.ts'
import { accessOf, callerOfRequest } from '#src/http/access-guard.ts'
import { answering } from '#src/http/idempotency.ts'

const organisationIdOf = (request: FastifyRequest): string => {
  const { organisationId } = request.params as { organisationId?: string }
  if (!organisationId) throw notFound()
  return organisationId
}

/** Notes as whom the request acts: the trail of what it shows names the actor. */
const noting =
  <R>(request: FastifyRequest, run: (scope: OrganisationScope) => Promise<R>) =>
  (scope: OrganisationScope): Promise<R> => {
    request.actor = scope.actor
    return run(scope)
  }

/**
 * Runs a verb inside the organisation of the path, as the caller, under the route's access. What it returns is
 * the answer: it is recorded for a repeat of the request in the same transaction.
 */
export const inOrganisation = async <R>(
  request: FastifyRequest,
  run: (scope: OrganisationScope) => Promise<R>,
): Promise<R> => {
  const { deps } = request.server
  const access = accessOf(request)
  const caller = callerOfRequest(request)
  const organisationId = organisationIdOf(request)
  request.scopeEntered = true
  const answer = noting(request, answering(request, run))
  try {
    return await withOrganisation(deps, caller, organisationId, access, answer)
  } catch (error) {
    if (!(await comesAsPerson(request, error))) throw error
    return await withNewcomer(deps, caller, organisationId, access, answer)
  }
}

/**
 * Whether the route takes any signed-in person and the organisation knows this caller in no role that it names:
 * as a stranger, or as somebody with another role. The 404 of a verb and that of the entrance are the same to the
 * caller; entering again tells them apart for us.
 */
const comesAsPerson = async (request: FastifyRequest, error: unknown): Promise<boolean> => {
  const access = accessOf(request)
  if (access.kind !== 'organisation' || !access.newcomer || !(error instanceof Problem)) return false
  return error.code === 'forbidden' || (error.code === 'not-found' && !(await belongs(request)))
}

const belongs = async (request: FastifyRequest): Promise<boolean> => {
  const probe = { text: 'select 1', values: [] }
  return readOrganisation(
    request.server.deps,
    callerOfRequest(request),
    organisationIdOf(request),
    accessOf(request),
    probe,
  ).then(
    () => true,
    (error) => !(error instanceof Problem && error.code === 'not-found'),
  )
}

/** One read inside the organisation of the path in one trip; the statement carries the route's reach. */
export const readInOrganisation = async <R>(
  request: FastifyRequest,
  statement: Statement,
): Promise<{ actor: Actor; rows: R[] }> => {
  request.scopeEntered = true
  const found = await readOrganisation<R>(
    request.server.deps,
    callerOfRequest(request),
    organisationIdOf(request),
    accessOf(request),
    statement,
  )
  request.actor = found.actor
  return found
}

/** Runs a verb on the caller's own data across organisations. */
export const asPerson = <R>(request: FastifyRequest, run: (scope: PersonScope) => Promise<R>): Promise<R> => {
  request.scopeEntered = true
  return withPerson(request.server.deps, callerOfRequest(request), accessOf(request), answering(request, run))
}

/** Runs a verb of a signed-in person in an organisation that the request does not name in its path. */
export const asNewcomer = <R>(
  request: FastifyRequest,
  organisationId: string,
  run: (scope: OrganisationScope) => Promise<R>,
): Promise<R> => {
  request.scopeEntered = true
  return withNewcomer(
    request.server.deps,
    callerOfRequest(request),
    organisationId,
    accessOf(request),
    noting(request, answering(request, run)),
  )
}

/** Runs a verb of a platform administrator. */
export const asPlatform = <R>(
  request: FastifyRequest,
  run: (scope: PersonScope) => Promise<R>,
): Promise<R> => {
  request.scopeEntered = true
  return withPlatform(
    request.server.deps,
    callerOfRequest(request),
    accessOf(request),
    answering(request, run),
  )
}
