import { createHash } from 'node:crypto'
import t from 'tap'
import { renderLinksPage } from '#src/features/accounts/links-page.ts'
import { goodPassword, otherPassword, registration, startAccounts, tokenIn } from '#test/helpers/accounts.ts'
import { between, pressPage } from '#test/helpers/links-page.ts'
import { tokenTo } from '#test/helpers/outbox-mails.ts'

const app = await startAccounts(t)
const token = 'tq0zD5Wb1yYxg3cJ0Xc7lq2kqk3m1b7mB3x0d0b8m5Y'
const show = (path: string, headers: Record<string, string> = {}) =>
  app.call('GET', `/links/${path}`, { headers })
const press = (page: string, typed: Record<string, string>) => pressPage(app, page, typed)

t.test(
  'S7 S50: the page of a mail’s link shows button and token, may run nothing foreign and refers nobody',
  async (t) => {
    for (const purpose of ['verify-email', 'reset-password', 'invitation', 'patient-link']) {
      const { status, body, headers } = await show(`${purpose}?token=${token}`)
      t.equal(status, 200)
      t.match(headers['content-type'], /^text\/html/)
      t.equal(body.match(/<button>/g)?.length, 1)
      t.ok(body.includes(`<code>${token}</code>`))
      t.equal(headers['referrer-policy'], 'no-referrer')
      t.equal(headers['cache-control'], 'no-store')
      t.match(headers['x-robots-tag'], /noindex/)
      const policy = headers['content-security-policy'] ?? ''
      t.match(policy, /default-src 'none'.*connect-src 'self'.*frame-ancestors 'none'/)
      t.notMatch(policy, /unsafe|https?:|\*/)
      for (const tag of ['script', 'style'])
        t.ok(
          policy.includes(
            createHash('sha256')
              .update(between(body, `<${tag}>`, `</${tag}>`))
              .digest('base64'),
          ),
          tag,
        )
    }
    t.equal((await show('sign-in')).status, 200)
    t.equal((await show('verify-email')).status, 400, 'without its token')
    t.equal((await show(`elsewhere?token=${token}`)).status, 400)
  },
)

t.test('S50: nothing that a link carries gets into the page unescaped', async (t) => {
  for (const hostile of ['"><script>alert(1)</script>', "' onload=alert(1) x='", `${token}"`]) {
    const answer = await show(`verify-email?token=${encodeURIComponent(hostile)}`)
    t.equal(answer.status, 400)
    t.notOk(JSON.stringify(answer.body).includes('alert'))
    const page = renderLinksPage('verify-email', hostile, {
      language: 'en',
      publicUrl: 'https://praxis.example',
    })
    t.notOk(page.includes(hostile))
    t.equal(page.match(/<script/g)?.length, 1)
  }
})

t.test('the page speaks Swedish and English', async (t) => {
  const swedish = await show('sign-in', { 'accept-language': 'sv-SE, en;q=0.5' })
  t.match(swedish.body, /<html lang="sv">/)
  t.match(swedish.body, /Lösenord/)
  t.equal(swedish.headers['content-language'], 'sv')
  t.match(swedish.headers.vary, /Accept-Language/)
  t.match((await show('sign-in', { 'accept-language': 'de' })).body, /<html lang="en">/)
})

t.test('P60: the button confirms an address, and the token leaves the address bar', async (t) => {
  const body = registration()
  await app.post('/v1/auth/register', body)
  const { body: page } = await show(`verify-email?token=${await tokenTo(app, body.email)}`)
  const pressed = await press(page, {})
  t.match(pressed, { calls: ['/v1/auth/verify-email'], address: '/links/x', done: true })
  t.equal((await app.login(body.email, goodPassword)).status, 200)
  const again = await press(page, {})
  t.equal(again.done, false)
  t.match(again.said, /The token is not valid/)
})

t.test('the button sets a new password, and says why it refuses a weak one', async (t) => {
  const { email } = await app.register()
  await app.post('/v1/auth/forgot-password', { email })
  const { body: page } = await show(
    `reset-password?token=${tokenIn(await app.mailTo(email, /new password/))}`,
  )
  t.match(await press(page, { password: 'short' }), { done: false, said: /at least 15 characters/ })
  t.match(await press(page, { password: otherPassword }), { done: true, calls: ['/v1/auth/reset-password'] })
  t.equal((await app.login(email, otherPassword)).status, 200)
})

t.test('the page for signing in shows an access token that works', async (t) => {
  const { email } = await app.register()
  const { body: page } = await show('sign-in')
  const { said, done } = await press(page, { email, password: goodPassword })
  t.ok(done)
  const accessToken = said.split(' ').at(-1) ?? ''
  t.equal((await app.call('GET', '/v1/me', { token: accessToken })).status, 200)
  t.match(await press(page, { email, password: otherPassword }), {
    done: false,
    said: /E-mail or password is wrong/,
  })
})

t.test('the page of a patient’s link signs in, tries the token, and signs out again', async (t) => {
  const { email } = await app.register()
  const { body: page } = await show(`patient-link?token=${token}`)
  const pressed = await press(page, { email, password: goodPassword })
  t.same(pressed.calls, ['/v1/auth/login', '/v1/me/patient-links', '/v1/auth/logout'])
  t.equal(pressed.done, false, 'the token is nobody’s')
})
