import { test } from 'tap'
import { lastPromise, namedPromises, promiseFaults, promises, readPromises } from '#test/house/promises.ts'
import { parse, readSources } from '#test/house/sources.ts'

/** How many promises wait for a later part. It only ever goes down. */
const waiting = 14

/** How many more are proven only as far as their row says. */
const unfinished = 6

test('docs/promises.md says of every promise what is so, and tests prove what it says', (t) => {
  t.strictSame(promiseFaults(promises(), namedPromises(readSources('test')), waiting), [])
  t.equal(
    promises().filter(({ state }) => state.startsWith('later')).length,
    waiting,
    'lower the count in test/house/promises.test.ts when fewer wait',
  )
  t.equal(
    promises().filter((row) => row.unfinished).length,
    unfinished,
    'what is missing of a proven promise is finished, or said by a row that had nothing missing before',
  )
  t.end()
})

test('this test finds a promise that nobody proves, one that is proven too early, and one that is forgotten', (t) => {
  const row = (number: number, state: string, file = '') =>
    `| P${number} | promised | ${state} | somewhere | ${file && `\`${file}\``} |`
  const rows = [
    row(1, 'proven', 'test/a.test.ts'),
    row(2, 'proven', 'test/a.test.ts'),
    row(3, 'later: part 2'),
    row(4, 'later: part 2'),
    row(5, 'perhaps'),
    row(6, 'proven'),
    ...Array.from({ length: lastPromise - 7 }, (_none, n) => row(n + 7, 'text')),
  ]
  const named = namedPromises([
    parse(
      'test/a.test.ts',
      `test('P1 and P93 hold', run); t.test(\`P3 of \${name}\`, run); other('P7 is no test'); test('P6', run)`,
    ),
  ])
  t.strictSame(promiseFaults(readPromises(rows.join('\n')), named, 1), [
    'the table must hold P1 to P92 in their order',
    'P5: perhaps is neither proven, text, nor later: and when',
    'P2 is said to be proven, but no test names it in its title',
    'P6 is said to be proven, but the table does not say by which test',
    'P2: no test in test/a.test.ts names it',
    'P3 is later: part 2, but test/a.test.ts names it: it is proven, or the title is wrong',
    'there is no P93',
    '2 promises wait, 1 did before: none may begin to',
  ])
  t.end()
})
