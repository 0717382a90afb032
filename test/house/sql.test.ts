import { test } from 'tap'
import ts from 'typescript'
import {
  nodesOf,
  parse,
  placeOf,
  readSources,
  type Source,
  unexcused,
  writtenText,
} from '#test/house/sources.ts'

const sources = readSources('src', 'workers')

const unescaped = /^sql\.(raw|lit|table|ref|id)$/

const rawParts = (source: Source) =>
  nodesOf(source)
    .filter((node) => ts.isCallExpression(node) && unescaped.test(node.expression.getText()))
    .map((node) => ({
      path: source.path,
      place: placeOf(source, node),
      what: `puts text into SQL as it is: ${node.getText()}; pass a value, or excuse the file with its reason`,
    }))

const statementStart =
  /^\s*\(?(select|insert|update|delete|with|begin|create|alter|drop|grant|revoke|set|truncate|copy|lock|listen|notify)[\s;]/i

const builtTexts = (source: Source) =>
  nodesOf(source)
    .filter(
      (node) =>
        ts.isTemplateExpression(node) &&
        !ts.isTaggedTemplateExpression(node.parent) &&
        statementStart.test(writtenText(node) ?? ''),
    )
    .map((node) => ({
      path: source.path,
      place: placeOf(source, node),
      what: 'builds the text of a statement out of parts: write sql`...` with values, or excuse the file with its reason',
    }))

const transactions = (source: Source) =>
  nodesOf(source)
    .filter(
      (node) =>
        ts.isCallExpression(node) && /\.(transaction|startTransaction)$/.test(node.expression.getText()),
    )
    .map((node) => ({
      path: source.path,
      place: placeOf(source, node),
      what: 'opens a transaction of its own: enter a scope of src/db/scope.ts, which is one',
    }))

test('S34: what goes into SQL as it is stands in the code, and never comes from a request', (t) => {
  t.strictSame(
    unexcused(sources.flatMap(rawParts), {
      'src/access/reach.ts': 'roles and columns of the access declarations',
      'src/features/appointments/appointments.queries.ts':
        'the list of columns, and statements whose values stay values',
      'src/features/appointments/availability.queries.ts': 'one of two table names, chosen by a union type',
      'src/features/patients/patient-names.queries.ts': 'the reach of the access declarations',
      'src/features/reviews/recipients.queries.ts': 'the reach of the access declarations',
      'src/features/reviews/reviews.queries.ts': 'the reach of the access declarations',
      'src/features/exports/exports.queries.ts': 'tables of the register; how many rows, which the code says',
      'src/privacy/retention/sweep.queries.ts': 'columns of the register',
      'src/features/patients/merge-patients.queries.ts':
        'tables and columns of the list of what a merge moves',
    }),
    [],
  )
  t.end()
})

test('S34: statements that are built of parts take their parts from the code', (t) => {
  t.strictSame(
    unexcused(sources.flatMap(builtTexts), {
      'src/backups/backups.queries.ts': 'names of tables and columns out of the catalogue, quoted',
      'src/backups/replay.queries.ts': 'tables of the catalogue; values are numbered',
      'src/backups/restore.queries.ts':
        'names and definitions out of the catalogue or of an authenticated archive, quoted',
      'src/db/embedded.ts':
        'logins by constant names; the password is escaped, as no statement takes it as a value',
      'src/db/grants.ts': 'identifiers escaped by the driver; a login is no value',
      'src/features/appointments/appointments.queries.ts':
        'columns, conditions and order by constant names; values are numbered',
      'src/features/appointments/calendar.queries.ts': 'the same subquery for two tables',
      'src/features/directory/directory.queries.ts': 'conditions by constant texts; values are numbered',
      'src/features/patients/patients.queries.ts':
        'columns of the row schema and the reach of the access declaration',
      'src/jobs/migrate-jobs.ts': 'identifiers escaped by the driver; a login is no value',
    }),
    [],
  )
  t.end()
})

test('S28: no transaction but those of a scope', (t) => {
  t.strictSame(unexcused(sources.flatMap(transactions), {}), [])
  t.end()
})

test('these tests find what they look for', (t) => {
  const source = parse(
    'src/bad.ts',
    `const a = sql\`select \${sql.raw(request.query.sort)} from t where id = \${id}\`
     const b = client.query(\`select * from t where name = '\${name}'\`)
     const c = db.transaction().execute(run)
     const d = sql\`select \${value}\`; const e = \`selected \${value}\``,
  )
  t.equal(rawParts(source).length, 1)
  t.equal(builtTexts(source).length, 1)
  t.equal(transactions(source).length, 1)
  t.end()
})
