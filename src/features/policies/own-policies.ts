import { v7 as newId } from 'uuid'
import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { PersonScope } from '#src/db/scope.ts'
import { refused } from '#src/errors.ts'
import {
  findBoundAccount,
  insertAcceptances,
  listAcceptances,
  listBelongings,
  listPoliciesOf,
  pendingAcceptances,
} from '#src/features/policies/policies.queries.ts'
import type { Acceptances, Audience, OwnPolicy } from '#src/features/policies/policies.schema.ts'
import { addressedIn, stateOf } from '#src/features/policies/policy-series.ts'
import { asPolicyVersion } from '#src/features/policies/publish-policy.ts'
import type { Language } from '#src/schema/primitives.ts'

type Version = Awaited<ReturnType<typeof listPoliciesOf>>[number]
type Acceptance = Awaited<ReturnType<typeof listAcceptances>>[number]

/** One controller's texts for one audience, as they bind the caller. */
interface Binding {
  organisationId: string
  inForce: Version[]
  upcoming: Version[]
  /** The one that is in the caller's language, or the one that was accepted. */
  current: Version | undefined
  acceptance: Acceptance | undefined
  pending: boolean
}

const controllersOf = async ({ tx, accountId }: PersonScope) => {
  const belongings = await listBelongings(tx, accountId)
  const account = await findBoundAccount(tx, accountId)
  const audiences = new Set<Audience>(belongings.map(({ audience }) => audience))
  if (audiences.size === 0 && !account?.platformAdmin) audiences.add('patients')
  const ofPlatform = [...audiences].map((audience) => ({ organisationId: PLATFORM_ID, audience }))
  return { bound: [...belongings, ...ofPlatform], locale: account?.locale ?? 'en' }
}

const languageOf = (versions: readonly Version[]): Language => versions[0]?.languages?.[0] ?? 'en'

const addressedVersion = (versions: readonly Version[], locale: Language): Version | undefined => {
  if (versions.length === 0) return undefined
  const languages = versions.map(({ language }) => language)
  const language = addressedIn(languages, locale, languageOf(versions))
  return versions.find((version) => version.language === language)
}

const bindingOf = (
  organisationId: string,
  versions: readonly Version[],
  accepted: readonly Acceptance[],
  locale: Language,
  at: string,
): Binding => {
  const inForce = versions.filter((version) => stateOf(version, versions, at) === 'inForce')
  const upcoming = versions.filter((version) => stateOf(version, versions, at) === 'upcoming')
  const acceptances = accepted.filter(({ versionId }) => inForce.some(({ id }) => id === versionId))
  const acceptance = acceptances.find(({ how }) => how === 'explicit') ?? acceptances[0]
  const current = inForce.find(({ id }) => id === acceptance?.versionId) ?? addressedVersion(inForce, locale)
  const pending = acceptance?.how !== 'explicit' && inForce.some(({ mode }) => mode === 'mustAccept')
  return { organisationId, inForce, upcoming, current, acceptance, pending }
}

const bindingsOf = async (scope: PersonScope): Promise<{ bindings: Binding[]; locale: Language }> => {
  const { bound, locale } = await controllersOf(scope)
  const controllers = [PLATFORM_ID, ...bound.map(({ organisationId }) => organisationId)]
  const versions = await listPoliciesOf(scope.tx, [...new Set(controllers)])
  const accepted = versions.length === 0 ? [] : await listAcceptances(scope.tx, scope.accountId)
  const bindings = bound.map(({ organisationId, audience }) => {
    const theirs = versions.filter(
      (version) => version.organisationId === organisationId && version.audience === audience,
    )
    return bindingOf(organisationId, theirs, accepted, locale, scope.at)
  })
  return { bindings, locale }
}

const asOwn = (
  { languages: _languages, ...version }: Version,
  state: OwnPolicy['state'],
  acceptance?: Acceptance,
): OwnPolicy => ({
  ...asPolicyVersion(version),
  organisationName: version.organisationName,
  state,
  acceptance: acceptance
    ? { how: acceptance.how, source: acceptance.source, at: acceptance.createdAt }
    : null,
})

const inForceState = ({ pending, acceptance }: Binding): OwnPolicy['state'] => {
  if (pending) return 'pending'
  return acceptance ? 'accepted' : 'inForce'
}

/** The texts that bind the caller or will, and what became of each. */
export const listOwnPolicies = async (scope: PersonScope): Promise<OwnPolicy[]> => {
  const { bindings, locale } = await bindingsOf(scope)
  return bindings.flatMap((binding) => {
    const next = addressedVersion(binding.upcoming, locale)
    const { current, acceptance } = binding
    return [
      ...(current ? [asOwn(current, inForceState(binding), acceptance)] : []),
      ...(next ? [asOwn(next, 'upcoming')] : []),
    ]
  })
}

/**
 * Accepts texts in words, by the ids of their versions.
 * @param ip the address that the request came from
 * @throws Problem 422 for what is no version that binds the caller now or soon
 */
export const acceptPolicies = async (
  scope: PersonScope,
  versionIds: readonly string[],
  ip: string,
): Promise<Acceptances> => {
  const { tx, at, accountId } = scope
  const { bindings } = await bindingsOf(scope)
  const known = bindings.flatMap(({ inForce, upcoming }) => [...inForce, ...upcoming])
  const rows = versionIds.map((versionId, i) => {
    const version = known.find(({ id }) => id === versionId)
    if (!version) throw refused(`/versionIds/${i}`, 'is no version of a policy that binds you')
    const { organisationId } = version
    return {
      organisationId,
      id: newId(),
      versionId,
      accountId,
      how: 'explicit' as const,
      source: 'account' as const,
      ip,
      createdAt: at,
    }
  })
  await insertAcceptances(tx, rows)
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'create',
    resource: 'policyAcceptance',
    resourceIds: [...versionIds],
    accountId,
    role: 'person',
    ground: 'self',
  })
  const stored = await listAcceptances(tx, accountId)
  return {
    data: stored
      .filter(({ versionId, how }) => how === 'explicit' && versionIds.includes(versionId))
      .map(({ createdAt, ...acceptance }) => ({ ...acceptance, at: createdAt })),
    pendingAcceptances: await pendingAcceptances(tx, accountId, at),
  }
}

/**
 * Takes going on using a controller's service as acceptance of what it only gave notice of (P2).
 * @param organisationIds the controllers whose service was used
 */
export const acceptByUse = async (
  scope: PersonScope,
  organisationIds: readonly string[],
  ip: string,
): Promise<void> => {
  const { bindings } = await bindingsOf(scope)
  const open = bindings.filter(
    ({ organisationId, inForce, acceptance }) =>
      organisationIds.includes(organisationId) &&
      !acceptance &&
      inForce.every(({ mode }) => mode === 'notify'),
  )
  const rows = open.flatMap(({ organisationId, current }) =>
    current
      ? [
          {
            organisationId,
            id: newId(),
            versionId: current.id,
            accountId: scope.accountId,
            how: 'implied' as const,
            source: 'use' as const,
            ip,
            createdAt: scope.at,
          },
        ]
      : [],
  )
  await insertAcceptances(scope.tx, rows)
}
