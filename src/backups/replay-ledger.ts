import { join } from 'node:path'
import type pg from 'pg'
import { openArchive } from '#src/backups/archive.ts'
import { listBackups } from '#src/backups/backup-files.ts'
import { keyArchivePath } from '#src/backups/key-archive.ts'
import {
  deactivatePatient,
  destroyKeys,
  endAssignment,
  endGuardian,
  endPassword,
  findPlace,
  keepAct,
  openInstance,
  optOut,
  type ReplayAct,
  removeFactor,
  restrict,
  revokeInvitation,
  revokeMembership,
  spendRecoveryCode,
  voidTransient,
  withdrawConsent,
} from '#src/backups/replay.queries.ts'
import { eraseAgain, purgeAgain } from '#src/backups/replay-erasure.queries.ts'
import type { Clock } from '#src/clock.ts'
import { ConfigError } from '#src/config.ts'
import type { BackupKeys } from '#src/crypto/backup-keys.ts'
import { withOwner } from '#src/db/owner-session.ts'
import {
  type LedgerPlace,
  readEntries,
  readInstance,
  readTail,
  verifyLedger,
} from '#src/privacy/ledger/ledger-file.ts'
import { LedgerError } from '#src/privacy/ledger/ledger-line.ts'
import type { TakingAway } from '#src/privacy/ledger/record-taking-away.ts'
import { reconcile } from '#src/privacy/ledger/write-ledger.ts'

/** What a replay reads and writes. */
export interface Replay {
  readonly ownerUrl: string
  readonly folder: string
  readonly keys: BackupKeys
  readonly clock: Clock
}

/** What a replay did. */
export interface Replayed {
  /** Acts by kind. */
  readonly acts: Readonly<Record<string, number>>
  readonly total: number
  /** Up to where the ledger was read. */
  readonly position: number
}

const nothing: ReplayAct = async () => {}

const replaysOf = (keys: BackupKeys): Record<TakingAway, ReplayAct> => ({
  erased: eraseAgain(keys.hashFor),
  consentWithdrawn: withdrawConsent,
  // What somebody objects to, they do not consent to either.
  async objected(client, act) {
    const { purpose } = act.detail
    if (act.detail.consent !== 'none') await withdrawConsent(client, act)
    if (purpose === 'marketing' || purpose === 'reminders')
      await optOut(client, { ...act, detail: { [purpose]: 'off' } })
  },
  restricted: restrict,
  optedOut: optOut,
  unsubscribed: optOut,
  patientDeactivated: deactivatePatient,
  membershipRevoked: revokeMembership,
  guardianRevoked: endGuardian,
  invitationRevoked: revokeInvitation,
  // No client of an organisation exists yet: there is nothing to take away.
  clientRevoked: nothing,
  keyDestroyed: destroyKeys,
  // No session outlives a restore.
  sessionsEnded: nothing,
  factorRemoved: removeFactor,
  recoveryCodeUsed: spendRecoveryCode,
  assignmentEnded: endAssignment,
  passwordChanged: endPassword,
  organisationPurged: purgeAgain,
})

const headOf = async (path: string, keys: BackupKeys) => {
  const archive = await openArchive(path, keys)
  await archive.close()
  return archive.header.ledger
}

/** How far the ledger went when archives were written: it cannot be shorter now. */
const knownHeads = async (folder: string, keys: BackupKeys) => {
  const paths = (await listBackups(folder)).map(({ name }) => join(folder, name))
  const heads = await Promise.all(paths.map((path) => headOf(path, keys)))
  const ofKeys = await headOf(keyArchivePath(folder), keys).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return ofKeys ? [...heads, ofKeys] : heads
}

const demandLedger = async (place: LedgerPlace, keys: BackupKeys): Promise<string> => {
  const instanceId = await readInstance(place)
  if (instanceId === null)
    throw new LedgerError('ledgerIncomplete', `the ledger is missing from ${place.folder}`)
  await verifyLedger(place, await knownHeads(place.folder, keys))
  return instanceId
}

/** Sign-ins and links are voided by a replay: it is for a database that was restored, and for no other. */
const demandBehind = async (client: pg.ClientBase, place: LedgerPlace): Promise<void> => {
  const fault = await reconcile(client, place).then(
    () => null,
    (error: unknown) => {
      if (error instanceof LedgerError) return error
      throw error
    },
  )
  if (fault === null)
    throw new ConfigError('restore:replay: the database knows its whole ledger; there is nothing to replay')
  if (fault.fault !== 'restored' && fault.fault !== 'databaseBehind') throw fault
}

const replayAll = async (client: pg.ClientBase, place: LedgerPlace, keys: BackupKeys): Promise<Replayed> => {
  const replays = replaysOf(keys)
  const known = await findPlace(client)
  const acts: Record<string, number> = {}
  let [position, total] = [0, 0]
  for await (const act of readEntries(place)) {
    position = act.position
    if (position === known.position && act.id !== known.id)
      throw new LedgerError('otherLedger', 'the ledger belongs to another database')
    if (position <= known.position) continue
    const replay = replays[act.action]
    if (!replay)
      throw new ConfigError(`restore:replay: a newer version wrote the act ${position} of the ledger`)
    await replay(client, act)
    await keepAct(client, act)
    acts[act.action] = (acts[act.action] ?? 0) + 1
    total++
  }
  if (position < known.position)
    throw new LedgerError(
      'ledgerIncomplete',
      `the ledger ends at ${position}, the database knows ${known.position}`,
    )
  return { acts, total, position }
}

/**
 * Does to a restored database everything again that people had taken away since the backup, withdraws what was due, voids
 * sign-ins and links, and only then opens it. All in one transaction: it is done whole or not at all, and may be
 * repeated.
 * @throws ConfigError for a ledger that is incomplete or of another database
 */
export const replayLedger = async ({ ownerUrl, folder, keys, clock }: Replay): Promise<Replayed> => {
  const place = { folder, keys }
  try {
    const instanceId = await demandLedger(place, keys)
    return await withOwner(ownerUrl, 'replay', async (client) => {
      await client.query('begin')
      await demandBehind(client, place)
      const { beat } = await findPlace(client)
      const replayed = await replayAll(client, place, keys)
      await voidTransient(client, clock.now().toISOString())
      const { beat: seen } = await readTail(place)
      await openInstance(client, instanceId, Math.max(beat, seen) + 1)
      await client.query('commit')
      return replayed
    })
  } catch (error) {
    if (error instanceof LedgerError)
      throw new ConfigError(`BACKUP_DIR: ${error.message}; nothing was opened`)
    throw error
  }
}
