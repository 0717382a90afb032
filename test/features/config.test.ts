import { randomBytes } from 'node:crypto'
import t from 'tap'
import { ConfigError, loadConfig } from '#src/config.ts'

const remote = {
  PUBLIC_URL: 'https://praxis.example',
  DATABASE_URL: 'postgres://praxis_app:secret@database/praxis',
  MASTER_KEYS: `main:${randomBytes(32).toString('base64')}`,
  BACKUP_KEY: randomBytes(32).toString('base64'),
  MAIL_FROM: 'praxis@praxis.example',
  SECURITY_EMAIL: 'security@praxis.example',
}

const refusalOf = (environment: Record<string, string>): string => {
  try {
    loadConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'was taken'
}

t.test(
  'S64: a bad value is one line that names its variable and says what it takes, never the value',
  async (t) => {
    const bad = {
      LOG_LEVEL: ['verbose', 'one of trace, debug'],
      RATE_LIMIT: ['false', 'on or off'],
      STATEMENT_NAMES: ['no', 'on or off'],
      PORT: ['70000', '65535'],
      PASSWORD_HASH_COST: ['3', '10'],
      MASTER_KEYS: ['k1:c2VjcmV0', 'openssl rand'],
      PUBLIC_URL: ['https://praxis.example/api', 'scheme and host alone'],
      FRONTEND_URL: ['https://user:secret@praxis.example', 'scheme and host alone'],
      DATABASE_URL: ['mysql://secret', 'postgres://'],
      REDIS_URL: ['http://secret', 'redis://'],
      SMTP_URL: ['mail.example', 'smtp://'],
      MAIL_FROM: ['nobody', 'an e-mail address'],
      PLATFORM_ADMIN_EMAIL: ['nobody', 'an e-mail address'],
      PLATFORM_ADMIN_PASSWORD: ['secret', '12'],
      METRICS_TOKEN: ['secret', '32'],
      TEST_CLOCK_FILE: ['/tmp/clock', 'NODE_ENV=test'],
    } as const
    for (const [name, [value, takes]] of Object.entries(bad)) {
      const said = refusalOf({ [name]: value })
      t.ok(said.startsWith(`${name}: `) && said.includes(takes), said)
      t.notMatch(said, /\n|secret|pattern|constant/, said)
    }
    for (const name of ['PUBLIC_URL', 'FRONTEND_URL'])
      t.equal(refusalOf({ [name]: 'https://[x' }), `${name}: is not a URL`)
    t.equal(refusalOf({ REDIS_URL: 'redis://:a:b:c' }), 'REDIS_URL: is not a URL')
  },
)

t.test('P28: off this machine what clients and mails lead to is https', async (t) => {
  t.match(loadConfig(remote), { loopback: false, publicUrl: 'https://praxis.example' })
  t.match(refusalOf({ ...remote, PUBLIC_URL: 'http://praxis.example' }), /^PUBLIC_URL: must begin with https/)
  const plain = { FRONTEND_URL: 'http://clinic.example' }
  t.match(refusalOf({ ...remote, ...plain }), /^FRONTEND_URL: must begin with https/)
  t.match(loadConfig(plain), { loopback: true, frontendUrl: 'http://clinic.example' })
})

t.test('S56: proxies are addresses or networks, never everybody', async (t) => {
  t.same(loadConfig({ TRUST_PROXY: '10.0.0.7, fd00::/8,127.0.0.1' }).trustProxy, [
    '10.0.0.7',
    'fd00::/8',
    '127.0.0.1',
  ])
  for (const wrong of [
    'true',
    '1',
    'proxy',
    '1.2.3',
    '10.0.0.1,',
    '10.0.0.0/33',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/8/8',
  ])
    t.match(refusalOf({ TRUST_PROXY: wrong }), /^TRUST_PROXY: must be addresses or networks/, wrong)
})
