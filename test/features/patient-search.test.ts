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

t.test(
  'whoever is written as typed comes first, and namesakes whom a restriction hides are in nobody’s way',
  async (t) => {
    const { clinic, people } = await openPatients(t)
    const found = async (query: string, limit = 50) => {
      const { status, body } = await clinic.search({ query, limit })
      t.equal(status, 200, query)
      return body.data.map((one: { id: string }) => one.id)
    }
    const register = async (firstName: string, lastName: string): Promise<string> =>
      (await clinic.register({ firstName, lastName })).id
    const hidden: string[] = []
    for (let n = 0; n < 24; n++) hidden.push(await register('Karl', 'Karlsson'))
    const karl = await register('Karl', 'Karlsson')
    const carl = await register('Carl', 'Carlsson')
    const karla = await register('Karla', 'Karlssonberg')
    t.strictSame(await found('carlsson', 1), [carl])
    t.strictSame(await found('carl carlsson', 1), [carl])
    t.equal((await found('karl karlsson')).length, 27)
    await people.owner.query('update patients set restricted_at = created_at where id = any($1)', [hidden])
    t.strictSame(await found('karlsson', 1), [karl], 'more are opened until there is one')
    t.strictSame(await found('karl karlsson'), [karl, carl, karla])
    t.strictSame(await found('carl carlsson'), [carl, karl, karla])
    t.strictSame(await found('kral karlssom'), [carl, karl], 'both words mistyped, as near as each other')
    t.strictSame(await found('karl anna karlsson'), [karl, carl, karla], 'of three words one may be missing')
  },
)
