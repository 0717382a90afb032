import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Type } from '@sinclair/typebox'
import t from 'tap'
import ts from 'typescript'
import { publicAccess } from '#src/access/access.ts'
import { buildApp } from '#src/app.ts'
import { closePools } from '#src/db/connect.ts'
import { conflict } from '#src/errors.ts'
import { closed } from '#src/schema/primitives.ts'
import { startApp } from '#test/helpers/app.ts'
import { type Contract, operationsOf, type Schema } from '#test/helpers/operations.ts'
import { contractDeps } from '../../openapi/contract-deps.ts'

const root = join(import.meta.dirname, '../..')

const run = async (...parameters: string[]) => {
  const child = spawn(process.execPath, parameters, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const [[code], out, err] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)])
  return { code, said: `${out}${err}` }
}

const contract: Contract = JSON.parse(await readFile(join(root, 'openapi/openapi.json'), 'utf8'))
const operations = operationsOf(contract)

/** Every schema inside a schema, with where it stands. */
const schemasIn = (schema: Schema, place: string): [string, Schema][] => [
  [place, schema],
  ...Object.entries(schema.properties ?? {}).flatMap(([name, below]) => schemasIn(below, `${place}.${name}`)),
  ...(schema.items ? schemasIn(schema.items, `${place}[]`) : []),
  ...(schema.anyOf ?? []).flatMap((below) => schemasIn(below, place)),
]

t.test('what is committed under openapi is what the routes make', async (t) => {
  t.strictSame(await run('openapi/generate.ts', '--check'), { code: 0, said: '' })
  const app = await startApp(t)
  t.strictSame((await app.call('GET', '/openapi.json')).body, contract, 'and what the service shows')
})

t.test('Redocly finds nothing to complain about', async (t) => {
  const { code, said } = await run('node_modules/@redocly/cli/bin/cli.js', 'lint', 'openapi/openapi.json')
  t.equal(code, 0, said)
})

t.test('fields about people say of which category they are', async (t) => {
  const people = /^(firstName|lastName|email|adminEmail|phone|dateOfBirth|note|reason|ip)$/
  const bodies = operations.flatMap((operation) =>
    operation.body ? schemasIn(operation.body.schema, operation.id) : [],
  )
  const shown = Object.entries(contract.components.schemas).flatMap(([name, schema]) =>
    schemasIn(schema, name),
  )
  const categories = new Map<string, unknown>()
  // A setting that says which fields are used holds nobody's, nor does why the law keeps a table.
  for (const [place, { properties = {} }] of [...bodies, ...shown])
    for (const [name, schema] of Object.entries(properties))
      if (people.test(name) && !/(patientFields|kept\[\]|stays\[\])$/.test(place))
        categories.set(`${place}.${name}`, schema['x-data-category'])
  for (const [place, category] of categories) t.type(category, 'string', place)
  t.equal(categories.get('Patient.firstName'), 'identity')
  t.equal(categories.get('bookAppointment.note'), 'health')
  t.equal(categories.get('register.email'), 'identity')
})

/** What the compiler complains about in clients of the contract, and in the contract's types themselves. */
const complaints = (sources: Record<string, string>): Record<string, string[]> => {
  const paths = new Map(Object.keys(sources).map((name) => [join(root, `test/journeys/${name}.ts`), name]))
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, files: [...paths.keys()], include: [] },
    ts.sys,
    root,
  )
  const { tsBuildInfoFile: _file, ...whole } = options
  // Generated types are checked like our own code, not skipped as those of libraries are.
  const checked = { ...whole, incremental: false, skipLibCheck: false }
  const host = ts.createCompilerHost(checked)
  const { getSourceFile, fileExists } = host
  host.fileExists = (path) => paths.has(path) || fileExists(path)
  host.getSourceFile = (path, target) => {
    const source = sources[paths.get(path) ?? '']
    return source === undefined
      ? getSourceFile(path, target)
      : ts.createSourceFile(path, source, target, true)
  }
  const program = ts.createProgram([...paths.keys()], checked, host)
  const of = (path: string) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
  const inClients = [...paths].map(([path, name]) => [name, of(path)])
  return { ...Object.fromEntries(inClients), types: of(join(root, 'openapi/client.d.ts')) }
}

t.test(
  'openapi-typescript and openapi-fetch make a client that compiles, and refuses what is wrong',
  async (t) => {
    const client = (call: string) => `
    import createClient from 'openapi-fetch'
    import type { paths } from '../../openapi/client.d.ts'
    const client = createClient<paths>({ baseUrl: 'http://127.0.0.1' })
    ${call}`
    const book = (body: string) =>
      client(`
      const { data, error } = await client.POST('/v1/organisations/{organisationId}/appointments', {
        params: { path: { organisationId: '' } }, body: ${body} })
      export const startsAt: string | undefined = data?.startsAt
      export const next: string | undefined = error?.nextFree?.[0]?.startsAt`)
    const found = complaints({
      right: book(`{ practitionerId: '', serviceId: '', startsAt: '' }`),
      missing: book(`{ practitionerId: '', serviceId: '' }`),
      wrong: book(`{ practitionerId: '', serviceId: '', startsAt: 5 }`),
      nowhere: client(`await client.GET('/v1/nowhere')`),
    })
    t.same(found.types, [])
    t.same(found.right, [])
    t.match(found.missing, [/startsAt/])
    t.match(found.wrong, [/number/])
    t.equal(found.nowhere?.length, 1)
  },
)

t.test('in tests an answer that the contract does not declare fails its request', async (t) => {
  const deps = await contractDeps()
  const app = await buildApp({ ...deps, config: { ...deps.config, test: true } })
  t.teardown(async () => {
    await app.close()
    await closePools(deps.db)
  })
  const schema = (operationId: string) => ({
    operationId,
    response: { 200: closed({ name: Type.String({ maxLength: 10 }) }) },
  })
  const config = { access: publicAccess, limit: 'none' as const }
  await app.register(async (routes) => {
    routes.get('/undeclared', { config, schema: schema('getUndeclared') }, async () => {
      throw conflict('slot-taken')
    })
    routes.get('/unnamed', { config, schema: schema('getUnnamed') }, async () => ({
      name: 'Elin',
      email: 'elin@example.com',
    }))
    routes.get('/good', { config, schema: schema('getGood') }, async () => ({ name: 'Elin' }))
  })
  const status = async (url: string) => (await app.inject({ url })).statusCode
  t.equal(await status('/good'), 200)
  t.equal(await status('/undeclared'), 500)
  t.equal(await status('/unnamed'), 500)
})
