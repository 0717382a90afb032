import type pg from 'pg'
import { type Test, test } from 'tap'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import {
  type Clinic,
  expectStatus,
  freeTimes,
  openClinic,
  type Person,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'

const questions = [
  { key: 'ease', kind: 'scale', words: 'How easy was it?', most: 5 },
  { key: 'device', kind: 'choice', words: 'What did you use?', choices: ['Phone', 'Computer', 'Help'] },
  { key: 'wish', kind: 'text', words: 'What should we do better?' },
]

interface Asked {
  app: TestApp
  clinic: Clinic
  owner: pg.Client
  patients: Person[]
}

const openAsked = async (t: Test, count: number): Promise<Asked> => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const times = await freeTimes(app, clinic)
  const patients: Person[] = []
  for (let n = 0; n < count; n++) {
    const person = await registerPerson(app)
    const body = { practitionerId: clinic.practitioner.id, serviceId: clinic.serviceId, startsAt: times[n] }
    expectStatus(await clinic.call('POST', '/appointments', { token: person.token, body }), 201)
    patients.push(person)
  }
  return { app, clinic, owner: await connectTo(t, app.database.ownerUrl), patients }
}

const asAdmin = ({ clinic }: Asked, method: 'POST' | 'GET' | 'PATCH', path: string, body?: object) =>
  clinic.call(method, path, { token: clinic.admin.token, ...(body ? { body } : {}) })

const openSurvey = async (asked: Asked, fields: object): Promise<string> => {
  const body = { about: 'service', title: 'Booking', anonymous: true, questions, ...fields }
  const { id } = expectStatus(await asAdmin(asked, 'POST', '/surveys', body), 201).body
  expectStatus(await asAdmin(asked, 'POST', `/surveys/${id}/open`), 200)
  return id
}

const answer = ({ clinic }: Asked, id: string, { token }: Person, answers: object[], questionsVersion = 1) =>
  clinic.call('POST', `/surveys/${id}/responses`, { token, body: { questionsVersion, answers } })

const resultsOf = async (asked: Asked, id: string) =>
  expectStatus(await asAdmin(asked, 'GET', `/surveys/${id}/results`), 200).body

test('P54: a survey is optional in every part: it can be answered in bits, declined, left alone, and booking goes on', async (t) => {
  const asked = await openAsked(t, 3)
  const { app, clinic, patients } = asked
  const [one, other, third] = patients as [Person, Person, Person]
  const id = await openSurvey(asked, {})
  const list = await clinic.call('GET', '/surveys', { token: one.token })
  t.match(list.body.data, [
    { id, state: 'open', anonymous: true, questions, questionsVersion: 1, participation: null },
  ])
  t.equal((await answer(asked, id, one, [])).status, 201)
  t.equal(
    (await answer(asked, id, one, [{ key: 'ease', rating: 3 }])).body.type.split('/').at(-1),
    'survey-answered',
  )
  const decline = (person: Person) => clinic.call('POST', `/surveys/${id}/decline`, { token: person.token })
  t.strictSame((await decline(other)).body, { surveyId: id, participation: 'declined' })
  t.equal((await decline(other)).status, 200)
  t.equal((await decline(one)).status, 409)
  const seen = await clinic.call('GET', `/surveys/${id}`, { token: other.token })
  t.equal(seen.body.participation, 'declined')
  const later = (await freeTimes(app, clinic)).slice(-3)
  for (const [n, { token }] of [one, other, third].entries()) {
    const body = { practitionerId: clinic.practitioner.id, serviceId: clinic.serviceId, startsAt: later[n] }
    t.equal((await clinic.call('POST', '/appointments', { token, body })).status, 201)
  }
  t.equal((await answer(asked, id, other, [{ key: 'wish', text: 'Fewer questions' }])).status, 201)
})

const refusals: [name: string, answer: object, pointer: string][] = [
  ['a question that is not asked', { key: 'other', rating: 1 }, '/answers/0/key'],
  ['more than the most', { key: 'ease', rating: 6 }, '/answers/0/rating'],
  ['no choice of those', { key: 'device', choice: 'Pigeon' }, '/answers/0/choice'],
  ['a text on a scale', { key: 'ease', text: 'good' }, '/answers/0/rating'],
  ['a rating beside a text', { key: 'wish', text: 'good', rating: 2 }, '/answers/0/rating'],
]

test('surveys take what fits their questions, as they stand', async (t) => {
  const asked = await openAsked(t, 1)
  const person = asked.patients[0] as Person
  const id = await openSurvey(asked, {})
  for (const [name, given, pointer] of refusals) {
    const { status, body } = await answer(asked, id, person, [given])
    t.match({ status, body }, { status: 422, body: { errors: [{ pointer }] } }, name)
  }
  const next = { questions: [questions[0]] }
  t.match(await asAdmin(asked, 'POST', `/surveys/${id}/versions`, next), {
    status: 201,
    body: { questionsVersion: 2 },
  })
  t.match(await answer(asked, id, person, []), { status: 409, body: { type: /survey-changed$/ } })
  t.match(await asAdmin(asked, 'PATCH', `/surveys/${id}`, { anonymous: false }), {
    status: 409,
    body: { type: /survey-not-draft$/ },
  })
  t.equal((await answer(asked, id, person, [{ key: 'ease', rating: 2 }], 2)).status, 201)
  expectStatus(await asAdmin(asked, 'POST', `/surveys/${id}/close`), 200)
  t.match(await answer(asked, id, person, [], 2), { status: 409, body: { type: /survey-closed$/ } })
  const bad = { about: 'practitioner', title: 'x', anonymous: true }
  t.match((await asAdmin(asked, 'POST', '/surveys', bad)).body.errors, [{ pointer: '/practitionerId' }])
  const twice = { ...bad, about: 'site', questions: [questions[0], questions[0]] }
  t.match((await asAdmin(asked, 'POST', '/surveys', twice)).body.errors, [{ pointer: '/questions/1/key' }])
})

test('S76: an anonymous survey keeps nothing that joins an answer to who gave it', async (t) => {
  const asked = await openAsked(t, 6)
  const { app, owner, patients, clinic } = asked
  const id = await openSurvey(asked, {})
  for (const [n, person] of patients.entries()) {
    if (n === 4) t.match(await resultsOf(asked, id), { versions: [{ answered: 0 }] }, 'four are not told')
    const answers = [
      { key: 'ease', rating: (n % 2) + 4 },
      { key: 'wish', text: `wish ${n}` },
    ]
    const key = { 'idempotency-key': `answer-${n}` }
    const body = { questionsVersion: 1, answers }
    const sent = { token: person.token, body, headers: key }
    const taken = await clinic.call('POST', `/surveys/${id}/responses`, sent)
    t.strictSame(taken.body, { surveyId: id, participation: 'answered' })
  }
  const { rows: responses } = await owner.query('select *, xmin::text, ctid::text from survey_responses')
  const { rows: participations } = await owner.query('select *, xmin::text from survey_participations')
  t.equal(responses.length, 6)
  t.equal(participations.length, 6)
  for (const row of responses) {
    t.equal(row.patient_id, null)
    t.equal(row.sealed, null)
    t.equal(row.id[14], '4', 'an id without time')
  }
  const counted = responses.filter(({ batch }) => batch === 1)
  t.equal(counted.length, 5)
  t.equal(new Set(counted.map(({ xmin }) => xmin)).size, 1, 'the five were written together')
  t.equal(new Set(participations.map(({ xmin }) => xmin)).size, 1, 'and so were all who took part')
  t.equal(new Set(participations.map(({ day }) => String(day))).size, 1, 'of a month')
  t.ok(participations.every(({ id: one }) => one[14] === '4'))
  const { rows: kept } = await owner.query(
    `select count(*)::int as count from idempotency_requests where operation = 'answerSurvey'`,
  )
  t.equal(kept[0].count, 0, 'no hash of an answer beside an account')
  const ids = new Set(responses.map((row) => row.id))
  const { rows: events } = await owner.query(`select to_jsonb(e)::text as text from audit_events e`)
  t.notOk(
    events.some(({ text }) => [...ids].some((one) => text.includes(one))),
    'the trail names no answer',
  )
  const { body } = await app.call('GET', '/v1/me/data', { token: (patients[0] as Person).token })
  t.notOk(JSON.stringify(body).includes('wish 0'))
  t.ok(JSON.stringify(body).includes(id), 'that they took part is in their copy')
  const { versions } = await resultsOf(asked, id)
  const [ease, , wish] = versions[0].questions
  t.equal(versions[0].answered, 5)
  t.strictSame(ease.mean, null, 'two of one rating and three of the other are withheld')
  t.equal(wish.texts.length, 5)
  t.ok(wish.texts.every(({ patientId }: { patientId: null }) => patientId === null))
  expectStatus(await asAdmin(asked, 'POST', `/surveys/${id}/close`), 200)
  const left = await owner.query('select count(*)::int as count from survey_responses')
  t.equal(left.rows[0].count, 5, 'the one that never counted is gone')
})

test('P91: results of a survey are the practice’s and the practitioner’s whom it is about; a named one shows whose text it is', async (t) => {
  const asked = await openAsked(t, 5)
  const { app, clinic, owner, patients } = asked
  const id = await openSurvey(asked, {
    about: 'practitioner',
    practitionerId: clinic.practitioner.id,
    anonymous: false,
  })
  const about = await openSurvey(asked, {})
  for (const [n, person] of patients.entries())
    await answer(asked, id, person, [{ key: 'wish', text: `wish ${n}` }])
  const own = await clinic.call('GET', `/surveys/${id}/results`, { token: clinic.practitioner.token })
  t.equal(own.status, 200)
  const { texts } = own.body.versions[0].questions[2]
  t.equal(new Set(texts.map(({ patientId }: { patientId: string }) => patientId)).size, 5)
  t.equal(
    (await clinic.call('GET', `/surveys/${about}/results`, { token: clinic.practitioner.token })).status,
    404,
  )
  t.equal(
    (await clinic.call('GET', `/surveys/${id}/results`, { token: clinic.receptionist.token })).status,
    403,
  )
  t.equal(
    (await clinic.call('GET', `/surveys/${id}/results`, { token: (patients[0] as Person).token })).status,
    403,
  )
  const { body } = await app.call('GET', '/v1/me/data', { token: (patients[0] as Person).token })
  t.ok(JSON.stringify(body).includes('wish 0'), 'in the person’s own copy')
  await owner.query(`update patients set restricted_at = '2026-01-01T00:00:00Z' where id = $1`, [
    texts[0].patientId,
  ])
  const { versions } = await resultsOf(asked, id)
  t.equal(versions[0].questions[2].texts.length, 4, 'none of somebody whose data is restricted')
  const { rows } = await owner.query('select encode(sealed, $1) as text from survey_responses', ['escape'])
  t.notOk(
    rows.some(({ text }) => text.includes('wish')),
    'sealed',
  )
})

test('P54: of many at once by one person one answer is taken', async (t) => {
  const asked = await openAsked(t, 1)
  const id = await openSurvey(asked, {})
  const sent = Array.from({ length: 8 }, () => answer(asked, id, asked.patients[0] as Person, []))
  const statuses = (await Promise.all(sent)).map(({ status }) => status)
  t.equal(statuses.filter((status) => status === 201).length, 1)
  t.equal(statuses.filter((status) => status === 409).length, 7)
})
