import { startTestServer } from '#test/helpers/test-server.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
const server = await startTestServer('/usr/lib/postgresql/15/bin')
const n = Number(process.argv[2])
for (let i = 0; i < n; i++) {
  await Promise.all([0, 1, 2, 3].map(async (k) => {
    const p = spawn(process.execPath, ['--import', '/tmp/explore/trace.mjs', 'test/workers/jobs.test.ts'], { env: { ...process.env, ...server.environment, NODE_ENV: 'test', TAP_TIMEOUT: '200' }, stdio: ['ignore', 'pipe', 'pipe'] })
    const out = createWriteStream(`/tmp/explore/out-${i}-${k}.txt`)
    p.stdout.pipe(out); p.stderr.pipe(out)
    const [code] = await once(p, 'exit')
    console.log(i, k, code)
  }))
}
await server.stop()
