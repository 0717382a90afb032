import t from 'tap'
import { openPatients } from '#test/helpers/patients.ts'

t.test('a patient is found by a mistyped, begun or half remembered name, the best match first', async (t) => {
  const { call, clinic, people, anotherClinic } = await openPatients(t)
  const names = [
    ['Anna', 'Andersson'],
    ['Hanna', 'Anderson'],
    ['Björn', 'Ångström'],
    ['Leyla', 'Əliyeva'],
    ['Bo', 'Ek'],
    ['Ann-Lill', 'Müller'],
  ] as const
  for (const [firstName, lastName] of names) await clinic.register({ firstName, lastName })
  const elsewhere = await anotherClinic()
  await elsewhere.register({ firstName: 'Anna', lastName: 'Andersson' })
  const found = async (query: string) => {
    const { status, body } = await clinic.search({ query })
    t.equal(status, 200, query)
    t.equal(body.nextCursor, null)
    return body.data.map((one: { firstName: string; lastName: string }) => `${one.firstName} ${one.lastName}`)
  }
  t.strictSame(await found('andersson anna'), ['Anna Andersson'])
  t.strictSame(await found('ANNA ANDERSON'), ['Anna Andersson'])
  t.strictSame(await found('anderson'), ['Hanna Anderson', 'Anna Andersson'])
  t.strictSame(await found('ande'), ['Hanna Anderson', 'Anna Andersson'])
  t.strictSame(await found('bjorn angstrom'), ['Björn Ångström'])
  t.strictSame(await found('bjron'), ['Björn Ångström'])
  t.strictSame(await found('eliyeva'), ['Leyla Əliyeva'])
  t.strictSame(await found('aliyeva'), ['Leyla Əliyeva'])
  t.strictSame(await found('ek'), ['Bo Ek'])
  t.strictSame(await found('mueller'), ['Ann-Lill Müller'])
  t.strictSame(await found('ann lill'), ['Ann-Lill Müller'])
  t.strictSame(await found('Persson'), [])
  t.strictSame(await found('Anna Ek'), [])
  t.strictSame(await found('- .'), [])

  const [leyla] = (await clinic.search({ query: 'leyla' })).body.data
  const path = `${clinic.path}/${leyla.id}`
  await call('PATCH', path, { token: clinic.receptionist.token(), body: { lastName: 'Həsənova' } })
  t.strictSame(await found('hesanova'), ['Leyla Həsənova'], 'by the new name')
  t.strictSame(await found('eliyeva'), [], 'and by the former no more')

  for (const query of ['x', 'a'.repeat(81), '\u0000ab'])
    t.equal((await clinic.search({ query })).status, 400, 'S57 two to eighty characters')
  t.equal((await clinic.search({ query: 'Anna', phone: '0701234567' })).status, 400)
  const limited = await clinic.search({ query: 'ande', limit: 1 })
  t.equal(limited.body.data.length, 1)

  const { rows } = await people.owner.query('select token_hash from patient_name_tokens limit 500')
  t.ok(rows.length > 50 && rows.every(({ token_hash }) => token_hash.length === 8))
  const shared = await people.owner.query(
    'select token_hash from patient_name_tokens group by token_hash having count(distinct organisation_id) > 1',
  )
  t.strictSame(shared.rows, [], 'one name has different hashes in two organisations')
})
