import { createSecretKey, randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { loadConfig } from '#src/config.ts'
import { parseBackupKey } from '#src/crypto/backup-keys.ts'
import { openKeyring } from '#src/crypto/keyring.ts'
import { parseMasterKeys } from '#src/crypto/master-keys.ts'
import { openPasswords } from '#src/crypto/passwords.ts'
import { openPools } from '#src/db/connect.ts'
import type { Deps } from '#src/deps.ts'
import { JobFailure } from '#src/jobs/failure.ts'
import type { JobQueue } from '#src/jobs/queue.ts'
import { openMailer } from '#src/mail/mailer.ts'
import { openLedger } from '#src/privacy/ledger/ledger.ts'

const away = () => new JobFailure('queue-away')

/** A queue that nothing can reach. */
const unreachableQueue: JobQueue = {
  backend: 'postgres',
  get producer(): never {
    throw away()
  },
  add: () => Promise.reject(away()),
  texts: async function* () {},
  ping: () => Promise.reject(away()),
  openWorker() {
    throw away()
  },
  close: () => Promise.resolve(),
}

/**
 * What an application needs to be built and never to serve: nothing is connected to, no key is read or kept. Whatever
 * the machine's environment says, the contract is that of the defaults.
 */
export const contractDeps = async (): Promise<Deps> => {
  const config = loadConfig({ DATA_DIR: join(tmpdir(), 'praxis-contract'), PASSWORD_HASH_COST: '10' })
  const clock = { now: () => new Date(0) }
  const log = pino({ level: 'silent' })
  const pepper = createSecretKey(randomBytes(32))
  const db = openPools('postgres://nobody@127.0.0.1:1/nothing', { statementNames: false })
  const backupKeys = parseBackupKey(randomBytes(32).toString('base64'))
  return {
    config,
    db,
    log,
    clock,
    keyring: openKeyring({
      masterKeys: parseMasterKeys(`contract:${randomBytes(32).toString('base64')}`),
      clock,
    }),
    passwords: await openPasswords({
      cost: config.passwordHashCost,
      currentPepper: 1,
      pepperOf: () => pepper,
    }),
    mailer: openMailer(config, log),
    queue: unreachableQueue,
    ledger: openLedger(db, { folder: config.backupDir, keys: backupKeys }),
    keyArchive: { write: () => Promise.reject(away()) },
    backupKeys,
    ownerUrl: null,
    trail: { append: () => Promise.reject(away()), expect: () => () => {} },
    limitStore: null,
    publicUrl: 'http://127.0.0.1:3000',
    childrenInSight: null,
    draining: false,
  }
}
