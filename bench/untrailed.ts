// The service as it is, but for one thing: what it shows is not appended to the trail. What that costs is measured
// against it; no setting of the service turns the trail off.
import type { AddressInfo } from 'node:net'
import { buildApp } from '#src/app.ts'
import { loadConfig } from '#src/config.ts'
import { closeDeps, openDeps } from '#src/deps.ts'
import { openLog } from '#src/open-log.ts'

const config = loadConfig(process.env)
const databaseUrl = config.databaseUrl
if (databaseUrl === null) throw new Error('DATABASE_URL: must be set')
const deps = {
  ...(await openDeps(config, { databaseUrl, log: openLog(config) })),
  trail: { append: async () => {}, expect: () => () => {} },
}
const app = await buildApp(deps)
await app.listen({ host: config.host, port: config.port })
deps.publicUrl = `http://${config.host}:${(app.server.address() as AddressInfo).port}`

process.once('SIGTERM', async () => {
  await app.close()
  await closeDeps(deps)
})
