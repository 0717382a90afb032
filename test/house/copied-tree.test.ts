import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Test, test } from 'tap'

const root = resolve(import.meta.dirname, '../..')
const parts = ['src', 'migrations', 'workers', 'openapi', 'test', 'package.json', '.taprc']

/** A copy of the sources with some of their text replaced, and a way to run what `npm run check` runs in it. */
const copyTree = async (t: Test, changes: readonly [file: string, text: string, by: string][]) => {
  const folder = await mkdtemp(join(tmpdir(), 'praxis-copy-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  for (const part of parts) await cp(join(root, part), join(folder, part), { recursive: true })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const [file, text, by] of changes) {
    const path = join(folder, file)
    const before = await readFile(path, 'utf8')
    if (!before.includes(text)) throw new Error(`${file} holds no longer: ${text}`)
    await writeFile(path, before.replace(text, by))
  }
  const run = (...args: string[]) =>
    new Promise<{ code: number; output: string }>((done) => {
      const child = execFile(
        process.execPath,
        args,
        { cwd: folder, maxBuffer: 64 * 2 ** 20 },
        (_error, out, err) =>
          done({ code: child.exitCode ?? 1, output: `${out}\n${err}`.replace(/\s+/g, ' ') }),
      )
    })
  return { run }
}

test('P6: a column, a policy and a query parameter that nobody declared fail the check', async (t) => {
  const { run } = await copyTree(t, [
    [
      'migrations/0003_patients.ts',
      'email_index bytea,',
      'email_index bytea,\n      shoe_size integer not null default 0,',
    ],
    ['migrations/0006_doors.ts', `  known_devices: \`account_id = \${currentAccount}\`,\n`, ''],
    [
      'src/features/directory/directory.schema.ts',
      'export const DirectoryQuery = closed({',
      'export const DirectoryQuery = closed({\n  email: Type.Optional(Email),',
    ],
  ])
  const { code, output } = await run(
    'test/run.ts',
    'test/house/register.test.ts',
    'test/house/routes.test.ts',
  )
  t.not(code, 0)
  t.match(output, /column patients\.shoe_size has no declaration: add shoeSize to the row schema of patients/)
  t.match(output, /table known_devices holds personal data without row security/)
  t.match(output, /email puts personal data into the URL/)
})

const start = ['openapi/generate.ts', '--check']

test('P6: a route without access stops the start', async (t) => {
  const { run } = await copyTree(t, [
    ['src/features/platform/about.routes.ts', '{ access: publicAccess, cacheControl', '{ cacheControl'],
  ])
  const { code, output } = await run(...start)
  t.not(code, 0)
  t.match(output, /states no access; write config: \{ access \}/)
})

const load = ['--input-type=module', '--eval', "await import('#src/privacy/register.ts')"]

test('P6: a column without annotation and a table without declaration stop the start', async (t) => {
  const column = await copyTree(t, [
    ['src/features/patients/patients.schema.ts', 'version: plain(Version)', 'version: Version'],
  ])
  const unannotated = await column.run(...load)
  t.not(unannotated.code, 0)
  t.match(unannotated.output, /patients\.version is not annotated: see src\/privacy\/annotations\.ts/)
  const table = await copyTree(t, [['src/privacy/register.ts', '  ...patientsPrivacy,\n', '']])
  const undeclared = await table.run(...load)
  t.not(undeclared.code, 0)
  t.match(undeclared.output, /patients declares nothing: see src\/privacy\/declarations\.ts/)
})
