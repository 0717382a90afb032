import { pino } from 'pino'
import { loadConfig } from '#src/config.ts'
import { openDeps } from '#src/deps.ts'
import { purgeOrganisation } from '#src/features/terminations/purge-organisation.ts'

/** A process that purges an organisation and is killed by the test. Arguments: database URL, data folder, instant, organisation. */
const [databaseUrl = '', dataDir = '', instant = '', organisationId = ''] = process.argv.slice(2)
const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: dataDir, DATABASE_URL: databaseUrl })
const clock = { now: () => new Date(instant) }
const deps = await openDeps(config, { databaseUrl, log: pino({ level: 'silent' }), clock })
process.stdout.write('running\n')
await purgeOrganisation(deps, organisationId)
process.stdout.write('done\n')
