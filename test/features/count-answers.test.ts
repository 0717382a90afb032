import fc from 'fast-check'
import { test } from 'tap'
import { countAnswers, leastTogether, withheldPlaces } from '#src/features/surveys/count-answers.ts'

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

test('S77: no count below five is told, nor can be got as the total less the others', (t) => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 12 }), (counts) => {
      const withheld = withheldPlaces(counts)
      const shown = counts.filter((_count, place) => !withheld.has(place))
      if (shown.some((count) => count > 0 && count < leastTogether)) return false
      const hidden = sum(counts) - sum(shown)
      return (
        withheld.size === 0 ||
        withheld.size === counts.length ||
        (withheld.size > 1 && hidden >= leastTogether)
      )
    }),
  )
  t.strictSame([...withheldPlaces([20, 3, 9, 12])].sort(), [1, 2])
  t.strictSame([...withheldPlaces([20, 2, 3])].sort(), [1, 2])
  t.strictSame([...withheldPlaces([20, 0, 7])], [])
  t.strictSame([...withheldPlaces([3, 0, 0])].sort(), [0, 1, 2])
  t.end()
})

const rated = (...counts: number[]) => counts.map((count, n) => ({ value: n + 1, count }))

test('S77: a mean that would tell a withheld count is withheld, and so is what all said alike', (t) => {
  t.strictSame(countAnswers(rated(6, 0, 14), 20), { answered: 20, mean: 2.4, counts: rated(6, 0, 14) })
  t.equal(countAnswers(rated(6, 8, 14), 29).mean, null, 'who left it out is one alone')
  t.equal(countAnswers(rated(6, 8, 14), 29).answered, null)
  t.equal(countAnswers(rated(2, 8, 14), 24).mean, null)
  t.match(countAnswers(rated(0, 20, 0), 20), {
    answered: null,
    mean: null,
    counts: [{ count: null }, { count: null }],
  })
  t.match(countAnswers(rated(2, 2, 0), 4), { answered: null, mean: null })
  t.end()
})
