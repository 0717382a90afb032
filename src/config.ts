import { resolve } from 'node:path'
import { type Static, Type } from '@sinclair/typebox'
import { envSchema } from 'env-schema'

const Environment = Type.Object({
  NODE_ENV: Type.String({ default: 'production' }),
  HOST: Type.String({ default: '127.0.0.1', minLength: 1, maxLength: 253 }),
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65535 }),
  PUBLIC_URL: Type.Optional(Type.String({ pattern: '^https?://[^/\\s]+$' })),
  FRONTEND_URL: Type.Optional(Type.String({ pattern: '^https?://[^/\\s]+$' })),
  DATABASE_URL: Type.Optional(Type.String({ pattern: '^postgres(ql)?://' })),
  DATABASE_OWNER_URL: Type.Optional(Type.String({ pattern: '^postgres(ql)?://' })),
  REDIS_URL: Type.Optional(Type.String({ pattern: '^rediss?://' })),
  SMTP_URL: Type.Optional(Type.String({ pattern: '^smtps?://' })),
  MAIL_FROM: Type.Optional(Type.String({ pattern: '^[^\\s@]+@[^\\s@]+$', maxLength: 254 })),
  SECURITY_EMAIL: Type.Optional(Type.String({ pattern: '^[^\\s@]+@[^\\s@]+$', maxLength: 254 })),
  DATA_DIR: Type.String({ default: '.data', minLength: 1 }),
  MASTER_KEYS: Type.Optional(
    Type.String({ pattern: '^[\\w-]{1,40}:[A-Za-z0-9+/]{43}=(,[\\w-]{1,40}:[A-Za-z0-9+/]{43}=)*$' }),
  ),
  PLATFORM_ADMIN_EMAIL: Type.String({
    default: 'admin@localhost.localdomain',
    pattern: '^[^\\s@]+@[^\\s@]+$',
    maxLength: 254,
  }),
  PLATFORM_ADMIN_PASSWORD: Type.Optional(Type.String({ minLength: 12, maxLength: 128 })),
  PASSWORD_HASH_COST: Type.Integer({ default: 12, minimum: 10, maximum: 15 }),
  LOG_LEVEL: Type.Union(
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].map((level) => Type.Literal(level)),
    { default: 'info' },
  ),
  TRUST_PROXY: Type.Optional(Type.String({ pattern: '^[0-9a-fA-F.:/, ]+$' })),
  STATEMENT_NAMES: Type.Union([Type.Literal('on'), Type.Literal('off')], { default: 'on' }),
  RATE_LIMIT: Type.Union([Type.Literal('on'), Type.Literal('off')], { default: 'on' }),
  METRICS_TOKEN: Type.Optional(Type.String({ minLength: 32 })),
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
  readonly redisUrl: string | null
  /** null: mails become files in `DATA_DIR/mail`. */
  readonly smtpUrl: string | null
  readonly mailFrom: string
  readonly securityEmail: string
  /** Absolute path. */
  readonly dataDir: string
  readonly masterKeys: string | null
  readonly platformAdminEmail: string
  readonly platformAdminPassword: string | null
  readonly passwordHashCost: number
  readonly logLevel: string
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  readonly trustProxy: readonly string[]
  readonly statementNames: boolean
  readonly rateLimit: boolean
  readonly metricsToken: string | null
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

/** Whether a URL or host name points at this machine. */
export const isLoopback = (url: string) => loopbackHosts.has(new URL(url).hostname)

const read = (env: NodeJS.ProcessEnv): Static<typeof Environment> => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  try {
    return envSchema<Static<typeof Environment>>({ schema: Environment, data: given, env: false })
  } catch (error) {
    const first = (
      error as {
        errors?: { instancePath: string; message?: string; params?: { missingProperty?: string } }[]
      }
    ).errors?.[0]
    const name = first?.instancePath.slice(1) || first?.params?.missingProperty || 'environment'
    throw new ConfigError(`${name}: ${first?.message ?? 'is not valid'}`)
  }
}

const demand = (value: string | undefined, name: string, why: string): string => {
  if (value === undefined) throw new ConfigError(`${name}: must be set, ${why}`)
  return value
}

/**
 * Reads the environment into a frozen Config.
 * @throws ConfigError naming the variable and what is wrong with it
 */
export const loadConfig = (env: NodeJS.ProcessEnv): Config => {
  const e = read(env)
  const loopback = e.PUBLIC_URL ? isLoopback(e.PUBLIC_URL) : loopbackHosts.has(e.HOST)
  const notLoopback = 'as PUBLIC_URL is not on this machine'
  if (!loopback && e.PUBLIC_URL === undefined)
    throw new ConfigError('PUBLIC_URL: must be set, as HOST is not a loopback address')
  if (!loopback && e.DATABASE_URL === undefined)
    throw new ConfigError(`DATABASE_URL: must be set, ${notLoopback}`)
  if (e.TEST_CLOCK_FILE && e.NODE_ENV !== 'test')
    throw new ConfigError('TEST_CLOCK_FILE: only where NODE_ENV=test')
  if (!loopback && !e.MASTER_KEYS) throw new ConfigError(`MASTER_KEYS: must be set, ${notLoopback}`)
  return Object.freeze({
    test: e.NODE_ENV === 'test',
    host: e.HOST,
    port: e.PORT,
    publicUrl: e.PUBLIC_URL ?? null,
    frontendUrl: e.FRONTEND_URL ?? null,
    databaseUrl: e.DATABASE_URL ?? null,
    databaseOwnerUrl: e.DATABASE_OWNER_URL ?? null,
    redisUrl: e.REDIS_URL ?? null,
    smtpUrl: e.SMTP_URL ?? null,
    mailFrom: loopback ? (e.MAIL_FROM ?? 'praxis@localhost') : demand(e.MAIL_FROM, 'MAIL_FROM', notLoopback),
    securityEmail: loopback
      ? (e.SECURITY_EMAIL ?? e.PLATFORM_ADMIN_EMAIL)
      : demand(e.SECURITY_EMAIL, 'SECURITY_EMAIL', notLoopback),
    dataDir: resolve(e.DATA_DIR),
    masterKeys: e.MASTER_KEYS ?? null,
    platformAdminEmail: e.PLATFORM_ADMIN_EMAIL,
    platformAdminPassword: e.PLATFORM_ADMIN_PASSWORD ?? null,
    passwordHashCost: e.PASSWORD_HASH_COST,
    logLevel: e.LOG_LEVEL as string,
    trustProxy: e.TRUST_PROXY ? e.TRUST_PROXY.split(',').map((address) => address.trim()) : [],
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
  'REDIS_URL',
  'SMTP_URL',
  'MASTER_KEYS',
  'PLATFORM_ADMIN_PASSWORD',
  'METRICS_TOKEN',
]

/** Takes what was read out of the environment, where child processes and crash reports would find it (`SECURITY.md` S64). */
export const clearSecrets = (env: NodeJS.ProcessEnv): void => {
  for (const name of secrets) delete env[name]
}
