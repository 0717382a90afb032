import type { Deps } from '#src/deps.ts'
import { watchOutage } from '#src/jobs/outage.ts'
import { LedgerError } from '#src/privacy/ledger/ledger-line.ts'

const everyMilliseconds = 5_000
const roundsPerBeat = 12

/**
 * Puts acts into the ledger that a crash or a full disk kept from it, every five seconds, and notes each minute how late
 * it is. Every process does it: it needs neither queue nor worker.
 * @param onFault the ledger does not belong to the database any more; the process must end, as its next start judges
 */
export const startLedgerWatch = (
  { ledger, log }: Pick<Deps, 'ledger' | 'log'>,
  onFault: (error: LedgerError) => void,
): { close(): Promise<void> } => {
  const outage = watchOutage(log, 'ledger')
  let round = 0
  let running: Promise<void> = Promise.resolve()
  let busy = false
  const look = async () => {
    busy = true
    try {
      await (round++ % roundsPerBeat === 0 ? ledger.beat() : ledger.write())
      outage.recovered()
    } catch (error) {
      if (error instanceof LedgerError) onFault(error)
      else outage.failed(error)
    } finally {
      busy = false
    }
  }
  const timer = setInterval(() => {
    if (!busy) running = look()
  }, everyMilliseconds)
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      await running
    },
  }
}
