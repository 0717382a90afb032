import { type CounterDeps, openCounter } from '#src/db/counters.ts'

const mostPerHour = 5
const mostPerDay = 20

/**
 * Whether a stranger may cause one more mail to the address; counts it. At most 5 an hour and 20 a day over all
 * reasons that need no sign-in (`SECURITY.md` S58): registering, resending, forgotten passwords, requests.
 * @param address normalised; it need not belong to anybody
 */
export const mayMailAddress = async (deps: CounterDeps, address: string): Promise<boolean> => {
  const hour = await openCounter(deps, 'mailHour', 3_600).add(address)
  if (hour.count > mostPerHour) return false
  const day = await openCounter(deps, 'mailDay', 86_400).add(address)
  return day.count <= mostPerDay
}
