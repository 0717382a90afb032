import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Config, ConfigError } from '#src/config.ts'
import type { SealingKey } from '#src/crypto/sealing.ts'
import { makeOnce, makePrivateFolder } from '#src/durable-files.ts'

/** The keys that wrap every organisation's wrapping key. */
export interface MasterKeys {
  /** Wraps from now on. */
  readonly current: SealingKey
  /** The ids of all, the current one first. */
  readonly ids: readonly string[]
  /**
   * The secret of a key that wrapped something earlier.
   * @throws ConfigError naming the key when it is not among them
   */
  secretOf(id: string): KeyObject
}

const advice = 'make one with `openssl rand -base64 32`'

/** Whether 32 bytes are no key that anybody made. */
// 32 random bytes have 30 different ones; fewer than 16, or nothing but typed characters, is somebody's placeholder.
export const isPlaceholder = (key: Buffer) =>
  new Set(key).size < 16 || key.every((byte) => byte >= 0x20 && byte < 0x7f)

const readKey = (entry: string): SealingKey => {
  const [id = '', encoded = ''] = entry.split(':')
  const key = Buffer.from(encoded, 'base64')
  if (!/^[\w-]{1,40}$/.test(id))
    throw new ConfigError('MASTER_KEYS: an id has 1 to 40 letters, digits, _ or -')
  if (key.length !== 32 || key.toString('base64') !== encoded)
    throw new ConfigError(`MASTER_KEYS: key "${id}" must be 32 bytes in base64; ${advice}`)
  if (isPlaceholder(key)) throw new ConfigError(`MASTER_KEYS: key "${id}" is a placeholder; ${advice}`)
  return { id, secret: createSecretKey(key) }
}

/**
 * Reads `id:base64,…`; the first is current, the others only open what they wrapped.
 * @throws ConfigError with one clear line, which never shows a key
 */
export const parseMasterKeys = (text: string): MasterKeys => {
  const keys = text.split(',').map(readKey)
  const byId = new Map(keys.map((key) => [key.id, key.secret]))
  if (byId.size !== keys.length) throw new ConfigError('MASTER_KEYS: two keys have the same id')
  if (new Set(keys.map((key) => key.secret.export().toString('base64'))).size !== keys.length)
    throw new ConfigError('MASTER_KEYS: one key stands under two ids')
  return {
    current: keys[0] as SealingKey,
    ids: [...byId.keys()],
    secretOf(id) {
      const secret = byId.get(id)
      if (!secret)
        throw new ConfigError(`MASTER_KEYS: key "${id}" is missing; stored keys are wrapped with it`)
      return secret
    },
  }
}

// Whoever loses this file loses every sealed value: its name must outlive a power cut, too.
const makeFile = async (folder: string, path: string) => {
  await makePrivateFolder(folder)
  const id = `local-${randomBytes(4).toString('hex')}`
  await makeOnce(path, `${JSON.stringify({ masterKeys: `${id}:${randomBytes(32).toString('base64')}` })}\n`)
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )

const readMade = async (path: string): Promise<MasterKeys> => {
  const { mode } = await stat(path)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new ConfigError(`${path}: others may read it; set its mode to 600`)
  let text: unknown
  try {
    text = (JSON.parse(await readFile(path, 'utf8')) as { masterKeys?: unknown } | null)?.masterKeys
  } catch (cause) {
    throw new ConfigError(`${path}: is not readable JSON`, { cause })
  }
  if (typeof text !== 'string') throw new ConfigError(`${path}: holds no master keys`)
  return parseMasterKeys(text)
}

/**
 * The master keys from `MASTER_KEYS`; on a loopback deployment without them, from `DATA_DIR/keys/master.json`
 * (mode 600), which is made once. Warns where a database of one's own would depend on that file.
 * @throws ConfigError with one clear line
 */
export const loadMasterKeys = async (
  config: Pick<Config, 'masterKeys' | 'dataDir' | 'loopback' | 'databaseUrl'>,
  log: { warn(message: string): void },
): Promise<MasterKeys> => {
  if (config.masterKeys !== null) return parseMasterKeys(config.masterKeys)
  if (!config.loopback)
    throw new ConfigError('MASTER_KEYS: must be set, as PUBLIC_URL is not on this machine')
  const folder = join(config.dataDir, 'keys')
  const path = join(folder, 'master.json')
  if (!(await exists(path))) await makeFile(folder, path)
  if (config.databaseUrl !== null)
    log.warn('MASTER_KEYS is not set: the database can be read only together with the key file in DATA_DIR')
  return readMade(path)
}
