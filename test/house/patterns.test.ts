import { test } from 'tap'
import ts from 'typescript'
import { nodesOf, parse, placeOf, readSources, type Source, unexcused } from '#test/house/sources.ts'

/** Longer than any header, address or field that a pattern sees. */
const longest = 32_768
/** Milliseconds; what doubles with every character, or grows by its square, takes far longer. */
const most = 150

interface Pattern {
  path: string
  place: string
  expression: RegExp
}

const patternsOf = (source: Source): Pattern[] =>
  nodesOf(source)
    .filter((node) => ts.isRegularExpressionLiteral(node))
    .map((node) => {
      const text = node.getText()
      const end = text.lastIndexOf('/')
      return {
        path: source.path,
        place: `${placeOf(source, node)} ${text}`,
        expression: new RegExp(text.slice(1, end), text.slice(end + 1).replace(/[gy]/g, '')),
      }
    })

const escapes: Record<string, string> = { d: '0', w: 'a', s: ' ', p: 'a', S: 'a', n: '\n', r: '\r' }

/** Characters that the pattern speaks of, and some that it may not. */
const charactersOf = ({ source }: RegExp): string[] => {
  const escaped = [...source.matchAll(/\\(.)/g)].map(([, letter]) => escapes[letter ?? ''] ?? letter ?? '')
  const plain = source.replace(/\\./g, '').replace(/[()[\]{}|^$?*+]/g, '')
  return [...new Set([...escaped, ...plain.slice(0, 30), 'a', '0', ' '])]
}

const hostile = (expression: RegExp): string[] => {
  const characters = charactersOf(expression)
  const pairs = characters.flatMap((one) => characters.slice(0, 8).map((other) => one + other))
  return [...characters, ...pairs].flatMap((one) => {
    const long = one.repeat(Math.floor(longest / one.length))
    return [long, `${long}\u0000`, `${long}!`]
  })
}

const isSlow = ({ expression }: Pattern): boolean =>
  hostile(expression).some((text) => {
    const before = performance.now()
    expression.test(text)
    return performance.now() - before > most
  })

/** Twice, as the machine may have been busy with something else. */
const slowPatterns = (patterns: readonly Pattern[]) =>
  patterns
    .filter((pattern) => isSlow(pattern) && isSlow(pattern))
    .map(({ path, place }) => ({
      path,
      place,
      what: 'takes longer than its text: anchor it, or leave nothing to choose',
    }))

test('S43: every pattern in the code answers hostile text in a time that grows with its length alone', (t) => {
  const patterns = readSources('src', 'workers').flatMap(patternsOf)
  t.ok(patterns.length > 30)
  t.strictSame(
    unexcused(slowPatterns(patterns), {
      'src/db/data-folder-lock.ts': 'PostgreSQL cuts an application’s name at 63 bytes',
    }),
    [],
  )
  t.end()
})

test('S43: no pattern is made of what somebody sent', (t) => {
  const made = readSources('src', 'workers').flatMap((source) =>
    nodesOf(source)
      .filter((node) => ts.isNewExpression(node) && node.expression.getText() === 'RegExp')
      .map(() => source.path),
  )
  t.strictSame(
    [...new Set(made)],
    [
      'src/http/not-found.ts',
      'src/jobs/redis-backend.ts',
      'src/privacy/erasure/scan-everything.ts',
      'src/schema/formats.ts',
    ],
    'of paths of our routes, commands of our library, escaped identifiers of the erased and classes of characters',
  )
  t.end()
})

test('S43: this test finds a pattern that never ends, and one that takes the square', (t) => {
  const source = parse(
    'src/bad.ts',
    'const a = /^(\\w+\\s?)*$/.test(x); const b = /\\s+$/.test(x); const c = /^[a-z]+$/.test(x)',
  )
  const slow = patternsOf(source).filter(({ expression }) => {
    const text = `${'a'.repeat(25)}!`
    const before = performance.now()
    expression.test(expression.source.includes('\\w') ? text : `${' '.repeat(longest * 2)}x`)
    return performance.now() - before > 20
  })
  t.equal(patternsOf(source).length, 3)
  t.match(
    slow.map(({ place }) => place),
    [/\(\\w\+\\s\?\)\*/, /\\s\+\$/],
  )
  t.end()
})
