import { Temporal } from 'temporal-polyfill'
import { retentionRuleOf } from '#src/privacy/law/retention-periods.ts'
import { statutoryRetentionEnd } from '#src/privacy/law/statutory-retention.ts'

/**
 * The last day of the financial year in which a day lies.
 * @param financialYearEnd `MM-DD`; 29 February is the last of the month in other years
 */
const endOfFinancialYear = (day: string, financialYearEnd: string): string => {
  const date = Temporal.PlainDate.from(day)
  const [month = 12, dayOfMonth = 31] = financialYearEnd.split('-').map(Number)
  const endIn = (year: number) => Temporal.PlainDate.from({ year, month, day: dayOfMonth })
  const end = endIn(date.year)
  return (Temporal.PlainDate.compare(date, end) <= 0 ? end : endIn(date.year + 1)).toString()
}

/**
 * The last day on which the law makes a voucher stay; it may go on the day after (`LEGAL.md` § 2, invoice basis).
 * @param done local date of the visit or of its payment, whichever is later
 * @param country ISO 3166-1
 */
export const bookkeepingDate = (done: string, country: string, financialYearEnd: string): string => {
  const facts = { done, financialYearEnd: endOfFinancialYear(done, financialYearEnd) }
  const end = statutoryRetentionEnd(retentionRuleOf(country, 'invoice'), facts)
  if (end === null) throw new Error('a rule for invoices that counts from nothing')
  return end
}
