import { withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import {
  closeDueInvitations,
  type Named,
  namedAddresses,
  namedVisits,
} from '#src/features/reviews/doors.queries.ts'
import { inviteAfterVisit } from '#src/features/reviews/invite-after-visit.ts'
import { emptyAddress } from '#src/features/reviews/review-invitations.queries.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'
import { periodMinutes } from '#src/schema/durations.ts'

const atOnce = 200

/** How long the address of somebody who is no patient is kept: longer than any invitation can be answered. */
const addressesKept = 'P90D'

/** One that fails keeps none of the others waiting; the first failure is told at the end. */
const each = async (named: () => Promise<Named[]>, run: (one: Named) => Promise<void>): Promise<void> => {
  const tried = new Set<string>()
  const failures: unknown[] = []
  for (;;) {
    const some = (await named()).filter(({ id }) => !tried.has(id))
    if (some.length === 0) break
    for (const one of some) {
      tried.add(one.id)
      await run(one).catch((error) => failures.push(error))
    }
  }
  if (failures.length > 0) throw failures[0]
}

/** Asks whoever was at an appointment whose time for that has come. Each in a transaction of its own. */
export const inviteAfterVisits = (deps: Deps): Promise<void> =>
  each(
    () => namedVisits(deps.db.worker, deps.clock.now(), atOnce),
    ({ organisationId, id }) => inviteAfterVisit(deps, { organisationId, appointmentId: id }),
  )

/** Ends invitations that nobody answered in time, or that will not go out any more. */
export const closeInvitations = async (deps: Deps): Promise<void> => {
  while ((await closeDueInvitations(deps.db.worker, deps.clock.now(), atOnce)) >= atOnce);
}

/** Forgets addresses of lists whose time is over: their keys are destroyed. */
export const forgetAddresses = (deps: Deps): Promise<void> => {
  const made = () => new Date(deps.clock.now().getTime() - periodMinutes(addressesKept) * 60_000)
  return each(
    () => namedAddresses(deps.db.worker, made(), atOnce),
    async ({ organisationId, id }) => {
      await withJob(deps, organisationId, async (scope) => {
        if (await emptyAddress(scope.tx, organisationId, id, scope.at))
          await recordTakingAway(scope, { organisationId, action: 'keyDestroyed', subjectId: id })
      })
      deps.keyring.forget(id)
    },
  )
}
