import type { JobScope } from '#src/db/scope.ts'
import {
  deleteFine,
  insertAnonymous,
  listFine,
  sumAnonymous,
} from '#src/features/statistics/anonymise.queries.ts'
import { discardUncounted } from '#src/features/statistics/close-periods.queries.ts'
import { mergeCells, tellableParts } from '#src/features/statistics/merge-cells.ts'

interface Span {
  from: string
  until: string
}

/**
 * Keeps of a quarter numbers that stand for at least `threshold` visits each. A quarter with fewer waits for the year.
 * @param span first days of the quarter and of the next one
 */
export const anonymiseQuarter = async (
  { tx, organisationId, at }: JobScope,
  { from, until }: Span,
  threshold: number,
): Promise<void> => {
  const { cells, left } = mergeCells(await listFine(tx, organisationId, from, until), from, threshold)
  if (left.length > 0) return
  await insertAnonymous(
    tx,
    cells.map(({ completed, noShow, ...place }) => ({
      organisationId,
      ...place,
      visits: completed + noShow,
      ...tellableParts({ completed, noShow }, threshold),
      createdAt: at,
    })),
  )
  await deleteFine(tx, organisationId, from, until)
}

/** Keeps a year's total: exact, or withheld where it, or what it adds to the year's quarters, is below the threshold. */
export const anonymiseYear = async (
  { tx, organisationId, at }: JobScope,
  { from, until }: Span,
  threshold: number,
): Promise<void> => {
  const rest = (await listFine(tx, organisationId, from, until)).reduce(
    (sum, { completed, noShow }) => sum + completed + noShow,
    0,
  )
  const total = rest + (await sumAnonymous(tx, organisationId, from, until))
  const tells = rest !== 0 && Math.abs(rest) < threshold
  // A year without visits is no number.
  if (total !== 0 || rest !== 0)
    await insertAnonymous(tx, [
      {
        organisationId,
        span: 'year',
        startsOn: from,
        unit: 'organisation',
        unitId: null,
        visits: tells || total < threshold ? null : total,
        completed: null,
        noShow: null,
        createdAt: at,
      },
    ])
  await discardUncounted(tx, organisationId, until)
}
