import type { RecordKept } from '#src/features/patients/patients.schema.ts'
import { retentionRuleOf } from '#src/privacy/law/retention-periods.ts'
import { statutoryRetentionEnd } from '#src/privacy/law/statutory-retention.ts'

/** The last day on which the law of a country keeps a record (`LEGAL.md` § 2), a local date; null where it does not know one. */
export const recordKeptUntil = (
  country: string,
  { kind, lastEntryAt, endedAt }: RecordKept,
  born: string | null,
): string | null =>
  statutoryRetentionEnd(retentionRuleOf(country, kind), {
    lastEntry: lastEntryAt,
    lastContact: lastEntryAt,
    treatmentEnded: endedAt ?? lastEntryAt,
    born,
  })
