import t from 'tap'
import { ageOn, isOfAge } from '#src/features/patients/age.ts'

t.test('P12 a birthday counts from its day on', async (t) => {
  t.equal(ageOn('2010-06-15', '2026-06-14'), 15)
  t.equal(ageOn('2010-06-15', '2026-06-15'), 16)
  t.equal(ageOn('2010-06-15', '2026-12-31'), 16)
  t.equal(ageOn('2030-01-01', '2026-06-15'), -4, 'nobody is born yet')
})

t.test(
  'P12 who was born on 29 February gets older on 1 March, and on 29 February where there is one',
  async (t) => {
    t.equal(ageOn('2012-02-29', '2025-02-28'), 12)
    t.equal(ageOn('2012-02-29', '2025-03-01'), 13)
    t.equal(ageOn('2012-02-29', '2028-02-28'), 15)
    t.equal(ageOn('2012-02-29', '2028-02-29'), 16)
  },
)

t.test("P12 the day is the one on the organisation's wall", async (t) => {
  const birthday = '2013-05-10'
  t.equal(isOfAge(birthday, 13, '2026-05-09T22:30:00Z', 'Europe/Stockholm'), true)
  t.equal(isOfAge(birthday, 13, '2026-05-09T22:30:00Z', 'UTC'), false)
  t.equal(isOfAge(birthday, 13, '2026-05-10T03:00:00Z', 'America/New_York'), false)
  t.equal(isOfAge(birthday, 13, '2026-05-09T12:00:00Z', 'Pacific/Auckland'), true)
})
