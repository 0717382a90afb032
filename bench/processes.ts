import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A started process that answers HTTP. */
export interface Running {
  readonly url: string
  /** Resident memory now, and at its highest so far, in MiB; null where the system does not tell. */
  memory(): Promise<{ now: number; peak: number } | null>
  /** SIGTERM, then waits for its end. */
  stop(): Promise<void>
}

export interface Start {
  readonly script: string
  readonly parameters?: readonly string[]
  readonly nodeOptions?: readonly string[]
  readonly environment: Record<string, string>
  /** Gets standard output and error: a log costs what a log costs in production. */
  readonly log: string
  /** Answers 200 once the process can be used. */
  readonly readyPath: string
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

const memoryOf = async (pid: number) => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null)
  if (status === null) return null
  const mebibytes = (field: string) =>
    Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024
  return { now: mebibytes('VmRSS'), peak: mebibytes('VmHWM') }
}

const longestStart = 60_000

const untilReady = async (child: ChildProcess, url: string, log: string) => {
  const deadline = performance.now() + longestStart
  while (performance.now() < deadline && child.exitCode === null) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.status === 200) return
    await wait(5)
  }
  throw new Error(`${url} did not get ready:\n${(await readFile(log, 'utf8')).slice(-2_000)}`)
}

const end = async (child: ChildProcess, log: FileHandle) => {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await log.close()
}

/** Starts a Node process on a free port and waits until it is ready. */
export const startProcess = async (start: Start): Promise<Running> => {
  const port = await freePort()
  const log = await open(start.log, 'w')
  const script = join(import.meta.dirname, '..', start.script)
  const parameters = [...(start.nodeOptions ?? []), script, ...(start.parameters ?? [])]
  const child = spawn(process.execPath, parameters, {
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: String(port),
      ...start.environment,
    },
    stdio: ['ignore', log.fd, log.fd],
  })
  const url = `http://127.0.0.1:${port}`
  try {
    await untilReady(child, `${url}${start.readyPath}`, start.log)
  } catch (error) {
    await end(child, log)
    throw error
  }
  return {
    url,
    memory: async () => (child.pid === undefined ? null : memoryOf(child.pid)),
    stop: () => end(child, log),
  }
}
