import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readFileSync } from 'node:fs'
import { startTestServer } from '#test/helpers/test-server.ts'

const systemPrograms = (): string | null => {
  const { status, stdout } = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}

// `--postgres=system` runs what depends on the server against the PostgreSQL that `pg_config` finds; else the embedded one.
const files = process.argv.slice(2).filter((argument) => argument !== '--postgres=system')
const programs = process.argv.includes('--postgres=system') ? systemPrograms() : null
if (programs === null && process.argv.includes('--postgres=system')) {
  console.log('no PostgreSQL found by pg_config: skipped')
  process.exit(0)
}

/** What another server could answer otherwise: policies, plans, catalogues, locks, the queue on it, and what retention takes. */
const testsOfTheServer = [
  ...['catalogue', 'entrances', 'lost-connections', 'outdated-statements', 'plans', 'register', 'wall'],
  ...['time', 'wrong-login'],
]
  .map((name) => `test/house/${name}.test.ts`)
  .concat(
    'test/features/{booking,retention}.test.ts',
    'test/workers/jobs.test.ts',
    'test/journeys/tour.test.ts',
  )
const chosen = files.length > 0 || programs === null ? files : testsOfTheServer

const tapProgram = 'node_modules/tap/dist/esm/run.mjs'
// Fresh from the registry tap loads its TypeScript plugin, which .taprc leaves out; its first run would still do so.
if (
  readFileSync('node_modules/@tapjs/test/test-built/dist/esm/index.js', 'utf8').includes('@tapjs/typescript')
)
  spawnSync(process.execPath, [tapProgram, 'build'], { stdio: 'ignore' })

const server = await startTestServer(programs)
console.log(`PostgreSQL ${server.version}${programs ? '' : ' (embedded)'}`)
const tap = spawn(process.execPath, [tapProgram, ...chosen], {
  stdio: ['inherit', 'pipe', 'inherit'],
  env: {
    ...process.env,
    ...server.environment,
    NODE_ENV: 'test',
    UV_THREADPOOL_SIZE: '8',
    NODE_COMPILE_CACHE: 'node_modules/.cache/compiled-tests',
    // Of every module that is loaded tap reads the source map, for coverage that nobody asks for here: half a second for
    // each file.
    _TAPJS_PROCESSINFO_EXCLUDE_: '/./',
    // Many live for seconds and throw nearly everything away.
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --max-semi-space-size=32`,
  },
})
let tail = ''
tap.stdout.on('data', (chunk: Buffer) => {
  process.stdout.write(chunk)
  tail = (tail + chunk.toString()).slice(-4_000)
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => tap.kill(signal))
const [code] = await once(tap, 'exit')
await server.stop()
const count = (what: string) => Number(new RegExp(`# \\{[^}]*\\b${what}: (\\d+)`).exec(tail)?.[1] ?? 0)
const [passed, failed] = [count('pass'), count('fail')]
console.log(`${passed} passed, ${failed} failed`)
// Whoever runs several suites adds their lines up.
if (process.env.TEST_RESULTS) appendFileSync(process.env.TEST_RESULTS, `${passed} ${failed}\n`)
process.exit(code ?? 1)
