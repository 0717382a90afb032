import { pino } from 'pino'
import { loadConfig } from '#src/config.ts'
import { openDeps } from '#src/deps.ts'
import { advanceErasure } from '#src/features/erasures/advance-erasure.ts'
import { listDueErasures } from '#src/features/erasures/erasures.queries.ts'
import { scanErasures } from '#src/features/erasures/scan-erasures.ts'
import { sendMail } from '#src/features/messages/send-mail.ts'
import { sweepOrganisation } from '#src/features/retention/sweep-organisation.ts'

/**
 * A process that takes every erasure to its end as the workers do, or sweeps an organisation, and is killed by the test
 * wherever it is. Arguments: instant; organisation and run of a sweep. The rest is its environment.
 */
const [instant = '', organisationId, runId] = process.argv.slice(2)
const { DATABASE_URL: databaseUrl = '', DATABASE_OWNER_URL: ownerUrl = '' } = process.env
let late = 0
const clock = { now: () => new Date(Date.parse(instant) + late) }
const log = pino({ level: 'silent' })
const deps = await openDeps(loadConfig(process.env), { databaseUrl, ownerUrl, log, clock })

const sendMails = async (): Promise<void> => {
  const due = 'select organisation_id, id from due_mails($1, 1000)'
  const { rows } = await deps.db.worker.query(due, [clock.now()])
  for (const { organisation_id: organisation, id } of rows)
    await sendMail(deps, { organisationId: organisation, mailId: id })
}

if (organisationId && runId) await sweepOrganisation(deps, organisationId, { organisationId, id: runId })
// What waits is looked at again a minute later.
else
  for (let round = 0; round < 4; round++) {
    for (const part of await listDueErasures(deps.db, clock.now(), 100)) await advanceErasure(deps, part)
    await scanErasures(deps, 'due')
    await sendMails()
    late += 61_000
  }
process.exit(0)
