import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'

/** One line of the report. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: '/s' | '/min' | 'ms' | 's' | 'MiB' | 'MiB/s'
  /** What it is held against, in the same unit; null where it stands alone. */
  readonly floor: number | null
  readonly aim: string
  /** null: only shown. */
  readonly met: boolean | null
}

/** A run: on what, when, and what came out. */
export interface Run {
  readonly at: string
  readonly command: string
  readonly machine: string
  readonly node: string
  readonly postgresql: string
  readonly appointments: number
  readonly figures: readonly Figure[]
}

/** What the run stands on. */
export const machine = (): string => `${cpus().length} cores, ${cpus()[0]?.model.trim() ?? 'unknown'}`

const digits = { '/s': 0, '/min': 0, ms: 1, s: 2, MiB: 0, 'MiB/s': 1 } as const

const quantity = (value: number, unit: Figure['unit']) => {
  const text = value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : digits[unit] })
  return unit.startsWith('/') ? `${text}${unit}` : `${text} ${unit}`
}

const columns = ({ name, value, unit, floor, aim, met }: Figure): string[] => [
  name,
  quantity(value, unit),
  floor === null ? '' : quantity(floor, unit),
  floor === null ? '' : `${((value / floor) * 100).toFixed(0)} %`,
  aim,
  met === null ? '' : met ? 'yes' : 'NO',
]

/** The figures as a Markdown table. */
export const table = (figures: readonly Figure[]): string => {
  const head = ['', 'measured', 'held against', 'ratio', 'aim', 'met']
  const rows = [head, ...figures.map(columns)]
  const widths = head.map((_, n) => Math.max(...rows.map((row) => row[n]!.length)))
  const line = (row: readonly string[]) => `| ${row.map((cell, n) => cell.padEnd(widths[n]!)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.slice(1).map(line)].join('\n')
}

/**
 * Writes the run as JSON.
 * @returns where
 */
export const writeRun = async (run: Run): Promise<string> => {
  const folder = join(import.meta.dirname, 'results')
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${run.at.replaceAll(/[:.]/g, '-')}.json`)
  await writeFile(path, `${JSON.stringify(run, null, 2)}\n`)
  return path
}
