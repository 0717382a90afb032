import { type Access, judgeSecondFactor, judgeStepUp } from '#src/access/access.ts'
import type { Emergencies } from '#src/access/relations.ts'
import type { ScopedTx } from '#src/db/database.ts'
import { runStatement } from '#src/db/run-statement.ts'
import type { Actor, Caller, OrganisationScope } from '#src/db/scope.ts'
import { type Statement, transact } from '#src/db/transact.ts'
import type { Deps } from '#src/deps.ts'
import { notFound, Problem } from '#src/errors.ts'

interface EnteredByGlass {
  authenticated_at: string
  password_generated: boolean
  administrator_without_factor: boolean
  emergencies: Emergencies | null
}

/**
 * Runs a verb of a platform administrator inside an organisation whose break-glass they ask for or have been given. It
 * reaches the patients of the break-glasses that an administrator there has approved and whose time is not over.
 * @throws Problem 404 for anybody else, and without an approved break-glass where the route does not ask for one
 */
export const withBreakGlass = <R>(
  deps: Deps,
  caller: Caller,
  organisationId: string,
  access: Access,
  run: (scope: OrganisationScope) => Promise<R>,
): Promise<R> => {
  if (access.kind !== 'organisation' || access.platform === 'none') throw notFound()
  const at = deps.clock.now()
  const { accountId, sessionId, requestId } = caller
  const entrance = {
    text: 'select * from enter_break_glass($1, $2, $3, $4, $5)',
    values: [accountId, sessionId, organisationId, at, access.platform === 'ask'],
  }
  return transact<EnteredByGlass, R>(deps.db, 'api', entrance, (tx, entered) => {
    judgeSecondFactor(access, entered.administrator_without_factor && !deps.config.loopback)
    judgeStepUp(access, entered.authenticated_at, at)
    if (entered.password_generated && !deps.config.loopback) throw new Problem('password-change-required')
    const actor: Actor = Object.freeze({
      accountId,
      sessionId,
      organisationId,
      roles: ['platform'],
      reach: 'linked',
      practitionerId: null,
      patientId: null,
      guarded: [],
      emergencies: entered.emergencies ?? {},
    })
    return run({ tx: tx as ScopedTx, actor, at: at.toISOString(), deps, requestId })
  })
}

/** One read in that scope; the statement carries the route's reach. */
export const readByBreakGlass = <R>(
  deps: Deps,
  caller: Caller,
  organisationId: string,
  access: Access,
  statement: Statement,
): Promise<{ actor: Actor; rows: R[] }> =>
  withBreakGlass(deps, caller, organisationId, access, async ({ tx, actor }) => ({
    actor,
    rows: await runStatement<R>(tx, statement),
  }))
