import { createHmac, randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { Test } from 'tap'
import type { Answer, TestApp } from '#test/helpers/app.ts'
import { startApp } from '#test/helpers/app.ts'
import { connectTo } from '#test/helpers/database.ts'
import { mailsTo, tokenTo } from '#test/helpers/outbox-mails.ts'
import { until } from '#test/helpers/until.ts'

/** A password that passes the rules. */
export const goodPassword = 'qhxvwkzpmtgrdbn'

/** Another one. */
export const otherPassword = 'copper-lantern-orchard-58'

/** An address that nobody else has. */
export const anyAddress = (who = 'person') => `${who}.${randomBytes(5).toString('hex')}@people.example`

/** The body of a registration, with what the test changes. */
export const registration = (fields: object = {}) => ({
  email: anyAddress(),
  password: goodPassword,
  firstName: 'Anna',
  lastName: 'Lindqvist',
  phone: '+46 70 174 06 05',
  dateOfBirth: '1984-05-12',
  locale: 'en',
  acceptedPolicies: [],
  ...fields,
})

/** The tokens that a sign-in answered. */
interface Tokens {
  accessToken: string
  refreshToken: string
  deviceToken: string
}

export interface Registered extends Tokens {
  email: string
  accountId: string
  sessionId: string
}

interface AccountsApp extends TestApp {
  /** The owner's connection: sees everything. */
  owner: pg.Client
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Registers, follows the link, is signed in. */
  register(fields?: object): Promise<Registered>
  login(email: string, password: string, more?: object): Promise<Answer>
  /** Waits for a mail to an address whose subject matches. */
  mailTo(address: string, subject: RegExp): Promise<string>
}

/** The claims of an access token. */
export const claimsOf = (accessToken: string): Record<string, string> =>
  JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString())

/** What an answer says, without what differs from request to request. */
export const bytesOf = ({ status, body, headers }: Answer) =>
  JSON.stringify([status, { ...body, instance: '' }, headers['content-type'], headers['www-authenticate']])

/** A token in the form of a JWT, signed with a key of our own choosing. */
export const hmacToken = (header: object, claims: object, key: string): string => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part(header)}.${part(claims)}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}

// On a busy machine the service sheds load; the tests do as its answer says.
const patiently =
  (call: TestApp['call']): TestApp['call'] =>
  async (...request) => {
    let answer = await call(...request)
    await until('the service has time', async () => {
      if (answer.status !== 503) return true
      answer = await call(...request)
      return false
    })
    return answer
  }

const registerThrough = async (app: TestApp, fields: object): Promise<Registered> => {
  const body = registration(fields)
  const asked = await app.call('POST', '/v1/auth/register', { body })
  if (asked.status !== 202)
    throw new Error(`registering answered ${asked.status} ${JSON.stringify(asked.body)}`)
  const token = await tokenTo(app, body.email)
  const { status, body: tokens } = await app.call('POST', '/v1/auth/verify-email', { body: { token } })
  if (status !== 200) throw new Error(`verifying answered ${status} ${JSON.stringify(tokens)}`)
  const { sub, sid } = claimsOf(tokens.accessToken)
  return { ...tokens, email: body.email, accountId: sub, sessionId: sid }
}

/** The application with what tests of accounts do again and again. */
export const startAccounts = async (
  t: Test,
  environment: Record<string, string> = {},
): Promise<AccountsApp> => {
  const started = await startApp(t, environment)
  const app = { ...started, call: patiently(started.call) }
  const post: AccountsApp['post'] = (path, body, headers = {}) => app.call('POST', path, { body, headers })
  return {
    ...app,
    owner: await connectTo(t, app.database.ownerUrl),
    post,
    register: (fields = {}) => registerThrough(app, fields),
    login: (email, password, more = {}) => post('/v1/auth/login', { email, password, ...more }),
    async mailTo(address, subject) {
      let text: string | undefined
      await until(`a mail to ${address}: ${subject}`, async () => {
        const mails = await mailsTo(app, address)
        text = mails.findLast((mail) => subject.test(mail.subject ?? ''))?.text
        return text !== undefined
      })
      return text ?? ''
    },
  }
}

/** The token in a mail's text. */
export const tokenIn = (text: string): string => {
  const token = /token=([\w-]+)/.exec(text)?.[1]
  if (!token) throw new Error('the mail carries no token')
  return token
}
