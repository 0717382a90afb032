import type { Authority } from '#src/privacy/law/authorities.ts'
import type { RequestKind } from '#src/privacy/law/deadlines.ts'

/** Why a request is refused, as a code (GDPR Art. 12(5), 15(4), 17(3)); the words of staff are shown after sign-in. */
export const refusalReasons = [
  'unfounded',
  'excessive',
  'rightsOfOthers',
  'legalDuty',
  'publicInterest',
  'legalClaims',
  'identityNotProven',
  'nothingHeld',
  'other',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** Why an answer takes longer (GDPR Art. 12(3); `olderData`: where a law gives more time for what is old). */
export const extensionReasons = ['complexity', 'number', 'olderData'] as const
export type ExtensionReason = (typeof extensionReasons)[number]

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
