import { t as root, type Test, test } from 'tap'
import ts from 'typescript'
import { type App, buildApp } from '#src/app.ts'
import type { Config } from '#src/config.ts'
import { closePools } from '#src/db/connect.ts'
import { contractOf, type Operation, operationsOf } from '#test/helpers/operations.ts'
import { nodesOf, placeOf, readSources, writtenText } from '#test/house/sources.ts'
import { contractDeps } from '../../openapi/contract-deps.ts'

const deps = await contractDeps()
root.teardown(() => closePools(deps.db))

/** The application without anything behind it: what needs the database answers 503, everything else as always. */
const openApp = async (t: Test, config: Partial<Config> = {}): Promise<App> => {
  const app = await buildApp({ ...deps, config: { ...deps.config, rateLimit: false, ...config } })
  await app.ready()
  t.teardown(() => app.close())
  return app
}

const callEvery = async (app: App, headers: Record<string, string> = {}) => {
  const call = async ({ method, path, body, call: name }: Operation) => {
    const url = path.replace(/\{\w+\}/g, '01a2006e-14f5-71e9-9ecd-65fd1305747e')
    const answer = await app.inject({
      method,
      url,
      headers: { cookie: 'session=1', ...headers },
      ...(body?.example ? { payload: body.example } : {}),
    })
    return { name, answer }
  }
  return Promise.all(operationsOf(contractOf(app)).map(call))
}

test('P37 P38: no answer sets a cookie, and nothing reads one', async (t) => {
  const answers = await callEvery(await openApp(t))
  t.ok(answers.length > 50)
  t.ok(answers.some(({ answer }) => answer.statusCode === 200))
  t.strictSame(
    answers.filter(({ answer }) => answer.headers['set-cookie'] !== undefined).map(({ name }) => name),
    [],
  )
  const cookie = /^(set-)?cookie$|Cookie/i
  const written = readSources('src', 'workers').flatMap((source) =>
    nodesOf(source)
      .filter((node) => cookie.test(ts.isIdentifier(node) ? node.text : (writtenText(node) ?? '')))
      .map((node) => placeOf(source, node)),
  )
  t.strictSame(written, [])
})

test('S50: every answer, refusals included, carries the headers that keep a browser careful', async (t) => {
  const expected = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
  }
  for (const { name, answer } of await callEvery(await openApp(t))) {
    t.match(answer.headers, expected, name)
    t.match(answer.headers['content-security-policy'], /default-src 'none'.*frame-ancestors 'none'/, name)
    t.ok(answer.headers['cache-control'], name)
  }
})

test('P28: plain http is refused everywhere but for health, and https is told to stay', async (t) => {
  const app = await openApp(t, {
    loopback: false,
    publicUrl: 'https://praxis.example',
    trustProxy: ['127.0.0.1'],
  })
  for (const { name, answer } of await callEvery(app)) {
    if (name.includes('/health/')) t.not(answer.statusCode, 403, name)
    else t.match(answer, { statusCode: 403, body: /insecure-transport/ }, name)
  }
  const secure = await app.inject({ url: '/about', headers: { 'x-forwarded-proto': 'https' } })
  t.equal(secure.statusCode, 200)
  t.match(secure.headers['strict-transport-security'], /^max-age=31536000; includeSubDomains$/)
})
