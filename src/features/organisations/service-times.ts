import type { FieldError } from '#src/errors.ts'
import { durationMinutes } from '#src/schema/durations.ts'

/** What a service takes of a practitioner's time; null: no step of its own, no buffer. */
export interface ServiceDurations {
  duration: string
  slotStep: string | null
  bufferBefore: string | null
  bufferAfter: string | null
}

const bounds = {
  duration: ['PT5M', 'PT24H'],
  slotStep: ['PT5M', 'PT24H'],
  bufferBefore: ['PT0M', 'PT12H'],
  bufferAfter: ['PT0M', 'PT12H'],
} as const

/** The first of the durations that is out of bounds, or null. */
export const faultOfDurations = (service: ServiceDurations): FieldError | null => {
  for (const field of ['duration', 'slotStep', 'bufferBefore', 'bufferAfter'] as const) {
    const value = service[field]
    const [least, most] = bounds[field]
    if (value === null) continue
    const minutes = durationMinutes(value)
    if (minutes < durationMinutes(least) || minutes > durationMinutes(most))
      return { pointer: `/${field}`, detail: `must be from ${least} to ${most}` }
  }
  return null
}
