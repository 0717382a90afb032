import type pg from 'pg'
import { type Test, test } from 'tap'
import { PLATFORM_ID } from '#src/db/database.ts'
import { claimsOf } from '#test/helpers/accounts.ts'
import { startApp } from '#test/helpers/app.ts'
import { expectStatus, freeTimes, openClinic, registerPerson } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { askErasure, finishErasures } from '#test/helpers/erasures.ts'
import { completeRows, setCanaries } from '#test/helpers/everything.ts'

/** Every text, JSON and bytea column with a needle in it, and every column of ids with one of these. */
const placesOf = async (owner: pg.Client, needles: readonly string[], ids: readonly string[]) => {
  const { rows: columns } = await owner.query<{ table: string; column: string; type: string }>(`
    select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as table, quote_ident(a.attname) as column, t.typname as type
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_type t on t.oid = a.atttypid
     where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
     order by 1, 2`)
  const found: string[] = []
  for (const { table, column, type } of columns) {
    const text = type === 'bytea' ? `encode(${column}, 'escape')` : `${column}::text`
    const { rows } = await owner.query(
      `select 1 from ${table} where lower(${text}) like any ($1::text[]) limit 1`,
      [[...needles, ...ids].map((needle) => `%${needle.toLowerCase()}%`)],
    )
    if (rows.length > 0) found.push(`${table}.${column}`)
  }
  return found
}

const openSubject = async (t: Test) => {
  const app = await startApp(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  const clinic = await openClinic(app)
  const practitionerId = clinic.practitioner.id
  const [startsAt = ''] = await freeTimes(app, clinic)
  const person = await registerPerson(app, { firstName: 'Quintessa', lastName: 'Oswaldtwistle' })
  const booked = await clinic.call('POST', '/appointments', {
    token: person.token,
    body: { practitionerId, serviceId: clinic.serviceId, startsAt, note: 'Bad knee' },
  })
  const { patientId } = expectStatus(booked, 201).body
  const accountId = claimsOf(person.token).sub as string
  return {
    app,
    owner,
    clinic,
    person,
    who: { organisationId: clinic.id, accountId, practitionerId, patientId: patientId as string },
  }
}

test('P9 P47: a subject with data in every table is gone from every column of every table', async (t) => {
  const { app, owner, clinic, person, who } = await openSubject(t)
  // Who works there as well has rows in the tables of staff.
  for (const table of ['practitioners', 'memberships'])
    await owner.query(
      `update ${table} set account_id = $2 where ${table === 'practitioners' ? 'id' : 'practitioner_id'} = $1`,
      [who.practitionerId, who.accountId],
    )
  await completeRows(owner, who)
  await setCanaries(app, owner, who)
  await owner.query(
    `update legal_holds set lifted_at = created_at, lifted_by = placed_by where patient_id = $1`,
    [who.patientId],
  )
  const id = await askErasure(app, person.token, { expedite: true })
  await finishErasures(app)
  const { rows: parts } = await owner.query(
    'select organisation_id, state, step, erased_rows, sealed from data_requests where id = $1 order by 1',
    [id],
  )
  t.strictSame(
    parts.map(({ organisation_id, state, step }) => ({ organisation_id, state, step })),
    [
      { organisation_id: PLATFORM_ID, state: 'completed', step: null },
      { organisation_id: clinic.id, state: 'completed', step: null },
    ],
    app.log.filter((line) => line.includes('erasure')).join('\n'),
  )
  const names = await placesOf(owner, [person.email, 'quintessa', 'oswaldtwistle'], [])
  t.strictSame(names, [])
  t.comment(JSON.stringify(await placesOf(owner, ['canary-'], [])))
  t.comment(JSON.stringify(await placesOf(owner, [], [who.accountId, who.patientId])))
})
