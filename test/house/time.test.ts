import { test } from 'tap'
import ts from 'typescript'
import { connectTo, createTestDatabase } from '#test/helpers/database.ts'
import {
  nodesOf,
  parse,
  placeOf,
  readSources,
  type Source,
  unexcused,
  writtenText,
} from '#test/house/sources.ts'

const sources = readSources('src', 'workers', 'migrations')

const sqlClock =
  /\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(|\b(?:current_timestamp|current_date|current_time|localtimestamp|localtime)\b/i

const inSql = (source: Source) =>
  nodesOf(source).flatMap((node) => {
    const found = sqlClock.exec(writtenText(node) ?? '')
    return found
      ? [
          {
            path: source.path,
            place: placeOf(source, node),
            what: `SQL looks at the server's clock: ${found[0]}`,
          },
        ]
      : []
  })

const isMachineClock = (node: ts.Node): boolean =>
  (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) ||
  (ts.isCallExpression(node) && /^(Date\.now|Date|Temporal\.Now\.\w+)$/.test(node.expression.getText()))

const inCode = (source: Source) =>
  nodesOf(source)
    .filter(isMachineClock)
    .map((node) => ({
      path: source.path,
      place: placeOf(source, node),
      what: `takes the time from the machine: ${node.getText()}; take it from deps.clock`,
    }))

const inEnvironment = (source: Source) =>
  nodesOf(source)
    .filter((node) => ts.isPropertyAccessExpression(node) && node.getText() === 'process.env')
    .map((node) => ({
      path: source.path,
      place: placeOf(source, node),
      what: 'reads the environment: give src/config.ts a name for it',
    }))

test('the clock is injected: no SQL looks at the server’s', async (t) => {
  t.strictSame(unexcused(sources.flatMap(inSql), {}), [])
  const owner = await connectTo(t, (await createTestDatabase(t)).ownerUrl)
  const { rows } = await owner.query<{ name: string; text: string }>(`
    select a.attrelid::regclass || '.' || a.attname as name, pg_get_expr(d.adbin, d.adrelid) as text
      from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
      join pg_class c on c.oid = d.adrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'keys') and c.relname not like 'kysely%'
    union all select c.conname, pg_get_constraintdef(c.oid) from pg_constraint c join pg_namespace n on n.oid = c.connamespace
      where n.nspname in ('public', 'keys')
    union all select p.proname, p.prosrc from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'keys')`)
  t.ok(rows.length > 50)
  t.strictSame(
    rows.filter(({ text }) => sqlClock.test(text)),
    [],
    'in defaults, constraints and functions neither',
  )
})

test('the clock is injected: src/clock.ts alone looks at the machine’s', (t) => {
  t.strictSame(
    unexcused(sources.flatMap(inCode), {
      'src/clock.ts': 'is the clock',
      'src/db/counters.ts': 'the library counts by the machine’s clock; what it says is moved to ours',
      'workers/schedules.ts': 'BullMQ’s schedulers live by the machine’s clock',
    }),
    [],
  )
  t.end()
})

test('src/config.ts alone reads the environment', (t) => {
  t.strictSame(
    unexcused(sources.flatMap(inEnvironment), {
      'src/main.ts': 'hands the environment to src/config.ts, and sizes libuv’s pool before anything uses it',
    }),
    [],
  )
  t.end()
})

test('these tests find what they look for', (t) => {
  const source = parse(
    'src/bad.ts',
    `const a = sql\`update t set at = now() where id = \${id}\`
     const b = 'default CURRENT_TIMESTAMP'
     const c = new Date(); const d = Date.now(); const e = Temporal.Now.instant()
     const f = new Date(given); const g = clock.now(); const h = process.env.HOME; const i = 'the known()'`,
  )
  t.strictSame(
    inSql(source).map(({ place }) => place),
    ['src/bad.ts:1', 'src/bad.ts:2'],
  )
  t.equal(inCode(source).length, 3)
  t.equal(inEnvironment(source).length, 1)
  t.match(unexcused(inEnvironment(source), { 'src/other.ts': 'why' }), [
    /^src\/bad\.ts:4/,
    /^src\/other\.ts: is excused/,
  ])
  t.end()
})
