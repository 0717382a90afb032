import { type Finding, type FindingKind, findingKinds } from '#src/features/imports/findings.ts'
import type { LineFindings } from '#src/features/imports/imports.queries.ts'
import type { ReadLine } from '#src/features/imports/read-lines.ts'
import type { Outcomes } from '#src/features/imports/store-rows.ts'

/** How many rows became what. */
export interface Tally {
  created: number
  updated: number
  unchanged: number
  agedOut: number
  ignored: number
  failed: number
}

/** Nothing counted yet. */
export const emptyTally = (): Tally => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  agedOut: 0,
  ignored: 0,
  failed: 0,
})

/** Two counts together. */
export const addTally = (a: Tally, b: Tally): Tally => ({
  created: a.created + b.created,
  updated: a.updated + b.updated,
  unchanged: a.unchanged + b.unchanged,
  agedOut: a.agedOut + b.agedOut,
  ignored: a.ignored + b.ignored,
  failed: a.failed + b.failed,
})

/** Counts what became of rows; one of which something was left out counts as that too. */
export const tallyOf = (lines: readonly ReadLine<unknown>[], outcomes: Outcomes): Tally => {
  const tally = emptyTally()
  for (const { line, row, error, ignored, header } of lines) {
    if (header) continue
    const outcome = outcomes.get(line)
    if (error) tally.failed++
    else if (row) tally[outcome?.outcome ?? 'failed']++
    if (ignored.length + (outcome?.ignored?.length ?? 0) > 0) tally.ignored++
  }
  return tally
}

/** The most findings of one kind that are told of a row. */
const mostFindings = 50

/** What was found in rows, as it is stored. @param emailPointer where a row says an e-mail address */
export const findingsOf = (
  lines: readonly ReadLine<unknown>[],
  outcomes: Outcomes,
  emailPointer: string,
): LineFindings[] =>
  lines.flatMap(({ line, error, ignored }) => {
    const outcome = outcomes.get(line)
    const refused = error ?? outcome?.error
    const found: Record<FindingKind, readonly Finding[]> = {
      error: refused ? [refused] : [],
      noAddress: outcome?.noAddress ? [{ pointer: emailPointer, code: 'noAddress' }] : [],
      ignored: [...ignored, ...(outcome?.ignored ?? [])].slice(0, mostFindings),
    }
    return findingKinds.flatMap((kind, rank) =>
      found[kind].length === 0 ? [] : [{ rank: rank + 1, line, findings: [...found[kind]] }],
    )
  })
