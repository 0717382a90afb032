import { roles } from '#src/access/access.ts'

/** What the table reads of an operation of the contract. */
interface Operation {
  operationId?: string
  'x-access'?: readonly string[]
}

/** The contract's paths, as far as the table reads them. */
export type Paths = Record<string, Record<string, Operation>>

const columns = ['public', 'metrics', 'me', ...[...roles].reverse(), 'platform_admin'] as const

const methods = ['get', 'post', 'put', 'patch', 'delete']

const stepUp = ' + step-up'

const cellsOf = (access: readonly string[]) => {
  const granted = new Map(
    access.map((entry) => {
      const [role = '', reach = 'yes'] = entry.replace(stepUp, '').split(': ')
      return [role, reach]
    }),
  )
  return [
    ...columns.map((column) => granted.get(column) ?? ''),
    access.some((entry) => entry.endsWith(stepUp)) ? 'yes' : '',
  ]
}

/** Rows whose columns stand below each other, as the formatter would have them. */
const aligned = ([head = [], ...rows]: readonly string[][]): string[] => {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)]
}

/** The route × role table, as Markdown: who may call each operation, and how far they reach. */
export const accessTable = (paths: Paths): string => {
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      return operation ? [{ call: `${method.toUpperCase()} ${path}`, ...operation }] : []
    }),
  )
  const head = ['call', 'operation', ...columns, 'step-up']
  return [
    '# Who may call what',
    '',
    "Generated from the routes by `npm run contract`. `own`: the role's own rows; `organisation`: all of the organisation's.",
    '',
    ...aligned([
      head,
      ...operations.map(({ call, operationId = '', 'x-access': access = [] }) => [
        `\`${call}\``,
        operationId,
        ...cellsOf(access),
      ]),
    ]),
    '',
  ].join('\n')
}
