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
  endObjections,
  endPassword,
  endRestriction,
  findPlace,
  isThere,
  keepAct,
  openInstance,
  optOut,
  type ReplayAct,
  refuseInvitations,
  removeFactor,
  revokeInvitation,
  revokeMembership,
  spendRecoveryCode,
  tieInvitation,
  voidTransient,
  withdrawConsent,
} from '#src/backups/replay.queries.ts'
import { replayEmail } from '#src/backups/replay-email.ts'
import { ownersTx, type ReplayScope, replayErasure } from '#src/backups/replay-erasure.ts'
import type { Clock } from '#src/clock.ts'
import { ConfigError } from '#src/config.ts'
import type { BackupKeys } from '#src/crypto/backup-keys.ts'
import { openKeyring } from '#src/crypto/keyring.ts'
import type { MasterKeys } from '#src/crypto/master-keys.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withOwner } from '#src/db/owner-session.ts'
import { objectedPurpose, stopObjected } from '#src/features/data-requests/apply-objection.ts'
import { stopUsing } from '#src/features/data-requests/apply-restriction.ts'
import { purgeAgain } from '#src/features/terminations/purge-organisation.ts'
import {
  type LedgerPlace,
  readEntries,
  readInstance,
  readTail,
  verifyLedger,
} from '#src/privacy/ledger/ledger-file.ts'
import { type LedgerEntry, LedgerError } from '#src/privacy/ledger/ledger-line.ts'
import type { LedgerAction } from '#src/privacy/ledger/record-taking-away.ts'
import { reconcile } from '#src/privacy/ledger/write-ledger.ts'

/** What a replay reads and writes. */
export interface Replay {
  readonly ownerUrl: string
  readonly folder: string
  readonly keys: BackupKeys
  readonly masterKeys: MasterKeys
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

type Replays = (scope: ReplayScope, act: LedgerEntry) => Promise<void>

const byRow =
  (replay: ReplayAct): Replays =>
  ({ client }, act) =>
    replay(client, act)

const nothing: Replays = async () => {}

const isHere = async ({ client }: ReplayScope, { organisationId, accountId, patientId }: LedgerEntry) =>
  organisationId === PLATFORM_ID
    ? isThere(client, 'accounts', accountId)
    : isThere(client, 'patients', patientId)

const object: Replays = async (scope, act) => {
  if (!(await isHere(scope, act))) return
  const { organisationId, patientId, accountId, subjectId, id, detail, at } = act
  const request = { organisationId, patientId, accountId, id: subjectId ?? id, filedBy: null }
  await stopObjected({ tx: scope.tx, at }, { ...request, source: 'self' }, objectedPurpose(detail))
}

const restrict: Replays = async (scope, act) => {
  const { organisationId, patientId, at } = act
  if (organisationId !== PLATFORM_ID && patientId !== null && (await isHere(scope, act)))
    await stopUsing({ tx: scope.tx, at }, organisationId, patientId)
}

const purge: Replays = async ({ client, tx }, { organisationId, at }) => {
  if (await isThere(client, 'organisations', organisationId)) await purgeAgain({ tx, at }, organisationId)
}

/** What stands in the ledger has its replay here: an action without one does not compile. */
const replays: Record<LedgerAction, Replays> = {
  erased: replayErasure,
  consentWithdrawn: byRow(withdrawConsent),
  objected: object,
  restricted: restrict,
  optedOut: byRow(optOut),
  unsubscribed: byRow(refuseInvitations),
  patientDeactivated: byRow(deactivatePatient),
  membershipRevoked: byRow(revokeMembership),
  guardianRevoked: byRow(endGuardian),
  invitationRevoked: byRow(revokeInvitation),
  // No client of an organisation exists yet: there is nothing to take away.
  clientRevoked: nothing,
  keyDestroyed: byRow(destroyKeys),
  reviewInvitationTied: byRow(tieInvitation),
  // No session outlives a restore.
  sessionsEnded: nothing,
  factorRemoved: byRow(removeFactor),
  recoveryCodeUsed: byRow(spendRecoveryCode),
  assignmentEnded: byRow(endAssignment),
  passwordChanged: byRow(endPassword),
  loginEmailChanged: replayEmail,
  organisationPurged: purge,
  restrictionLifted: byRow(endRestriction),
  objectionLifted: byRow(endObjections),
}

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

const replayAll = async (scope: ReplayScope, place: LedgerPlace): Promise<Replayed> => {
  const { client } = scope
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
    await keepAct(client, act)
    await replay(scope, act)
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
export const replayLedger = async ({
  ownerUrl,
  folder,
  keys,
  masterKeys,
  clock,
}: Replay): Promise<Replayed> => {
  const place = { folder, keys }
  try {
    const instanceId = await demandLedger(place, keys)
    return await withOwner(ownerUrl, 'replay', async (client) => {
      await client.query('begin')
      await demandBehind(client, place)
      const { beat } = await findPlace(client)
      const keyring = openKeyring({ masterKeys, clock })
      const tx = ownersTx(client)
      await keyring.ensurePlatform(tx)
      const replayed = await replayAll({ client, tx, deps: { keyring } }, place)
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
