import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inOrganisation, type Operation } from '#test/helpers/operations.ts'

/** Who calls, in the order of the table's columns. */
export const callers = [
  'public',
  'me',
  'patient',
  'practitioner',
  'receptionist',
  'org_admin',
  'platform_admin',
  'outsider',
] as const
export type CallerName = (typeof callers)[number]

/** What a caller may expect. */
export const cells = ['yes', 'own', '401', '403', '404'] as const
export type Cell = (typeof cells)[number]

export interface AccessRow {
  operation: string
  call: string
  cells: Record<CallerName, Cell>
  stepUp: boolean
}

const cellOf = (text: string | undefined, row: string): Cell => {
  const cell = cells.find((known) => known === text)
  if (!cell) throw new Error(`access.expected.md says ${text} in: ${row}`)
  return cell
}

/** The table that was written by hand. */
export const expectedAccess = async (): Promise<AccessRow[]> => {
  const text = await readFile(join(import.meta.dirname, 'access.expected.md'), 'utf8')
  const lines = text.split('\n').filter((line) => /^\| \w+ \| [A-Z]+ \//.test(line))
  return lines.map((line) => {
    const [operation = '', call = '', ...rest] = line
      .slice(1, -1)
      .split('|')
      .map((text) => text.trim())
    const named = callers.map((caller, n) => [caller, cellOf(rest[n], line)])
    return {
      operation,
      call,
      cells: Object.fromEntries(named) as AccessRow['cells'],
      stepUp: rest[callers.length] === 'yes',
    }
  })
}

const stepUp = ' + step-up'
const roles: readonly string[] = ['patient', 'practitioner', 'receptionist', 'org_admin']

const declaredCell = (declared: readonly string[], caller: CallerName): Cell => {
  if (declared.includes('public')) return 'yes'
  if (declared.includes('metrics') || caller === 'public') return '401'
  if (declared.includes('platform_admin')) return caller === 'platform_admin' ? 'yes' : '403'
  const reach = declared.find((entry) => entry.startsWith(`${caller}: `))?.slice(caller.length + 2)
  if (reach === 'breakGlass') return '404'
  if (reach) return reach === 'own' ? 'own' : 'yes'
  if (declared.includes('me')) return 'own'
  return roles.includes(caller) ? '403' : '404'
}

/** The row that follows from what the operation's route declares. */
export const declaredAccess = (operation: Operation): AccessRow => {
  const declared = operation['x-access'].map((entry) => entry.replace(stepUp, ''))
  return {
    operation: operation.id,
    call: operation.call,
    cells: Object.fromEntries(
      callers.map((caller) => [caller, declaredCell(declared, caller)]),
    ) as AccessRow['cells'],
    stepUp: operation['x-access'].some((entry) => entry.endsWith(stepUp)),
  }
}

/** What guardians may call, by operation: as far as the child goes, or as far as everybody who belongs there. */
export const expectedOfGuardians = async (): Promise<ReadonlyMap<string, 'linked' | 'yes'>> => {
  const text = await readFile(join(import.meta.dirname, 'access.expected.md'), 'utf8')
  const cells = [...text.matchAll(/^\| (\w+) \| (linked|yes) \|$/gm)]
  return new Map(cells.map(([, operation = '', cell]) => [operation, cell as 'linked' | 'yes']))
}

/** How an answer refused its caller; null where it let them through, whatever came of it. */
export const refusalOf = (
  operation: Operation,
  { status, body }: { status: number; body: { type?: string } | null },
): Cell | 'step-up' | null => {
  const code = String(body?.type).split('/').at(-1)
  if (status === 401 && code === 'unauthenticated') return '401'
  if (status === 403) return code === 'step-up-required' ? 'step-up' : '403'
  return status === 404 && inOrganisation(operation) ? '404' : null
}
