import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import ts from 'typescript'
import { jobsSchema } from '#src/jobs/migrate-jobs.ts'
import { column, plain, sealed } from '#src/privacy/annotations.ts'
import { fieldId, register } from '#src/privacy/register.ts'
import { closed, Nullable, Timestamp, Uuid } from '#src/schema/primitives.ts'
import { tables } from '#src/schema/tables.ts'
import { connectTo, createTestDatabase } from '#test/helpers/database.ts'
import {
  type DatabaseColumn,
  personalTables,
  type RowSchemas,
  readColumns,
  registerFaults,
  undeclaredSchemas,
  unguardedTables,
} from '#test/house/register-rules.ts'
import { nodesOf, readSources, type Source, writtenText } from '#test/house/sources.ts'

const schemas: RowSchemas = tables

/**
 * BullMQ's own schema is one declared block: its rows are ids and codes, its columns the library's. Partitions are days of
 * tables that are declared themselves.
 */
const declaredSchemas = ['public', 'keys', 'partitions', jobsSchema]

test('P6: every column of the database is declared in the register, and nothing else is', async (t) => {
  const owner = await connectTo(t, (await createTestDatabase(t)).ownerUrl)
  t.strictSame(registerFaults(schemas, await readColumns(owner)), [])
  t.strictSame(await undeclaredSchemas(owner, declaredSchemas), [])
})

test('S26: every table with personal data is under row security with a policy', async (t) => {
  const owner = await connectTo(t, (await createTestDatabase(t)).ownerUrl)
  t.strictSame(await unguardedTables(owner, schemas), [])
  t.ok(personalTables(schemas).includes('patients'))
  t.notOk(personalTables(schemas).includes('rate_limits'))
})

/** The places to which a file binds what it seals. */
const placesIn = (source: Source): string[] =>
  nodesOf(source).flatMap((node) => {
    const place = ts.isPropertyAssignment(node) && node.name.getText() === 'field' && node.initializer
    const text = place ? writtenText(place) : undefined
    return text && /^\w+\.\w+$/.test(text) ? [text] : []
  })

test('P80: what is sealed is bound to a declared column, by whose name the copy opens it', (t) => {
  // The service's own key is nobody's, and in no copy.
  const declared = new Set(['signingKeys.privateKey'])
  for (const table of register) for (const one of table.columns) declared.add(fieldId(table, one))
  const places = readSources('src').flatMap(placesIn)
  t.ok(places.length > 20)
  t.strictSame(
    places.filter((place) => !declared.has(place)),
    [],
  )
  t.end()
})

test('P6: the register test fails on what a migration adds without a declaration', async (t) => {
  const owner = await connectTo(t, (await createTestDatabase(t)).ownerUrl)
  await owner.query(`
    alter table patients add column shoe_size integer;
    create table guests (id uuid primary key, name text not null);
    create schema annex;
    alter table sites alter column city drop not null;
    alter table mails alter column sealed set not null;
    alter table sites alter column name type varchar(100);
    alter table practitioners disable row level security;
    drop policy of_account on known_devices`)
  t.strictSame(registerFaults(schemas, await readColumns(owner)), [
    "table guests has no row schema: write one, each column annotated, in its feature's *.schema.ts and add it to src/schema/tables.ts as guests",
    'column patients.shoe_size has no declaration: add shoeSize to the row schema of patients, annotated by a function of src/privacy/annotations.ts',
    'sites.name is varchar in the database, but its row schema describes text',
    'sites.city may be null: wrap it in Nullable(...) in its row schema, or make it not null in a migration',
    'mails.sealed is not null in the database: take Nullable off it in its row schema',
  ])
  t.match(await undeclaredSchemas(owner, declaredSchemas), [/^schema annex is declared nowhere/])
  t.match(await unguardedTables(owner, schemas), [
    /^table known_devices holds personal data without row security/,
    /^table practitioners holds personal data without row security/,
  ])
})

const health = { category: 'health', purpose: 'care', basis: 'care-9-2-h', key: 'care' } as const
const ofThing = (column: string, type: string, nullable = false): DatabaseColumn => ({
  table: 'things',
  column,
  type,
  nullable,
})

test('P6: the register test fails on a row schema that declares too much, too little, or wrongly', (t) => {
  const faults = (row: ReturnType<typeof closed>, ...columns: DatabaseColumn[]) =>
    registerFaults({ things: row }, columns)
  t.match(faults(closed({ id: Uuid }), ofThing('id', 'uuid')), [/^things\.id is not annotated/])
  t.match(faults(closed({ id: plain(Uuid), at: plain(Timestamp) }), ofThing('id', 'uuid')), [
    /^things\.at is declared but the database has no such column/,
  ])
  t.match(
    faults(closed({ note: sealed(Type.String(), { ...health, fields: ['note'] }) }), ofThing('note', 'text')),
    [/^things\.note is declared sealed but is no bytea/],
  )
  t.match(faults(closed({ note: plain(Nullable(Timestamp)) }), ofThing('note', 'timestamp', true)), [
    'things.note is timestamp in the database, but its row schema describes timestamptz',
  ])
  const inClear = column(Type.String(), { ...health, recipients: [], erasure: { action: 'delete' } })
  t.match(faults(closed({ note: inClear }), ofThing('note', 'text')), [
    /^things\.note tells of a person's health in clear/,
  ])
  t.end()
})
