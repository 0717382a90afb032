import t from 'tap'
import { startApp } from '#test/helpers/app.ts'
import { expectStatus, openClinic, registerPerson } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { contractOf, type Operation, operationsOf } from '#test/helpers/operations.ts'

/** What a hostile or careless client sends where a value belongs. */
const hostile: unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  2 ** 53,
  '',
  ' ',
  [],
  {},
  [['x']],
  { $gt: '' },
  'null\u0000byte',
  '\ud800 lone',
  '\u202eright to left',
  '\u200b\u200b',
  "'; drop table accounts; --",
  '" or 1=1 --',
  '{{7*7}} <%= 7 %>',
  '<script>alert(1)</script>',
  'a\r\nBcc: all@example.com',
  '../../etc/passwd',
  'x'.repeat(10_000),
  '2026-02-30',
  '2026-13-01T00:00:00Z',
  '2026-06-30T23:59:60Z',
  '0000-01-01T00:00:00Z',
  '+275760-09-13T00:00:01Z',
  'infinity',
  'now()',
  'PT',
  'P99999999999Y',
  'Europe/Atlantis',
  'XX',
  'K@example.com',
  'a@b',
  'a,b@example.com',
  'urn:uuid:0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11',
  '0199F0C2-6F43-7B6E-9A53-2F7D1C0A9E11',
]

const isProblem = (answer: {
  status: number
  body: { status?: number; type?: string }
  headers: Record<string, string>
}) =>
  answer.headers['content-type']?.startsWith('application/problem+json') === true &&
  answer.body.status === answer.status &&
  typeof answer.body.type === 'string'

t.test(
  'S35–S44 S49: bad input of every kind gets a 4xx problem, never a 500',
  { timeout: 240_000 },
  async (t) => {
    const app = await startApp(t)
    const clinic = await openClinic(app)
    const person = await registerPerson(app)
    const operations = operationsOf(contractOf(app.app))
    const object = '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11'
    const url = (path: string) =>
      path
        .replace('{organisationId}', clinic.id)
        .replace('{purpose}', 'verify-email')
        .replace('{code}', 'x')
        .replace(/\{\w+\}/g, object)
    const tokenFor = ({ path }: Operation) =>
      path.startsWith('/v1/organisations') ? clinic.admin.token : person.token
    // A session that an operation ends would end the test's own: those are called with nobody's token elsewhere.
    const harmless = operations.filter(
      ({ operationId }) => !/logout|signOut|endSession|changePassword/i.test(operationId),
    )
    const isPractitioners = new Set(['correctAppointment', 'bookAppointment'])

    await t.test('each field of each body takes each hostile value without a 500', async (t) => {
      for (const operation of harmless.filter(
        (one) => one.body?.example && !one.path.startsWith('/v1/auth'),
      )) {
        const failures: string[] = []
        const token = isPractitioners.has(operation.operationId)
          ? clinic.practitioner.token
          : tokenFor(operation)
        for (const field of [...Object.keys(operation.body!.example!), 'unknownField'])
          for (const value of hostile) {
            const body = { ...operation.body!.example, [field]: value }
            const answer = await app.call(operation.method, url(operation.path), {
              token,
              body,
              headers: { 'if-match': '"1"' },
            })
            const refused = answer.status >= 400
            const pointed =
              answer.status !== 400 ||
              answer.body.errors?.[0]?.pointer !== undefined ||
              answer.body.type.endsWith('invalid-json')
            if (
              answer.status >= 500 ||
              (refused && !isProblem(answer)) ||
              !pointed ||
              (field === 'unknownField' && answer.status !== 400)
            )
              failures.push(
                `${field} = ${JSON.stringify(value)?.slice(0, 60)}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`,
              )
          }
        t.same(failures, [], operation.operationId)
      }
    })

    await t.test('each query parameter, known or not', async (t) => {
      for (const operation of harmless.filter((one) => one.method === 'GET')) {
        const failures: string[] = []
        const known = (operation.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name)
        for (const name of [...known, 'unknown', 'access_token'])
          for (const value of [
            '',
            '%00',
            '%ff%fe',
            '-1',
            '1e9',
            'x'.repeat(3000),
            "'%20or%201=1--",
            '%0d%0aX:1',
            '2026-02-30',
            '[]',
            '%F0%9F%92%A9',
          ]) {
            const answer = await app.call('GET', `${url(operation.path)}?${name}=${value}`, {
              token: tokenFor(operation),
            })
            if (answer.status >= 500 || (answer.status >= 400 && !isProblem(answer)))
              failures.push(`${name}=${value.slice(0, 20)}: ${answer.status}`)
          }
        t.same(failures, [], operation.operationId)
      }
    })

    await t.test('bodies that are no bodies', async (t) => {
      const sites = `${clinic.url}/sites`
      const send = async (payload: string | Buffer, headers: Record<string, string>) => {
        const answer = await app.app.inject({
          method: 'POST',
          url: sites,
          payload,
          headers: { authorization: `Bearer ${clinic.admin.token}`, ...headers },
        })
        return { status: answer.statusCode, type: answer.headers['content-type'], body: answer.json() }
      }
      const json = { 'content-type': 'application/json' }
      const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
      for (const [what, status, payload, headers] of [
        ['2 MiB', 413, JSON.stringify({ name: 'x'.repeat(2 * 1024 * 1024) }), json],
        ['broken', 400, '{"name": ', json],
        ['bad UTF-8', 400, Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), json],
        ['too deep', 400, deep, json],
        ['__proto__', 400, '{"__proto__": {"admin": true}}', json],
        ['constructor.prototype', 400, '{"constructor": {"prototype": {"admin": true}}}', json],
        ['empty', 400, '', json],
        ['no type', 415, 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }],
        ['text', 415, '{}', { 'content-type': 'text/plain' }],
        ['multipart', 415, '--x', { 'content-type': 'multipart/form-data; boundary=x' }],
        ['compressed', 415, '{}', { ...json, 'content-encoding': 'gzip' }],
        ['an array', 400, '[]', json],
        ['a number', 400, '7', json],
      ] as const) {
        const answer = await send(payload, headers)
        t.match(answer, { status, type: /^application\/problem\+json/, body: { status } }, what)
        t.notMatch(JSON.stringify(answer.body), /stack|node_modules|select |at Object/i, 'nothing internal')
      }
      const none = await app.app.inject({
        method: 'POST',
        url: sites,
        headers: { authorization: `Bearer ${clinic.admin.token}` },
      })
      t.equal(none.statusCode, 400, 'no body at all')
    })

    await t.test('hostile headers', async (t) => {
      for (const headers of [
        { 'idempotency-key': 'x'.repeat(65) },
        { 'idempotency-key': 'späce ü' },
        { 'if-match': 'nonsense' },
        { 'if-match': '"99999999999999999999"' },
        { 'accept-language': `${'sv,'.repeat(3000)}x` },
        { 'user-agent': 'x'.repeat(9000) },
        { 'x-request-id': 'a\tb' },
        { authorization: 'Bearer' },
        { authorization: `Bearer ${'a.'.repeat(3000)}` },
        { authorization: 'Basic YTpi' },
      ] as Record<string, string>[]) {
        const answer = await clinic.call('PATCH', `/sites/${clinic.siteId}`, {
          token: clinic.admin.token,
          body: { name: 'Söder' },
          headers,
        })
        t.ok(answer.status < 500, `${JSON.stringify(headers).slice(0, 60)}: ${answer.status}`)
        if (answer.status >= 400) t.ok(isProblem(answer))
      }
    })

    await t.test('what was refused is not stored by half', async (t) => {
      const owner = await connectTo(t, app.database.superuserUrl)
      const count = async () => (await owner.query('select count(*)::int as n from sites')).rows[0].n
      const before = await count()
      const address = { street: 'Gatan 1', postalCode: '1', city: 'Ort', country: 'SE' }
      const refused = [
        { name: 'A', timeZone: 'Europe/Stockholm', address: { ...address, country: 'ZZ' } },
        { name: 'A', timeZone: 'Mars/Olympus', address },
        { name: 'A\u0000', timeZone: 'Europe/Stockholm', address },
      ]
      for (const body of refused)
        expectStatus(await clinic.call('POST', '/sites', { token: clinic.admin.token, body }), 400)
      t.equal(await count(), before)
      const hidden = await owner.query(`select count(*)::int as n from accounts`)
      t.ok(hidden.rows[0].n > 0, 'nobody dropped anything')
    })

    await t.test('names of the whole world come back as they were sent', async (t) => {
      for (const name of [
        'Əliyev',
        "O'Neill",
        'Ó Súilleabháin',
        'محمد',
        '李雷',
        'Åse-Märta',
        'Nguyễn',
        'Ibn Sīnā',
      ]) {
        const body = {
          firstName: name,
          lastName: name,
          phone: '+46701234567',
          informedAt: '2026-01-01T09:00:00Z',
        }
        const made = expectStatus(
          await clinic.call('POST', '/patients', { token: clinic.receptionist.token, body }),
          201,
        )
        t.equal(made.body.lastName, name.normalize('NFC'))
      }
    })
  },
)
