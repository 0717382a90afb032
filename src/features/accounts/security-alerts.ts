import { type CounterDeps, openCounter } from '#src/db/counters.ts'

/** What technicians are told of, as codes. */
type AlertCause = 'sign-in-blocked' | 'account-under-attack' | 'source-under-suspicion'

export interface Alert {
  cause: AlertCause
  /** Failures that raised it. */
  count: number
}

/** The alert that reaching a count raises; going beyond it raises no other. */
export const alertAt = (count: number, threshold: number, cause: AlertCause): Alert[] =>
  count === threshold ? [{ cause, count }] : []

const hour = 3_600

/** Those of the alerts whose cause the technicians were not told of within the last hour. */
export const alertsToSend = async (deps: CounterDeps, alerts: readonly Alert[]): Promise<Alert[]> => {
  const causesTold = openCounter(deps, 'securityAlert', hour)
  const told = await Promise.all(alerts.map(({ cause }) => causesTold.add(cause)))
  return alerts.filter((_, index) => told[index]?.count === 1)
}
