import type { Logger } from 'pino'
import { codeOf } from '#src/jobs/failure.ts'

/** Tells once that something is away and once that it is back, however many calls fail meanwhile. */
export interface Outage {
  failed(error: unknown): void
  recovered(): void
}

/** @param subject what is away, as the log names it */
export const watchOutage = (log: Logger, subject: string): Outage => {
  let away = false
  return {
    failed(error) {
      if (!away) log.warn({ subject, code: codeOf(error) }, 'out of reach')
      away = true
    },
    recovered() {
      if (away) log.info({ subject }, 'back in reach')
      away = false
    },
  }
}
