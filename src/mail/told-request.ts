import type { Authority } from '#src/privacy/law/authorities.ts'
import type { RequestKind } from '#src/privacy/law/deadlines.ts'
import type { ExtensionReason, RefusalReason } from '#src/privacy/law/request-reasons.ts'

/** What an erasure waits for, as a code. */
export type BlockerReason = 'unsettled' | 'legalHold' | 'statutoryRetention'

/** What a mail tells of a data-subject request: codes and dates, nothing that tells of health. */
export interface ToldRequest {
  id: string
  kind: RequestKind
  /** The neutral names of those who answer; null for one that has none. */
  organisations: (string | null)[]
  /** The last day of the answer, `YYYY-MM-DD`; null where it is there or will not come. */
  dueOn: string | null
  /** Until when an erasure can be undone, and the zone in which that is told. */
  graceEndsAt?: string
  timeZone?: string
  refusal?: RefusalReason
  extension?: ExtensionReason
  blockers?: BlockerReason[]
  /** Where a refusal can be complained about. */
  authority?: Authority | null
}
