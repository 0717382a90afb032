import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import type { Test } from 'tap'

/** Whether a Redis server is installed here. */
export const redisInstalled = (): boolean => spawnSync('redis-server', ['--version']).status === 0

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const settings = (port: number, directory: string, policy: string) => [
  ...['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--loglevel', 'warning'],
  // Uncompressed, so that a search through a dump finds whatever is stored in clear.
  ...['--save', '', '--appendonly', 'no', '--rdbcompression', 'no', '--maxmemory-policy', policy],
]

/** A real Redis server on a free port of this machine, gone with the test. It keeps nothing over a stop. */
export const startRedis = async (t: Test, { policy = 'noeviction' } = {}) => {
  const directory = await mkdtemp(join(tmpdir(), 'praxis-redis-'))
  const port = await freePort()
  const client = new Redis({ port, host: '127.0.0.1', maxRetriesPerRequest: null, retryStrategy: () => 20 })
  // While the server is away by intent, the client says so again and again.
  client.on('error', () => {})
  let server: ChildProcess | undefined

  const start = async () => {
    server = spawn('redis-server', settings(port, directory, policy), { stdio: 'ignore' })
    await client.ping()
  }
  const stop = async () => {
    if (!server) return
    const gone = once(server, 'exit')
    server.kill('SIGKILL')
    await gone
    server = undefined
  }
  t.teardown(async () => {
    client.disconnect()
    await stop()
    await rm(directory, { recursive: true, force: true })
  })
  await start()
  return {
    url: `redis://127.0.0.1:${port}/0`,
    start,
    stop,
    /** Forgets everything, as after a restart without persistence. */
    async flush() {
      await client.flushall()
    },
    /** Answers every write with an error, as when memory is full. */
    async refuse(refusing: boolean) {
      await client.config('SET', 'maxmemory', refusing ? '1' : '0')
    },
    /** Every byte that is stored. */
    async dump(): Promise<string> {
      await client.save()
      return readFile(join(directory, 'dump.rdb'), 'latin1')
    },
  }
}
