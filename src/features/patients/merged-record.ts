import type { RecordKept } from '#src/features/patients/patients.schema.ts'

const latest = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || (other !== undefined && other > one) ? other : one

/**
 * The record of two patients who are one person: its last entry is the later one, and where the records are of different
 * kinds it is of the kind that the law keeps longer.
 * @param kept wins where both are kept as long
 * @param until the last day on which the law keeps a record, a local date; null where it does not
 */
export const mergedRecord = (
  kept: RecordKept | null,
  from: RecordKept | null,
  until: (record: RecordKept) => string | null,
): RecordKept | null => {
  if (!kept || !from) return kept ?? from
  const endedAt = latest(kept.endedAt, from.endedAt)
  const dates = {
    lastEntryAt: latest(kept.lastEntryAt, from.lastEntryAt) as string,
    ...(endedAt === undefined ? {} : { endedAt }),
  }
  const [ofKept, ofFrom] = [
    { kind: kept.kind, ...dates },
    { kind: from.kind, ...dates },
  ]
  return (until(ofFrom) ?? '') > (until(ofKept) ?? '') ? ofFrom : ofKept
}
