import { me } from '#src/access/access.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type Caller, withPerson } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { acceptByUse } from '#src/features/policies/own-policies.ts'
import { hasPolicies } from '#src/features/policies/policies.queries.ts'
import { policyPublished } from '#src/features/policies/publish-policy.ts'

/** A request that was answered. */
export interface Use {
  caller: Caller
  /** Of the path; null outside of organisations. */
  organisationId: string | null
  ip: string
}

/** For so long a person's use of one controller is not looked at again, unless this process publishes. */
const restMilliseconds = 60_000
const mostRemembered = 50_000

/**
 * Watches who uses whose service, for what is accepted by going on. Each person and controller is looked at once a
 * minute: the other requests cost nothing.
 */
export const watchUses = (deps: Deps) => {
  const restUntil = new Map<string, number>()
  const forget = () => restUntil.clear()
  policyPublished.subscribe(forget)

  const isDue = (key: string): boolean => {
    const now = deps.clock.now().getTime()
    if ((restUntil.get(key) ?? 0) > now) return false
    if (restUntil.size >= mostRemembered) restUntil.clear()
    restUntil.set(key, now + restMilliseconds)
    return true
  }
  return {
    async record({ caller, organisationId, ip }: Use): Promise<void> {
      if (!isDue(`${caller.accountId} ${organisationId}`)) return
      const controllers = organisationId === null ? [PLATFORM_ID] : [organisationId, PLATFORM_ID]
      await withPerson(deps, caller, me({ leaving: true }), async (scope) => {
        if (await hasPolicies(scope.tx, controllers)) await acceptByUse(scope, controllers, ip)
      })
    },
    close() {
      policyPublished.unsubscribe(forget)
    },
  }
}
