import { v7 as newId } from 'uuid'
import { type CounterDeps, openCounter } from '#src/db/counters.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import { insertAlerts, insertBlocks } from '#src/features/accounts/security.queries.ts'
import type { AlertCause, Block } from '#src/features/accounts/security.schema.ts'
import { planMail } from '#src/features/messages/plan-mail.ts'

/** What keeps somebody out from now on. */
interface RaisedBlock {
  kind: Block['kind']
  /** Stored keys of the counters that do, the one that expires last first. */
  counters: string[]
  /** How long it lasts at the least. */
  seconds: number
}

export interface Alert {
  cause: AlertCause
  /** Failures that raised it, or patients read. */
  count: number
  block?: RaisedBlock
}

/** Of whom and what an alert tells. */
interface About {
  accountId: string | null
  ip?: string
  organisationId?: string
}

/** The alert that reaching a count raises; going beyond it raises no other. */
export const alertAt = (count: number, threshold: number, cause: AlertCause, block?: RaisedBlock): Alert[] =>
  count === threshold ? [{ cause, count, ...(block ? { block } : {}) }] : []

const hour = 3_600

/** Those of the alerts whose cause the technicians were not told of within the last hour. */
const alertsToSend = async (deps: CounterDeps, alerts: readonly Alert[]): Promise<Alert[]> => {
  const causesTold = openCounter(deps, 'securityAlert', hour)
  const told = await Promise.all(alerts.map(({ cause }) => causesTold.add(cause)))
  return alerts.filter((_, index) => told[index]?.count === 1)
}

const secondsAfter = (at: string, seconds: number) => new Date(Date.parse(at) + seconds * 1000).toISOString()

/**
 * Writes alerts and the blocks that come with them down, and plans the mails that tell the technicians, at most one per
 * cause and hour. The scope is the account's own or, without an account, one of the platform.
 */
export const raiseAlerts = async (scope: Scope, alerts: readonly Alert[], about: About): Promise<void> => {
  if (alerts.length === 0) return
  const { tx, at } = scope
  const { accountId } = about
  const concernedOrganisationId = about.organisationId ?? null
  const noticed = { at, accountId, concernedOrganisationId }
  await insertAlerts(
    tx,
    alerts.map(({ cause, count }) => ({ id: newId(), cause, occurrences: count, ...noticed })),
  )
  const blocks = alerts.flatMap(({ block }) => block ?? [])
  if (blocks.length > 0)
    await insertBlocks(
      tx,
      blocks.map(({ kind, counters, seconds }) => ({
        id: newId(),
        kind,
        counters,
        ...noticed,
        ip: about.ip ?? null,
        expiresAt: secondsAfter(at, seconds),
        liftedAt: null,
        liftedBy: null,
      })),
    )
  for (const { cause, count } of await alertsToSend(scope.deps, alerts))
    await planMail(scope, {
      organisationId: PLATFORM_ID,
      kind: 'securityAlert',
      subjectId: newId(),
      accountId,
      language: 'en',
      secrets: { cause, count },
    })
}
