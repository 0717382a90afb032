import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Config, ConfigError } from '#src/config.ts'
import { deriveKey } from '#src/crypto/derivation.ts'
import { isPlaceholder } from '#src/crypto/master-keys.ts'
import { makeOnce, makePrivateFolder } from '#src/durable-files.ts'

/** What follows from `BACKUP_KEY`, each for one use. */
export interface BackupKeys {
  /** Encrypts one archive; the salt stands at its beginning. */
  archiveKey(salt: Buffer): KeyObject
  /** HMAC-SHA-256 over a line of the ledger, base64url. */
  chain(line: string): string
  /**
   * The ledger's hash of a blind index, base64url. Under a key of the organisation, as two ledgers or an import must
   * not tell who was erased elsewhere (`SECURITY.md` S61).
   */
  hashFor(organisationId: string, blindIndex: Buffer): string
}

const hmac = (key: KeyObject, bytes: string | Buffer) =>
  createHmac('sha256', key).update(bytes).digest('base64url')

const expand = (key: KeyObject, salt: Buffer, of: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', key, salt, of, 32)))

/**
 * Reads 32 bytes in base64.
 * @throws ConfigError with one clear line, which never shows the key
 */
export const parseBackupKey = (text: string): BackupKeys => {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length !== 32 || bytes.toString('base64') !== text)
    throw new ConfigError('BACKUP_KEY: must be 32 bytes in base64; make them with `openssl rand -base64 32`')
  if (isPlaceholder(bytes))
    throw new ConfigError('BACKUP_KEY: is a placeholder; make one with `openssl rand -base64 32`')
  const root = createSecretKey(bytes)
  const archive = deriveKey(root, 'archive')
  const chainKey = deriveKey(root, 'ledgerChain')
  const ledger = deriveKey(root, 'ledger')
  const none = Buffer.alloc(0)
  return {
    archiveKey: (salt) => expand(archive, salt, 'archive'),
    chain: (line) => hmac(chainKey, line),
    hashFor: (organisationId, index) => hmac(expand(ledger, none, organisationId), index),
  }
}

const readMade = async (path: string): Promise<string> => {
  const { mode } = await stat(path)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new ConfigError(`${path}: others may read it; set its mode to 600`)
  return (await readFile(path, 'utf8')).trim()
}

/**
 * The keys from `BACKUP_KEY`; on a loopback deployment without it, from `DATA_DIR/keys/backup` (mode 600), which is made
 * once and is never in `BACKUP_DIR`. Warns where backups of a database of one's own would depend on that file.
 * @throws ConfigError with one clear line
 */
export const loadBackupKeys = async (
  config: Pick<Config, 'backupKey' | 'dataDir' | 'loopback' | 'databaseUrl'>,
  log: { warn(message: string): void },
): Promise<BackupKeys> => {
  if (config.backupKey !== null) return parseBackupKey(config.backupKey)
  if (!config.loopback) throw new ConfigError('BACKUP_KEY: must be set, as PUBLIC_URL is not on this machine')
  const folder = join(config.dataDir, 'keys')
  const path = join(folder, 'backup')
  await makePrivateFolder(folder)
  await makeOnce(path, `${randomBytes(32).toString('base64')}\n`)
  if (config.databaseUrl !== null)
    log.warn('BACKUP_KEY is not set: backups can be read only together with the key file in DATA_DIR')
  return parseBackupKey(await readMade(path))
}
