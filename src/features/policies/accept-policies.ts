import { v7 as newId } from 'uuid'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { OrganisationScope, Scope } from '#src/db/scope.ts'
import { readPublic } from '#src/db/transact.ts'
import type { Deps } from '#src/deps.ts'
import { Problem, refused } from '#src/errors.ts'
import {
  insertAcceptances,
  isAcceptancePending,
  listAcceptances,
  listSeries,
  platformPoliciesStatement,
} from '#src/features/policies/policies.queries.ts'
import type { PolicyVersion } from '#src/features/policies/policies.schema.ts'
import { stateOf } from '#src/features/policies/policy-series.ts'

type Version = Pick<
  PolicyVersion,
  'organisationId' | 'id' | 'number' | 'audience' | 'language' | 'effectiveFrom'
>

const standing = (versions: readonly Version[], at: string) => ({
  inForce: versions.filter((version) => stateOf(version, versions, at) === 'inForce'),
  live: versions.filter((version) => stateOf(version, versions, at) !== 'superseded'),
})

const demandKnown = (accepted: readonly string[], live: readonly Version[]) => {
  const known = new Set(live.map(({ id }) => id))
  const unknown = accepted.findIndex((id) => !known.has(id))
  if (unknown >= 0) throw refused(`/acceptedPolicies/${unknown}`, 'is not the version of a published policy')
}

const acceptsOneOf = (accepted: readonly string[], inForce: readonly Version[]) =>
  inForce.length === 0 || inForce.some(({ id }) => accepted.includes(id))

const needed = () =>
  refused('/acceptedPolicies', 'must name the version in force, as GET /v1/privacy/policies shows it')

/**
 * Demands of somebody who registers the text that the platform has in force, if any.
 * @throws Problem 422 where none of its versions is named, or one that is not
 */
export const demandRegistrationPolicies = async (deps: Deps, accepted: readonly string[]): Promise<void> => {
  const versions = await readPublic<Version>(deps.db, platformPoliciesStatement)
  const { inForce, live } = standing(versions, deps.clock.now().toISOString())
  demandKnown(accepted, live)
  if (!acceptsOneOf(accepted, inForce)) throw needed()
}

const acceptance = (
  { organisationId, versionId }: { organisationId: string; versionId: string },
  by: { accountId: string; ip: string; at: string },
  source: 'registration' | 'booking',
) => ({
  organisationId,
  id: newId(),
  versionId,
  accountId: by.accountId,
  how: 'explicit' as const,
  source,
  ip: by.ip,
  createdAt: by.at,
})

/** Writes down, with the account that a registration became, what was accepted by registering. */
export const recordRegistrationAcceptances = async (
  { tx }: Scope,
  accepted: readonly string[],
  by: { accountId: string; ip: string; at: string },
): Promise<void> => {
  const rows = accepted.map((versionId) =>
    acceptance({ organisationId: PLATFORM_ID, versionId }, by, 'registration'),
  )
  await insertAcceptances(tx, rows)
}

const judgeNewcomer = async (
  { tx, at, actor }: OrganisationScope,
  accepted: readonly string[],
  inForce: readonly Version[],
) => {
  const { accountId, organisationId } = actor
  if (await isAcceptancePending(tx, accountId, PLATFORM_ID, 'patients', at))
    throw new Problem('acceptance-required')
  if (acceptsOneOf(accepted, inForce)) return
  const before = (await listAcceptances(tx, accountId)).filter((one) => one.organisationId === organisationId)
  const known = before.some(({ versionId }) => inForce.some(({ id }) => id === versionId))
  if (!known) throw needed()
}

/**
 * Takes what a person accepts by booking, and demands of who comes for the first time the text that the organisation has
 * in force, if any. Who is its patient already was asked at the door.
 * @throws Problem 422 where it is missing, names what is no such version, or staff accepts for somebody; 403
 * `acceptance-required` for a newcomer who has not accepted the platform's
 */
export const acceptByBooking = async (
  scope: OrganisationScope,
  accepted: readonly string[],
  ip: string,
): Promise<void> => {
  const { tx, at, actor } = scope
  if (actor.reach === 'organisation') {
    if (accepted.length > 0) throw refused('/acceptedPolicies', 'is for the person to say')
    return
  }
  const isNew = actor.roles.length === 0
  if (!isNew && accepted.length === 0) return
  const { organisationId, accountId } = actor
  const { inForce, live } = standing(await listSeries(tx, organisationId, 'patients'), at)
  demandKnown(accepted, live)
  if (isNew) await judgeNewcomer(scope, accepted, inForce)
  const rows = accepted.map((versionId) =>
    acceptance({ organisationId, versionId }, { accountId, ip, at }, 'booking'),
  )
  await insertAcceptances(tx, rows)
}
