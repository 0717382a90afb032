import { type RetentionKind, retentionRuleOf } from '#src/privacy/law/retention-periods.ts'
import { statutoryRetentionEnd } from '#src/privacy/law/statutory-retention.ts'

/** A record of somebody's treatment, and what its time counts from: local dates. */
interface KeptRecord {
  readonly kind: RetentionKind
  readonly lastEntryAt: string
  readonly endedAt?: string
}

/** The last day on which the law of a country keeps a record (`LEGAL.md` § 2), a local date; null where it does not know one. */
export const recordKeptUntil = (
  country: string,
  { kind, lastEntryAt, endedAt }: KeptRecord,
  born: string | null,
): string | null =>
  statutoryRetentionEnd(retentionRuleOf(country, kind), {
    lastEntry: lastEntryAt,
    lastContact: lastEntryAt,
    treatmentEnded: endedAt ?? lastEntryAt,
    born,
  })
