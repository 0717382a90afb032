import t, { type Test } from 'tap'
import { count, openMailSecrets, openPatients } from '#test/helpers/patients.ts'
import type { TestPerson } from '#test/helpers/people.ts'

const openRig = async (t: Test) => {
  const rig = await openPatients(t)
  const { call, deps, people, clinic } = rig
  const tokens = async (organisationId = clinic.organisationId) =>
    (await openMailSecrets(deps, people, organisationId)).map(({ token }) => token ?? '')
  const link = (by: TestPerson, token: string, headers = {}) =>
    call('POST', '/v1/me/patient-links', { token: by.token(), body: { token }, headers })
  return { ...rig, tokens, link }
}

t.test('S7 the token of the mail makes its holder the patient, once', async (t) => {
  const { call, clinic, people, tokens, link } = await openRig(t)
  const { id } = await clinic.register({ email: 'leyla@example.com' })
  const [token = ''] = await tokens()
  const leyla = await people.person({ email: 'leyla@example.com' })
  const path = `${clinic.path}/${id}`
  t.equal((await call('GET', path, { token: leyla.token() })).status, 404)
  const linked = await link(leyla, token)
  t.equal(linked.status, 200)
  t.strictSame(linked.body, { organisationId: clinic.organisationId, patientId: id, as: 'patient' })
  t.match((await call('GET', path, { token: clinic.receptionist.token() })).body, {
    id,
    linked: true,
    version: 2,
    source: 'receptionist',
  })
  const { rows: keys } = await people.owner.query(
    'select class, account_id from keys.subject_keys where subject_id = $1 order by class',
    [id],
  )
  t.strictSame(keys, [
    { class: 'care', account_id: leyla.accountId },
    { class: 'rest', account_id: leyla.accountId },
  ])
  const { rows: acts } = await people.owner.query(`select * from audit_events where action = 'link'`)
  t.match(acts, [
    { organisation_id: clinic.organisationId, account_id: leyla.accountId, patient_id: id, role: 'newcomer' },
  ])
  const again = await link(leyla, token)
  t.equal(again.status, 401)
  t.match(again.body.type, /invalid-token$/)
  t.notMatch(JSON.stringify(again.body), token)
})

t.test('S7 twenty at once with one token: one becomes the patient', async (t) => {
  const { clinic, people, tokens, link } = await openRig(t)
  const { id } = await clinic.register({ email: 'leyla@example.com' })
  const [token = ''] = await tokens()
  const two = [
    await people.person({ email: 'a@example.com' }),
    await people.person({ email: 'b@example.com' }),
  ] as const
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => link(two[i % 2 ? 1 : 0], token)))
  t.equal(answers.filter(({ status }) => status === 200).length, 1)
  t.ok(answers.every(({ status }) => status === 200 || status === 401))
  const { rows } = await people.owner.query('select account_id from patients where id = $1', [id])
  t.ok(two.some(({ accountId }) => accountId === rows[0].account_id))
})

t.test('S7 a token that is unknown, expired or mailed to a former address is refused alike', async (t) => {
  const { call, clinic, clock, people, tokens, link } = await openRig(t)
  const { id } = await clinic.register({ email: 'former@example.com' })
  const staff = clinic.receptionist
  const patch = (body: object) => call('PATCH', `${clinic.path}/${id}`, { token: staff.token(), body })
  await patch({ lastName: 'Ek' })
  t.equal((await tokens()).length, 1, 'other changes write to nobody')
  await patch({ email: 'present@example.com' })
  const [former = '', present = '', ...more] = await tokens()
  t.strictSame(more, [])
  const leyla = await people.person({ email: 'present@example.com' })
  const refusal = await link(leyla, 'A'.repeat(43))
  t.equal(refusal.status, 401)
  const shown = ({ type, title, detail }: Record<string, unknown>) => ({ type, title, detail })
  const old = await link(leyla, former)
  t.equal(old.status, 401)
  t.strictSame(shown(old.body), shown(refusal.body))
  clock.shift('P30D')
  const late = await link(leyla, present)
  t.equal(late.status, 401)
  t.strictSame(shown(late.body), shown(refusal.body))
  clock.shift('-PT1S')
  t.equal((await link(leyla, present)).status, 200)
  await patch({ email: 'third@example.com' })
  t.equal((await tokens()).length, 2, 'who is linked gets no more of them')
  t.equal((await call('POST', '/v1/me/patient-links', { body: { token: present } })).status, 401)
  t.equal((await link(leyla, 'short')).status, 400)
})

t.test('an account is one patient of an organisation, and a patient one account', async (t) => {
  const { clinic, people, tokens, link, anotherClinic } = await openRig(t)
  const first = await clinic.register({ email: 'family@example.com' })
  await clinic.register({ email: 'family@example.com' })
  const [one = '', two = ''] = await tokens()
  const leyla = await people.person({ email: 'family@example.com' })
  t.equal((await link(leyla, one)).status, 200)
  const second = await link(leyla, two)
  t.equal(second.status, 409)
  t.match(second.body.type, /already-linked$/)
  const son = await people.person({ email: 'son@example.com' })
  t.equal((await link(son, two)).status, 200, 'the refused try did not spend the token')

  const third = await clinic.register({ email: 'third@example.com' })
  const [, , three = ''] = await tokens()
  await people.owner.query('update patients set account_id = $1 where id = $2', [
    (await people.person({ email: 'x@example.com' })).accountId,
    third.id,
  ])
  t.equal((await link(await people.person({ email: 'third@example.com' }), three)).status, 409)

  const other = await anotherClinic()
  await other.register({ email: 'family@example.com' })
  const [elsewhere = ''] = await tokens(other.organisationId)
  t.equal((await link(leyla, elsewhere)).status, 200, 'each organisation has its own patient')
  const { rows } = await people.owner.query('select organisation_id from patients where account_id = $1', [
    leyla.accountId,
  ])
  t.strictSame(
    rows.map((row) => row.organisation_id).sort(),
    [clinic.organisationId, other.organisationId].sort(),
  )
  t.ok(first.id)
})

t.test(
  'a repeat with the same Idempotency-Key answers the first link though its token is spent',
  async (t) => {
    const { clinic, people, tokens, link } = await openRig(t)
    await clinic.register({ email: 'leyla@example.com' })
    const [token = ''] = await tokens()
    const leyla = await people.person({ email: 'leyla@example.com' })
    const headers = { 'idempotency-key': 'k1' }
    const first = await link(leyla, token, headers)
    const second = await link(leyla, token, headers)
    t.equal(second.status, 200)
    t.equal(second.headers['idempotency-replayed'], 'true')
    t.strictSame(second.body, first.body)
    t.equal(await count(people, `audit_events where action = 'link'`), 1)
  },
)
