import t from 'tap'
import { sealedColumns } from '#src/features/patients/merge-patients.queries.ts'
import { mergedTables } from '#src/features/patients/merged-tables.ts'
import { tables } from '#src/schema/tables.ts'
import { connectTo, createTestDatabase } from '#test/helpers/database.ts'

const columnsOf = (table: string) => Object.keys(tables[table as keyof typeof tables].properties)

t.test('a merge says of every table that belongs to a patient what becomes of its rows', (t) => {
  const ofPatients = Object.keys(tables).filter((table) => columnsOf(table).includes('patientId'))
  t.strictSame(
    Object.keys(mergedTables).sort(),
    ofPatients.sort(),
    'write in src/features/patients/merged-tables.ts what a merge does with the rows of a new table',
  )
  for (const [table, merging] of Object.entries(mergedTables)) {
    if (merging.how !== 'move') continue
    if (sealedColumns(table).length > 0)
      t.ok(columnsOf(table).includes('id'), `${table} is sealed in the place of its row's id`)
    for (const column of merging.oneEach ?? []) t.ok(columnsOf(table).includes(column), `${table}.${column}`)
  }
  t.end()
})

t.test('what is unique for a patient has a winner where two are merged', async (t) => {
  const owner = await connectTo(t, (await createTestDatabase(t)).ownerUrl)
  const { rows } = await owner.query<{ name: string; columns: string[] }>(`
    select c.relname as name, array_agg(a.attname::text order by a.attname) as columns
      from pg_index i join pg_class c on c.oid = i.indrelid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
     where i.indisunique and c.relnamespace = 'public'::regnamespace
     group by c.relname, i.indexrelid having 'patient_id' = any (array_agg(a.attname::text))`)
  for (const { name, columns } of rows) {
    const table = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
    const merging = mergedTables[table]
    if (merging?.how !== 'move') continue
    t.ok(merging.oneEach, `${name} is unique by ${columns.join(', ')}: say \`oneEach\` in merged-tables.ts`)
  }
})
