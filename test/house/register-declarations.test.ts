import { type TObject, Type } from '@sinclair/typebox'
import { test } from 'tap'
import { Settings } from '#src/features/organisations/organisations.schema.ts'
import { credential, personId, plain, usage } from '#src/privacy/annotations.ts'
import type { TablePrivacy } from '#src/privacy/declarations.ts'
import { declarations, exportedTables, isPersonal, joinRegister, register } from '#src/privacy/register.ts'
import { Bytes, closed, Timestamp, Uuid } from '#src/schema/primitives.ts'
import { tables } from '#src/schema/tables.ts'
import { declarationFaults } from '#test/house/declaration-rules.ts'

const settings = Object.keys(Settings.properties)

test('P6: every table says whose row it is, how long it stays and what of it a person gets', (t) => {
  t.strictSame(declarationFaults(tables, declarations, settings), [])
  t.equal(register.length, Object.keys(tables).length)
  t.ok(exportedTables.some(({ exportAs }) => exportAs === 'appointments'))
  t.ok(register.flatMap(({ columns }) => columns).some(isPersonal))
  t.end()
})

const row = closed({
  id: plain(Uuid),
  accountId: personId(Uuid),
  hash: credential(Bytes),
  at: usage(Timestamp, 'at'),
})
const good: TablePrivacy = {
  subjects: [{ of: 'account', by: 'accountId' }],
  retention: { kind: 'period', after: 'at', period: 'P30D' },
  exportAs: 'things',
}
const faults = (declared: Record<string, TablePrivacy>, things: TObject = row) =>
  declarationFaults({ things }, declared, settings)

test('P6: the register test says what to write where', (t) => {
  t.strictSame(faults({ things: good }), [])
  t.match(faults({}), [/^table things declares nothing: say in its feature's \*\.privacy\.ts/])
  t.match(faults({ things: good, others: { ...good, exportAs: 'others' } }), [
    /^others is declared .* but is no table/,
  ])
  t.match(faults({ things: { ...good, subjects: [] } }), [
    /^things\.accountId tells of a person, but things is about nobody: name in subjects/,
  ])
  t.match(faults({ things: { ...good, subjects: [{ of: 'account', by: 'memberId' }] } }), [
    /^things: its subjects are found by memberId, which is no column/,
  ])
  t.match(faults({ things: { ...good, subjects: [{ through: 'visits', by: 'id' }] } }), [
    /^things: its path by id leads through visits, which is no table/,
  ])
  t.match(faults({ things: { ...good, subjects: [{ through: 'things', by: 'id' }] } }), [
    /^things: its paths lead in circles/,
  ])
  t.match(faults({ things: { ...good, retention: { kind: 'untilColumn', column: 'goneAt' } } }), [
    /^things stays until goneAt, which is no column/,
  ])
  const unset = { kind: 'setting', after: 'at', setting: 'thingYears' } as const
  t.match(faults({ things: { ...good, retention: unset } }), [/the setting thingYears says, which does not/])
  t.match(faults({ things: { ...good, exportAs: null } }), [/^things is about people but in no export/])
  const twoTables = { things: good, others: good }
  t.match(declarationFaults({ things: row, others: row }, twoTables, settings), [
    /^two tables are exported as things/,
  ])
  const twoColumns = closed({ ...row.properties, seenAt: usage(Timestamp, 'at') })
  t.match(faults({ things: good }, twoColumns), [/^two columns of things are exported as at/])
  const unnamed = closed({ ...row.properties, seenAt: usage(Timestamp) })
  t.match(faults({ things: good }, unnamed), [/^things\.seenAt tells of a person but is in no export/])
  t.end()
})

test('P6: the register is not made of a table without declaration or a column without annotation', (t) => {
  t.throws(() => joinRegister({ things: row }, {}), { message: /^things declares nothing/ })
  t.throws(() => joinRegister({ things: closed({ id: Type.String() }) }, { things: good }), {
    message: /^things\.id is not annotated/,
  })
  t.end()
})
