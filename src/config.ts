import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { type Static, Type } from '@sinclair/typebox'
import { envSchema } from 'env-schema'
import { type Deployment, readDeployment } from '#src/privacy/deployment.ts'

// What a description says after "must be" is what whoever typed something else reads.
const Origin = Type.String({
  pattern: '^https?://[^/?#@\\s]+$',
  description: 'scheme and host alone, such as https://praxis.example',
})
const Database = Type.String({
  pattern: '^postgres(ql)?://',
  description: 'a URL that begins with postgres://',
})
const Address = Type.String({
  pattern: '^[^\\s@]+@[^\\s@]+$',
  maxLength: 254,
  description: 'an e-mail address',
})
const Switch = Type.Union([Type.Literal('on'), Type.Literal('off')], {
  default: 'on',
  description: 'on or off',
})
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

const Environment = Type.Object({
  NODE_ENV: Type.String({ default: 'production' }),
  HOST: Type.String({ default: '127.0.0.1', minLength: 1, maxLength: 253 }),
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65535 }),
  PUBLIC_URL: Type.Optional(Origin),
  FRONTEND_URL: Type.Optional(Origin),
  DATABASE_URL: Type.Optional(Database),
  DATABASE_OWNER_URL: Type.Optional(Database),
  DATABASE_STATISTICS_URL: Type.Optional(Database),
  REDIS_URL: Type.Optional(
    Type.String({ pattern: '^rediss?://', description: 'a URL that begins with redis:// or rediss://' }),
  ),
  SMTP_URL: Type.Optional(
    Type.String({ pattern: '^smtps?://', description: 'a URL that begins with smtp:// or smtps://' }),
  ),
  MAIL_FROM: Type.Optional(Address),
  SECURITY_EMAIL: Type.Optional(Address),
  DATA_DIR: Type.String({ default: '.data', minLength: 1 }),
  MASTER_KEYS: Type.Optional(
    Type.String({
      pattern: '^[\\w-]{1,40}:[A-Za-z0-9+/]{43}=(,[\\w-]{1,40}:[A-Za-z0-9+/]{43}=)*$',
      description: 'id:base64(32 bytes), comma-separated; make a key with `openssl rand -base64 32`',
    }),
  ),
  BACKUP_DIR: Type.Optional(Type.String({ minLength: 1 })),
  BACKUP_KEY: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z0-9+/]{43}=$',
      description: '32 bytes in base64; make them with `openssl rand -base64 32`',
    }),
  ),
  PLATFORM_ADMIN_EMAIL: Type.String({ ...Address, default: 'admin@localhost.localdomain' }),
  PLATFORM_ADMIN_PASSWORD: Type.Optional(Type.String({ minLength: 12, maxLength: 128 })),
  PASSWORD_HASH_COST: Type.Integer({ default: 12, minimum: 10, maximum: 15 }),
  LOG_LEVEL: Type.Union(
    logLevels.map((level) => Type.Literal(level)),
    { default: 'info', description: `one of ${logLevels.join(', ')}` },
  ),
  TRUST_PROXY: Type.Optional(Type.String()),
  STATEMENT_NAMES: Switch,
  RATE_LIMIT: Switch,
  METRICS_TOKEN: Type.Optional(Type.String({ minLength: 32 })),
  PRIVACY_FILE: Type.Optional(Type.String({ minLength: 1 })),
  MEDICAL_DEVICE_CLASS: Type.Optional(Type.String({ maxLength: 200 })),
  MEDICAL_DEVICE_CONFORMITY: Type.Optional(Type.String({ maxLength: 500 })),
  TEST_CLOCK_FILE: Type.Optional(Type.String({ minLength: 1 })),
})

/** What the process was told, frozen; nothing else reads the environment. */
export interface Config {
  readonly test: boolean
  readonly host: string
  readonly port: number
  /** Where the API is reached, without trailing slash; null: `http://HOST:PORT`, known once it listens. */
  readonly publicUrl: string | null
  /** Where mail links lead, null: Praxis' own pages under the public URL. */
  readonly frontendUrl: string | null
  /** Application login; null: the embedded database. */
  readonly databaseUrl: string | null
  readonly databaseOwnerUrl: string | null
  /** Login that reads statistics alone; null: the embedded database's, elsewhere statistics are not to be had. */
  readonly databaseStatisticsUrl: string | null
  readonly redisUrl: string | null
  /** null: mails become files in `DATA_DIR/mail`. */
  readonly smtpUrl: string | null
  readonly mailFrom: string
  readonly securityEmail: string
  /** Absolute path. */
  readonly dataDir: string
  readonly masterKeys: string | null
  /** Absolute path of the folder that holds archives, key archive and ledger; every process of an instance shares it. */
  readonly backupDir: string
  readonly backupKey: string | null
  readonly platformAdminEmail: string
  readonly platformAdminPassword: string | null
  readonly passwordHashCost: number
  readonly logLevel: string
  /** Addresses and networks whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. */
  readonly trustProxy: readonly string[]
  readonly statementNames: boolean
  readonly rateLimit: boolean
  readonly metricsToken: string | null
  /** What the operator states of itself, its processors and regions, for notices. */
  readonly privacy: Deployment
  /** What the operator states of the software as a medical device, for `GET /about`. */
  readonly medicalDeviceClass: string | null
  readonly medicalDeviceConformity: string | null
  readonly testClockFile: string | null
  /** The public URL is on this machine: keys and sender may be made up. */
  readonly loopback: boolean
}

/** A setting that stops the start; the message is one clear line. */
export class ConfigError extends Error {}

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]', '::1'])

/** Whether nobody but this machine reaches what listens there. */
export const isLoopbackHost = (host: string): boolean => loopbackHosts.has(host)

/** Whether a URL or host name points at this machine. */
const isLoopback = (url: string) => loopbackHosts.has(new URL(url).hostname)

const read = (env: NodeJS.ProcessEnv): Static<typeof Environment> => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  try {
    return envSchema<Static<typeof Environment>>({ schema: Environment, data: given, env: false })
  } catch (error) {
    const first = (error as { errors?: { instancePath: string; message?: string; keyword: string }[] })
      .errors?.[0]
    const name = first?.instancePath.slice(1) ?? ''
    const schema = Object.entries(Environment.properties).find(([known]) => known === name)?.[1]
    const inWords = schema?.description && !first?.keyword.endsWith('Length')
    const fault = inWords ? `must be ${schema.description}` : (first?.message ?? 'is not valid')
    throw new ConfigError(`${name || 'environment'}: ${fault}`)
  }
}

const demandUrl = (name: string, value: string | undefined): void => {
  if (value !== undefined && !URL.canParse(value)) throw new ConfigError(`${name}: is not a URL`)
}

/** Mail links carry tokens, and what is sent to the API is about people's health. */
const demandHttps = (name: string, value: string | undefined): void => {
  if (value !== undefined && !value.startsWith('https://') && !isLoopback(value))
    throw new ConfigError(`${name}: must begin with https://, as it is not on this machine`)
}

/** An address, or a network as `10.0.0.0/8`. A network of all addresses would believe whatever a caller claims. */
const isNetwork = (entry: string): boolean => {
  const [address = '', length, ...more] = entry.split('/')
  const longest = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0
  const fits = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) >= 1)
  return longest > 0 && fits && Number(length ?? longest) <= longest && more.length === 0
}

const readProxies = (text: string | undefined): string[] => {
  const entries = text === undefined ? [] : text.split(',').map((entry) => entry.trim())
  if (!entries.every(isNetwork))
    throw new ConfigError('TRUST_PROXY: must be addresses or networks such as 10.0.0.0/8, comma-separated')
  return entries
}

const demand = (value: string | undefined, name: string, why: string): string => {
  if (value === undefined) throw new ConfigError(`${name}: must be set, ${why}`)
  return value
}

const readPrivacy = (path: string | undefined, fallback: string): Deployment => {
  try {
    return readDeployment(path ?? null, fallback)
  } catch (error) {
    throw new ConfigError(`PRIVACY_FILE: ${(error as Error).message}`)
  }
}

/**
 * Reads the environment into a frozen Config.
 * @throws ConfigError naming the variable and what is wrong with it
 */
export const loadConfig = (env: NodeJS.ProcessEnv): Config => {
  const e = read(env)
  for (const name of ['PUBLIC_URL', 'FRONTEND_URL', 'REDIS_URL'] as const) demandUrl(name, e[name])
  demandHttps('PUBLIC_URL', e.PUBLIC_URL)
  const loopback = e.PUBLIC_URL ? isLoopback(e.PUBLIC_URL) : loopbackHosts.has(e.HOST)
  const notLoopback = 'as PUBLIC_URL is not on this machine'
  if (!loopback && e.PUBLIC_URL === undefined)
    throw new ConfigError('PUBLIC_URL: must be set, as HOST is not a loopback address')
  if (!loopback) demandHttps('FRONTEND_URL', e.FRONTEND_URL)
  if (!loopback && e.DATABASE_URL === undefined)
    throw new ConfigError(`DATABASE_URL: must be set, ${notLoopback}`)
  if (e.TEST_CLOCK_FILE && e.NODE_ENV !== 'test')
    throw new ConfigError('TEST_CLOCK_FILE: only where NODE_ENV=test')
  if (!loopback && !e.MASTER_KEYS) throw new ConfigError(`MASTER_KEYS: must be set, ${notLoopback}`)
  if (!loopback && !e.BACKUP_KEY) throw new ConfigError(`BACKUP_KEY: must be set, ${notLoopback}`)
  const securityEmail = loopback
    ? (e.SECURITY_EMAIL ?? e.PLATFORM_ADMIN_EMAIL)
    : demand(e.SECURITY_EMAIL, 'SECURITY_EMAIL', notLoopback)
  return Object.freeze({
    test: e.NODE_ENV === 'test',
    host: e.HOST,
    port: e.PORT,
    publicUrl: e.PUBLIC_URL ?? null,
    frontendUrl: e.FRONTEND_URL ?? null,
    databaseUrl: e.DATABASE_URL ?? null,
    databaseOwnerUrl: e.DATABASE_OWNER_URL ?? null,
    databaseStatisticsUrl: e.DATABASE_STATISTICS_URL ?? null,
    redisUrl: e.REDIS_URL ?? null,
    smtpUrl: e.SMTP_URL ?? null,
    mailFrom: loopback ? (e.MAIL_FROM ?? 'praxis@localhost') : demand(e.MAIL_FROM, 'MAIL_FROM', notLoopback),
    securityEmail,
    privacy: readPrivacy(e.PRIVACY_FILE, securityEmail),
    dataDir: resolve(e.DATA_DIR),
    masterKeys: e.MASTER_KEYS ?? null,
    backupDir: resolve(e.BACKUP_DIR ?? join(e.DATA_DIR, 'backups')),
    backupKey: e.BACKUP_KEY ?? null,
    platformAdminEmail: e.PLATFORM_ADMIN_EMAIL,
    platformAdminPassword: e.PLATFORM_ADMIN_PASSWORD ?? null,
    passwordHashCost: e.PASSWORD_HASH_COST,
    logLevel: e.LOG_LEVEL as string,
    trustProxy: readProxies(e.TRUST_PROXY),
    statementNames: e.STATEMENT_NAMES === 'on',
    rateLimit: e.RATE_LIMIT === 'on',
    metricsToken: e.METRICS_TOKEN ?? null,
    medicalDeviceClass: e.MEDICAL_DEVICE_CLASS ?? null,
    medicalDeviceConformity: e.MEDICAL_DEVICE_CONFORMITY ?? null,
    testClockFile: e.TEST_CLOCK_FILE ?? null,
    loopback,
  })
}

const secrets = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'DATABASE_STATISTICS_URL',
  'REDIS_URL',
  'SMTP_URL',
  'MASTER_KEYS',
  'BACKUP_KEY',
  'PLATFORM_ADMIN_PASSWORD',
  'METRICS_TOKEN',
]

/** Takes what was read out of the environment, where child processes and crash reports would find it (`SECURITY.md` S64). */
export const clearSecrets = (env: NodeJS.ProcessEnv): void => {
  for (const name of secrets) delete env[name]
}
