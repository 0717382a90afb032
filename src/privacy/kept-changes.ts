/** A value that became another one: what stood there, and what does. */
export interface KeptChange {
  before: unknown
  after: unknown
}
export type KeptChanges = Record<string, KeptChange>

/** What a history's sealed value holds. */
export interface ChangeRecord {
  changes: KeptChanges
}

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

/** Those of the fields whose value is another one now; nothing told and null are the same. */
export const differences = (
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): KeptChanges =>
  Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter((field) => !same(before[field], after[field]))
      .map((field) => [field, { before: before[field] ?? null, after: after[field] ?? null }]),
  )

const asText = (value: unknown): string | null => {
  if (value === null || value === undefined) return null
  return typeof value === 'string'
    ? value
    : Object.values(value as object)
        .flat()
        .join(', ')
}

/** Changes as they are answered: the text of each value. */
export const shownDifferences = (changes: KeptChanges) =>
  Object.entries(changes).map(([field, { before, after }]) => ({
    field,
    before: asText(before),
    after: asText(after),
  }))
