import { type TrailFault, verifyTrail } from '#src/audit/verify-trail.ts'
import { ConfigError } from '#src/config.ts'
import { withJob } from '#src/db/scope.ts'
import { readPublic } from '#src/db/transact.ts'
import type { Deps } from '#src/deps.ts'

const placeOf = ({ position, eventId }: TrailFault) =>
  [
    ...(position === null ? [] : [`position ${position}`]),
    ...(eventId === null ? [] : [`event ${eventId}`]),
  ].join(', ')

/**
 * Recomputes the chains of all organisations, the platform's own included, and says a line for each.
 * @throws ConfigError that names the first organisation whose trail is broken, and where
 */
export const verifyAllTrails = async (deps: Deps, say: (text: string) => void): Promise<void> => {
  const text = 'select audited_organisations() as id'
  const organisations = await readPublic<{ id: string }>(deps.db, { text, values: [] })
  const broken: string[] = []
  for (const { id } of organisations) {
    const { fault, sealed, waiting } = await withJob(deps, id, (scope) => verifyTrail(scope, id))
    if (fault) broken.push(`the trail of organisation ${id} is broken: ${fault.kind} at ${placeOf(fault)}`)
    say(`${id}  ${fault ? 'BROKEN' : 'intact'}  ${sealed} events, ${waiting} waiting`)
  }
  if (broken.length > 0) throw new ConfigError(broken.join('; '))
}
