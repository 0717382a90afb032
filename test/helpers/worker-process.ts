import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const main = join(import.meta.dirname, '../../src/main.ts')

/** A worker process that can be killed at any moment and started again. */
export interface WorkerProcess {
  start(): void
  /** Ends it without a word, as a crash does. */
  kill(): Promise<void>
  /** Ends it with SIGTERM. @returns its exit code */
  stop(): Promise<number | null>
}

/** `npm run worker` as a process of its own with this environment. */
export const workerProcess = (environment: Record<string, string>): WorkerProcess => {
  let child: ChildProcess | null = null
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const ending = child
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return null
    const gone = once(ending, 'exit')
    ending.kill(signal)
    const [code] = await gone
    return code as number | null
  }
  return {
    start() {
      child = spawn(process.execPath, ['--disable-proto=delete', main, 'worker'], {
        env: {
          PATH: process.env.PATH ?? '',
          NODE_ENV: 'test',
          LOG_LEVEL: 'warn',
          PASSWORD_HASH_COST: '10',
          ...environment,
        },
        stdio: 'ignore',
      })
    },
    async kill() {
      await end('SIGKILL')
    },
    stop: () => end('SIGTERM'),
  }
}
