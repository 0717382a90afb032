/** Fewer than this are nowhere told by themselves (`LEGAL.md` § 6: five inside an organisation). */
export const leastTogether = 5

/** A value and how often it was given; null where that is withheld. */
export interface Cell {
  value: number | string
  count: number | null
}

/** The counts of a question, as they may be shown. */
export interface Shown {
  answered: number | null
  mean: number | null
  counts: Cell[]
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

/**
 * The places that are withheld: those with fewer than five but any, and as many of the smallest others as it takes so
 * that what is missing cannot be got as the total less what is shown: two or more, of five persons or more together.
 */
export const withheldPlaces = (counts: readonly number[]): Set<number> => {
  const withheld = new Set<number>()
  for (const [place, count] of counts.entries()) if (count > 0 && count < leastTogether) withheld.add(place)
  if (withheld.size === 0) return withheld
  const others = [...counts.entries()]
    .filter(([place, count]) => count > 0 && !withheld.has(place))
    .sort(([, a], [, b]) => a - b)
  const isEnough = () =>
    withheld.size > 1 && sum([...withheld].map((place) => counts[place] ?? 0)) >= leastTogether
  while (!isEnough() && others.length > 0) withheld.add((others.shift() as [number, number])[0])
  // All that was given hides in one place or two: then the empty ones are withheld too, or they would tell.
  if (!isEnough()) for (const place of counts.keys()) withheld.add(place)
  return withheld
}

/**
 * Counts the answers to one question of scale or choice. Who gave none is a cell like the others. Where all who
 * answered said the same, nothing is told, as it would be known of each of them.
 * @param given how often each value was given
 * @param asked how many persons' answers count, those who left the question out included
 */
export const countAnswers = (
  given: readonly { value: number | string; count: number }[],
  asked: number,
): Shown => {
  const answered = sum(given.map(({ count }) => count))
  const nothing = { answered: null, mean: null, counts: given.map(({ value }) => ({ value, count: null })) }
  const alike = given.filter(({ count }) => count > 0).length === 1
  if (asked < leastTogether || alike) return nothing
  const withheld = withheldPlaces([...given.map(({ count }) => count), asked - answered])
  const counts = given.map(({ value, count }, place) => ({
    value,
    count: withheld.has(place) ? null : count,
  }))
  const isScale = given.every(({ value }) => typeof value === 'number')
  const total = sum(given.map(({ value, count }) => Number(value) * count))
  return {
    answered: withheld.has(given.length) ? null : answered,
    // Together with some of the counts a mean tells the others.
    mean: isScale && withheld.size === 0 && answered > 0 ? Math.round((total / answered) * 10) / 10 : null,
    counts,
  }
}
