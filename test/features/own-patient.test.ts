import t, { type Test } from 'tap'
import { me } from '#src/access/access.ts'
import { withNewcomer } from '#src/db/scope.ts'
import { ownPatient } from '#src/features/patients/own-patient.ts'
import { count, openPatients } from '#test/helpers/patients.ts'
import type { NewOrganisation, TestPerson } from '#test/helpers/people.ts'

const openRig = async (t: Test, options: NewOrganisation = {}) => {
  const rig = await openPatients(t, options)
  const enter = ({ accountId, sessionId }: TestPerson, organisationId = rig.clinic.organisationId) =>
    withNewcomer(rig.deps, { accountId, sessionId, requestId: 'r' }, organisationId, me(), ownPatient)
  const read = async (id: string, token = rig.clinic.receptionist.token()) =>
    (await rig.call('GET', `${rig.clinic.path}/${id}`, { token })).body
  return { ...rig, enter, read }
}

const leyla = {
  email: 'leyla@example.com',
  firstName: 'Leyla',
  lastName: 'Əliyeva',
  phone: '+46701234567',
  dateOfBirth: '1988-04-09',
}

t.test('P7 a person becomes a patient with what their account says, and stays that one', async (t) => {
  const { people, enter, read, clinic } = await openRig(t)
  const person = await people.person(leyla)
  const own = await enter(person)
  t.match(own, { accountId: person.accountId, locale: 'en', state: 'active' })
  t.match(await read(own.id), {
    ...leyla,
    source: 'self',
    enteredBy: null,
    informedAt: null,
    linked: true,
    version: 1,
  })
  t.equal((await enter(person)).id, own.id)
  t.strictSame(
    (await clinic.search({ phone: '0701234567' })).body.data.map(({ id }: { id: string }) => id),
    [own.id],
  )
  t.equal(
    await count(
      people,
      `audit_events where action = 'create' and resource = 'patient' and role = 'newcomer'`,
    ),
    1,
  )
  t.equal(await count(people, 'mails'), 0, 'who did it oneself needs no word of it')
})

t.test('twenty first bookings at once make one patient with one pair of keys', async (t) => {
  const { people, enter } = await openRig(t)
  const person = await people.person(leyla)
  const made = await Promise.all(Array.from({ length: 20 }, () => enter(person)))
  t.equal(new Set(made.map(({ id }) => id)).size, 1)
  t.equal(await count(people, 'patients'), 1)
  t.equal(await count(people, `keys.subject_keys where class in ('care', 'rest')`), 2)
})

t.test('verified e-mail and date of birth lead to the patient that staff registered', async (t) => {
  const { people, enter, read, clinic } = await openRig(t)
  const { id } = await clinic.register({
    email: 'Leyla@example.com',
    dateOfBirth: '1988-04-09',
    lastName: 'Aliyeva',
    locale: 'sv',
  })
  const person = await people.person(leyla)
  const own = await enter(person)
  t.match(own, { id, accountId: person.accountId, locale: 'sv' })
  t.match(await read(id), {
    lastName: 'Aliyeva',
    linked: true,
    version: 2,
    source: 'receptionist',
  })
  t.equal(await count(people, 'patients'), 1)
  t.equal(
    await count(
      people,
      `keys.subject_keys where subject_id = '${id}' and account_id = '${person.accountId}'`,
    ),
    2,
  )
  t.equal(await count(people, `audit_events where action = 'link' and patient_id = '${id}'`), 1)
})

t.test('S74 with any doubt about who it is, nobody is linked and a new patient is made', async (t) => {
  const { people, enter, clinic, anotherClinic } = await openRig(t)
  const cases: [string, object, object?][] = [
    ['another date of birth', { dateOfBirth: '1988-04-08' }],
    ['no date of birth with the organisation', {}],
    ['a second patient with the same e-mail', { dateOfBirth: '1988-04-09' }, { dateOfBirth: '2001-01-01' }],
    ['twins with the same e-mail', { dateOfBirth: '1988-04-09' }, { dateOfBirth: '1988-04-09' }],
  ]
  for (const [name, ...registered] of cases) {
    const email = `${name.replaceAll(' ', '-')}@example.com`
    const ids = []
    for (const patient of registered) if (patient) ids.push((await clinic.register({ email, ...patient })).id)
    const own = await enter(await people.person({ ...leyla, email }))
    t.notOk(ids.includes(own.id), name)
  }
  const { id } = await clinic.register({ email: 'taken@example.com', dateOfBirth: '1988-04-09' })
  const first = await people.person({ ...leyla, email: 'first@example.com' })
  await people.owner.query('update patients set account_id = $1 where id = $2', [first.accountId, id])
  t.not(
    (await enter(await people.person({ ...leyla, email: 'taken@example.com' }))).id,
    id,
    'linked to somebody already',
  )
  await clinic.register({ email: 'undated@example.com' })
  const undated = await people.person({ ...leyla, email: 'undated@example.com', dateOfBirth: null })
  t.equal((await enter(undated)).accountId, undated.accountId, 'an account without date of birth')
  const other = await anotherClinic()
  await other.register({ email: 'elsewhere@example.com', dateOfBirth: '1988-04-09' })
  const elsewhere = await people.person({ ...leyla, email: 'elsewhere@example.com' })
  await enter(elsewhere)
  const rows = await people.owner.query(
    'select count(*) from patients where organisation_id = $1 and account_id is not null',
    [other.organisationId],
  )
  t.equal(rows.rows[0].count, '0', 'another organisation’s patient stays out of it')
})

t.test('P12 who is below the organisation’s age becomes no patient there', async (t) => {
  const { people, enter, clock } = await openRig(t, { settings: { minAccountAge: 16 } })
  const person = await people.person({ ...leyla, dateOfBirth: '2010-05-13' })
  await t.rejects(enter(person), { code: 'below-minimum-age' })
  t.equal(await count(people, 'patients'), 0)
  t.equal(await count(people, `keys.subject_keys where class in ('care', 'rest')`), 0)
  clock.set('2026-05-12T22:30:00Z')
  t.ok((await enter(person)).id, 'the day has come in Stockholm')
})

t.test('a deactivated patient does not come back as a new one', async (t) => {
  const { people, enter } = await openRig(t)
  const person = await people.person(leyla)
  const { id } = await enter(person)
  await people.owner.query(`update patients set state = 'deactivated' where id = $1`, [id])
  await t.rejects(enter(person), { code: 'forbidden' })
  t.equal(await count(people, 'patients'), 1)
})
