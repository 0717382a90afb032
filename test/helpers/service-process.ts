import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Test } from 'tap'

const main = join(import.meta.dirname, '../../src/main.ts')

/** A process of the service with this environment and nothing of ours. */
export const serviceProcess = (
  t: Test,
  environment: Record<string, string>,
  ...parameters: readonly string[]
) => {
  const child = spawn(process.execPath, ['--disable-proto=delete', main, ...parameters], {
    env: { PATH: '/usr/bin:/bin', PORT: '0', LOG_LEVEL: 'info', PASSWORD_HASH_COST: '10', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (said.out += chunk))
  child.stderr.on('data', (chunk) => (said.err += chunk))
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal)
    return exit
  }
  t.teardown(() => stop())
  return {
    said,
    exit,
    stop,
    /** What it said on standard output, once that matches. */
    async heard(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const found = pattern.exec(said.out)
        if (found) return found
        const gone = exit.then((code) => Promise.reject(new Error(`${code}: ${said.err}`)))
        await Promise.race([once(child.stdout, 'data'), gone])
      }
    },
  }
}
