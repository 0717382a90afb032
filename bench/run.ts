import { measure } from './measure.ts'
import { readOptions } from './options.ts'
import { machine, table, writeRun } from './report.ts'

const say = (text: string) => void process.stdout.write(`${text}\n`)

const argv = process.argv.slice(2)
const options = readOptions(argv)
say(`Machine: ${machine()}, Node ${process.version}`)
const { figures, postgresql } = await measure(options, say)
say(`\n${table(figures)}\n`)
const path = await writeRun({
  at: new Date().toISOString(),
  command: ['npm run bench', ...(argv.length ? ['--', ...argv] : [])].join(' '),
  machine: machine(),
  node: process.version,
  postgresql,
  appointments: options.appointments,
  figures,
})
say(`Written to ${path}`)
