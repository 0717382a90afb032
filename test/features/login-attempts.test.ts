import t from 'tap'
import { claimsOf } from '#test/helpers/accounts.ts'
import { startApp } from '#test/helpers/app.ts'
import { expectStatus, newAddress, openClinic, registerPerson } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { sweep } from '#test/helpers/sweeps.ts'

const app = await startApp(t)
const owner = await connectTo(t, app.database.ownerUrl)
const password = 'qhxvwkzpmtgrdbn'
const agent = {
  'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1',
}

const attempt = (email: string, typed: string) =>
  app.call('POST', '/v1/auth/login', { body: { email, password: typed }, headers: agent })

t.test('P32: everybody sees the attempts on their own account, with where they came from', async (t) => {
  const person = await registerPerson(app)
  await attempt(person.email, 'wrong')
  const { accessToken } = (await attempt(person.email, password)).body
  const { body } = expectStatus(await app.call('GET', '/v1/me/login-attempts', { token: accessToken }), 200)
  t.match(body.data, [
    { outcome: 'succeeded', ip: '127.0.0.1', device: 'Apple iPhone', operatingSystem: 'iOS 17.5' },
    { outcome: 'failed', ip: '127.0.0.1' },
    { outcome: 'succeeded' },
  ])
  t.equal(body.data.length, 3, 'the first one came with the verified address')
  t.notOk('accountId' in body.data[0])
  const first = (await app.call('GET', '/v1/me/login-attempts?limit=1', { token: accessToken })).body
  t.equal(first.data[0].outcome, 'succeeded')
  const second = await app.call('GET', `/v1/me/login-attempts?limit=1&cursor=${first.nextCursor}`, {
    token: accessToken,
  })
  t.match(second.body, { data: [{ outcome: 'failed' }] })
})

t.test("P32: administrators see those of their members' accounts, and of nobody else's", async (t) => {
  const clinic = await openClinic(app)
  const other = await openClinic(app, { name: 'Andra' })
  await attempt(clinic.receptionist.email, 'wrong')
  await attempt(other.receptionist.email, 'wrong')
  const ask = (token: string) => clinic.call('GET', '/login-attempts', { token })
  const { body } = expectStatus(await ask(clinic.admin.token), 200)
  const accounts = new Set(body.data.map(({ accountId }: { accountId: string }) => accountId))
  const staff = [clinic.admin, clinic.practitioner, clinic.receptionist]
  t.strictSame([...accounts].sort(), staff.map(({ token }) => claimsOf(token).sub).sort())
  t.match(body.data[0], { outcome: 'failed', accountId: claimsOf(clinic.receptionist.token).sub })
  t.equal((await ask(other.admin.token)).status, 404)

  const members = await clinic.call('GET', '/members', { token: clinic.admin.token })
  const { id } = members.body.data.find(({ email }: { email: string }) => email === clinic.receptionist.email)
  expectStatus(await clinic.call('DELETE', `/members/${id}`, { token: clinic.admin.token }), 204)
  const after = (await ask(clinic.admin.token)).body.data
  t.notOk(JSON.stringify(after).includes(claimsOf(clinic.receptionist.token).sub ?? '?'), 'gone with them')
})

t.test('P32: the operator sees all, those for addresses without an account too', async (t) => {
  await attempt(newAddress('nobody'), 'wrong')
  const token = await app.signInAdministrator()
  const { body } = expectStatus(await app.call('GET', '/v1/platform/login-attempts', { token }), 200)
  t.match(body.data.slice(0, 2), [
    { outcome: 'succeeded' },
    { outcome: 'failed', accountId: null, ip: '127.0.0.1' },
  ])
  t.notOk(JSON.stringify(body).includes('nobody.'))
})

t.test('P70: attempts are readable for 30 days, to the second', async (t) => {
  const clinic = await openClinic(app)
  app.clock.set('2027-03-01T08:00:00Z')
  await attempt(clinic.admin.email, 'wrong')
  const seen = async () => {
    const token = (await attempt(clinic.admin.email, password)).body.accessToken
    const lists = [
      await app.call('GET', '/v1/me/login-attempts', { token }),
      await clinic.call('GET', '/login-attempts', { token }),
      await app.call('GET', '/v1/platform/login-attempts', { token: await app.signInAdministrator() }),
    ]
    return lists.map(
      ({ body }) => body.data.filter(({ outcome }: { outcome: string }) => outcome === 'failed').length,
    )
  }
  app.clock.set('2027-03-31T07:59:59Z')
  t.strictSame(await seen(), [1, 1, 1])
  app.clock.set('2027-03-31T08:00:00Z')
  t.strictSame(await seen(), [0, 0, 0])
  app.clock.set('2027-03-31T08:00:01Z')
  t.strictSame(await seen(), [0, 0, 0])
  await sweep(app)
  const { rowCount } = await owner.query(`select from login_attempts where at <= '2027-03-01T08:00:01Z'`)
  t.equal(rowCount, 0)
})
