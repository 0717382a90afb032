import t from 'tap'
import { describeDevice } from '#src/features/accounts/user-agent.ts'
import { preferredLanguage } from '#src/http/language.ts'
import { anyAddress, startAccounts } from '#test/helpers/accounts.ts'
import { openClinic } from '#test/helpers/clinic.ts'

const app = await startAccounts(t)
const change = (token: string, body: object, headers: Record<string, string> = {}) =>
  app.call('PATCH', '/v1/me', { token, body, headers })

t.test('P47: everybody sees and changes their own profile', async (t) => {
  const person = await app.register()
  const stranger = await app.register()
  const read = await app.call('GET', '/v1/me', { token: person.accessToken })
  t.equal(read.headers.etag, '"1"')

  const changed = await change(person.accessToken, {
    firstName: ' Əliyev ',
    lastName: 'Ó  Súilleabháin',
    phone: '+994 50 123 45 67',
    locale: 'sv',
  })
  t.equal(changed.status, 200)
  t.equal(changed.headers.etag, '"2"')
  t.match(changed.body, {
    firstName: 'Əliyev',
    lastName: 'Ó Súilleabháin',
    phone: '+994501234567',
    locale: 'sv',
    email: person.email,
  })
  t.same((await app.call('GET', '/v1/me', { token: person.accessToken })).body, changed.body)
  t.match((await app.call('GET', '/v1/me', { token: stranger.accessToken })).body, {
    firstName: 'Anna',
    version: 1,
  })
})

t.test('P75: e-mail and date of birth are shown, not edited', async (t) => {
  const { accessToken, email } = await app.register()
  for (const body of [
    { email: anyAddress() },
    { email },
    { firstName: 'Ann', email: anyAddress() },
    { dateOfBirth: '1950-01-01' },
  ]) {
    const answer = await change(accessToken, body)
    t.equal(answer.status, 422)
    t.match(answer.body, { type: /immutable$/ })
  }
  t.match((await app.call('GET', '/v1/me', { token: accessToken })).body, {
    email,
    firstName: 'Anna',
    dateOfBirth: '1984-05-12',
    version: 1,
  })
})

t.test('a profile changes only from the version that was read', async (t) => {
  const { accessToken } = await app.register()
  t.equal((await change(accessToken, { firstName: 'A' }, { 'if-match': '"7"' })).status, 412)
  t.equal((await change(accessToken, { firstName: 'A' }, { 'if-match': '"1"' })).status, 200)
  t.equal((await change(accessToken, { firstName: 'B' }, { 'if-match': '"1"' })).status, 412)
  const fields = [{ firstName: 'C' }, { lastName: 'D' }, { phone: '+46701112233' }, { locale: 'sv' }]
  await Promise.all(fields.map((field) => change(accessToken, field)))
  t.match((await app.call('GET', '/v1/me', { token: accessToken })).body, {
    ...Object.assign({}, ...fields),
    version: 6,
  })
})

t.test('S23 S39: what a profile does not take is refused and changes nothing', async (t) => {
  const { accessToken } = await app.register()
  const bad = [
    { platformAdmin: true },
    { state: 'active' },
    { version: 9 },
    { passwordHash: 'x' },
    { memberships: [] },
    { firstName: '' },
    { firstName: null },
    { firstName: 'a\u0000b' },
    { firstName: 'a'.repeat(101) },
    { lastName: 'x\r\nBcc: y@example.com' },
    { phone: '+1' },
    { phone: '12345678' },
    { locale: 'xx' },
  ]
  for (const body of bad) t.equal((await change(accessToken, body)).status, 400, JSON.stringify(body))
  t.equal((await app.call('GET', '/v1/me', { token: accessToken })).body.version, 1)
})

t.test('a profile names the organisations whose staff one is', async (t) => {
  const clinic = await openClinic(app, { name: 'Rehab Syd' })
  const { body } = await app.call('GET', '/v1/me', { token: clinic.receptionist.token })
  t.same(body.memberships, [
    { organisationId: clinic.id, organisationName: 'Rehab Syd', roles: ['receptionist'] },
  ])
  const person = await app.register()
  t.same((await app.call('GET', '/v1/me', { token: person.accessToken })).body.memberships, [])
})

t.test('S43: what a browser says of itself is read in its first 512 characters', async (t) => {
  t.same(describeDevice(undefined), { device: null, browser: null, operatingSystem: null })
  t.same(describeDevice('  '), { device: null, browser: null, operatingSystem: null })
  for (const hostile of [
    '(',
    '/'.repeat(64_000),
    'Mozilla/5.0 ('.repeat(5_000),
    `Chrome/${'9'.repeat(64_000)}`,
    'a '.repeat(32_000),
  ]) {
    const begun = process.cpuUsage()
    const { device, browser, operatingSystem } = describeDevice(hostile)
    t.ok(process.cpuUsage(begun).user < 50_000)
    for (const part of [device, browser, operatingSystem]) t.ok(part === null || part.length <= 100)
  }
})

t.test('Accept-Language picks among the languages that are spoken', async (t) => {
  const cases: [header: string | undefined, language: string][] = [
    [undefined, 'en'],
    ['', 'en'],
    ['sv', 'sv'],
    ['sv-SE,sv;q=0.9,en;q=0.8', 'sv'],
    ['en;q=0.5, SV-fi;q=0.7', 'sv'],
    ['de, fr;q=0.9', 'en'],
    ['de, sv;q=0.1', 'sv'],
    ['sv;q=0, en;q=0.1', 'en'],
    ['*', 'en'],
    [',;q=x,'.repeat(9_000), 'en'],
  ]
  for (const [header, language] of cases)
    t.equal(preferredLanguage(header), language, header?.slice(0, 40) ?? 'none')
})
