import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { nodesOf, type Source, writtenText } from '#test/house/sources.ts'

/** The promises that there are. */
export const lastPromise = 92

/** A row of `docs/promises.md`. */
export interface Promised {
  number: number
  state: string
  /** The row says what of the promise is still missing. */
  unfinished: boolean
  /** Test files that the row names. */
  tests: string[]
}

/** Reads the rows of the table; a line that is none is left out. */
export const readPromises = (markdown: string): Promised[] =>
  markdown.split('\n').flatMap((line) => {
    const [, number, promise, state = '', enforced = '', tests = ''] = line
      .split('|')
      .map((cell) => cell.trim())
    const found = /^P(\d+)$/.exec(number ?? '')?.[1]
    return found && promise
      ? [
          {
            number: Number(found),
            state,
            unfinished: enforced.includes('Not yet:'),
            tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, file]) => file ?? ''),
          },
        ]
      : []
  })

/** The table as it stands in the documentation. */
export const promises = (): Promised[] => readPromises(readFileSync('docs/promises.md', 'utf8'))

const isTest = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && /(^|\.)test$/.test(node.expression.getText())

/** Numbers of the promises that titles of tests name, each with the files that do. */
export const namedPromises = (sources: readonly Source[]): Map<number, Set<string>> => {
  const named = new Map<number, Set<string>>()
  for (const source of sources)
    for (const node of nodesOf(source).filter(isTest)) {
      const [title] = node.arguments
      for (const [, number] of (title && writtenText(title))?.matchAll(/\bP(\d+)\b/g) ?? [])
        named.set(Number(number), (named.get(Number(number)) ?? new Set()).add(source.path))
    }
  return named
}

const states = /^(proven|text|later: .+)$/

/**
 * What is wrong with the table.
 * @param most how many promises may still wait
 */
export const promiseFaults = (
  rows: readonly Promised[],
  named: ReadonlyMap<number, ReadonlySet<string>>,
  most: number,
): string[] => {
  const numbers = rows.map(({ number }) => number)
  const expected = Array.from({ length: lastPromise }, (_none, n) => n + 1)
  const waiting = rows.filter(({ state }) => state.startsWith('later'))
  return [
    ...(expected.join() === numbers.join()
      ? []
      : [`the table must hold P1 to P${lastPromise} in their order`]),
    ...rows
      .filter(({ state }) => !states.test(state))
      .map(({ number, state }) => `P${number}: ${state} is neither proven, text, nor later: and when`),
    ...rows
      .filter(({ state, number }) => state === 'proven' && !named.has(number))
      .map(({ number }) => `P${number} is said to be proven, but no test names it in its title`),
    ...rows
      .filter(({ state, tests }) => state === 'proven' && tests.length === 0)
      .map(({ number }) => `P${number} is said to be proven, but the table does not say by which test`),
    ...rows.flatMap(({ number, tests }) =>
      tests
        .filter((file) => !named.get(number)?.has(file))
        .map((file) => `P${number}: no test in ${file} names it`),
    ),
    ...rows
      .filter(({ state, number }) => state !== 'proven' && named.has(number))
      .map(
        ({ number, state }) =>
          `P${number} is ${state}, but ${[...(named.get(number) ?? [])].join(', ')} names it: it is proven, or the title is wrong`,
      ),
    ...[...named.keys()]
      .filter((number) => !expected.includes(number))
      .map((number) => `there is no P${number}`),
    ...(waiting.length > most
      ? [`${waiting.length} promises wait, ${most} did before: none may begin to`]
      : []),
  ]
}
