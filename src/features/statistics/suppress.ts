/** What is counted of visits. */
export interface Counts {
  completed: number
  noShow: number
  cancelledLate: number
  /** Minor units by currency. */
  settled: Readonly<Record<string, number>>
}

/** How many visits counts stand for. */
export const standingFor = ({ completed, noShow, cancelledLate }: Counts): number =>
  completed + noShow + cancelledLate

/**
 * Which cells of a total are told: those that stand for at least `threshold` visits, as long as the others cannot be
 * told from the total; else the smallest of them are left out as well, and at last the total.
 * @returns for each cell whether it is told, and whether the total is
 */
export const tellable = (
  visits: readonly number[],
  threshold: number,
): { cells: readonly boolean[]; total: boolean } => {
  const told = visits.map((count) => count >= threshold)
  const hidden = () => visits.filter((_count, i) => !told[i])
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)
  const all = sum(visits)
  const largestFirst = visits
    .map((count, i) => ({ count, i }))
    .filter(({ i }) => told[i])
    .sort((a, b) => b.count - a.count)
  while (hidden().length > 0 && (sum(hidden()) < threshold || hidden().length === 1)) {
    const smallest = largestFirst.pop()
    if (!smallest) break
    told[smallest.i] = false
  }
  return { cells: told, total: all === 0 || all >= threshold }
}

/** The sum of counts. */
export const sumOfCounts = (all: readonly Counts[]): Counts => {
  const settled: Record<string, number> = {}
  for (const one of all)
    for (const [currency, amount] of Object.entries(one.settled))
      settled[currency] = (settled[currency] ?? 0) + amount
  const add = (of: 'completed' | 'noShow' | 'cancelledLate') => all.reduce((sum, one) => sum + one[of], 0)
  return { completed: add('completed'), noShow: add('noShow'), cancelledLate: add('cancelledLate'), settled }
}
