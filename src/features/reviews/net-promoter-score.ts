/** The net promoter score, from -100 to 100, and the bounds of its 95 % confidence interval. */
export interface NetPromoterScore {
  value: number
  low: number
  high: number
}

/** Quantile of the normal distribution that leaves 2.5 % on either side. */
const z = 1.959964

const oneDecimal = (value: number) => Math.round(value * 10) / 10
const bounded = (value: number) => Math.max(-100, Math.min(100, value))
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

/**
 * Share of promoters (9 and 10) less share of detractors (0 to 6), in points. The interval is the adjusted Wald one of
 * B. Rocks, "Interval Estimation for the Net Promoter Score", The American Statistician 70 (2016): with three answers
 * added, of which three quarters promote and three quarters detract, p and d are the shares, and the interval is
 * (p − d) ± z √((p + d − (p − d)²) / (n + 3)), here with z = 1.96. It holds for few answers as well, around its own
 * middle, which lies a little nearer to zero than the value; where all say the same it is stretched to hold the value.
 * @param scores how often each score from 0 to 10 was given
 * @returns points with one decimal; null without an answer
 */
export const netPromoterScore = (scores: readonly number[]): NetPromoterScore | null => {
  const answers = sum(scores)
  if (answers === 0) return null
  const promoters = sum(scores.slice(9))
  const detractors = sum(scores.slice(0, 7))
  const n = answers + 3
  const p = (promoters + 0.75) / n
  const d = (detractors + 0.75) / n
  const reach = z * Math.sqrt((p + d - (p - d) ** 2) / n)
  const value = oneDecimal(((promoters - detractors) / answers) * 100)
  return {
    value,
    low: Math.min(value, oneDecimal(bounded((p - d - reach) * 100))),
    high: Math.max(value, oneDecimal(bounded((p - d + reach) * 100))),
  }
}

/**
 * The mean of scores.
 * @param scores how often each score from 0 to 10 was given
 * @returns one decimal; null without an answer
 */
export const meanScore = (scores: readonly number[]): number | null => {
  const answers = sum(scores)
  if (answers === 0) return null
  return oneDecimal(sum(scores.map((times, score) => times * score)) / answers)
}
