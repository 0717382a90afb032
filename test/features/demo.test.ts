import t from 'tap'
import { administrator, demoPassword, patients, practitioners, receptionist } from '#src/demo/demo-clinic.ts'
import { runDemo } from '#src/demo.ts'
import { startApp } from '#test/helpers/app.ts'
import { connectTo } from '#test/helpers/database.ts'

const counted = [
  'accounts',
  'organisations',
  'sites',
  'practitioners',
  'services',
  'memberships',
  'patients',
  'appointments',
  'review_invitations',
  'reviews',
]

t.test('the demo opens a clinic whose people sign in, and opens it once', async (t) => {
  const app = await startApp(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  const count = async () => {
    const counts = counted.map((table) => `(select count(*)::int from ${table}) as ${table}`)
    return (await owner.query(`select ${counts.join()}`)).rows[0]
  }
  const told = await runDemo(app.app)
  const made = await count()
  t.match(made, { sites: 2, practitioners: 2, services: 3, memberships: 4, patients: 3, appointments: 3 })
  t.match(made, { review_invitations: 2, reviews: 1 })
  const again = await runDemo(app.app)
  t.strictSame(await count(), made)
  t.equal(again, told)

  const { rows } = await owner.query('select count(*)::int as open from sessions where revoked_at is null')
  t.equal(rows[0].open, 0, 'it signs out of everything')

  for (const { email } of [administrator, receptionist, ...practitioners, ...patients]) {
    t.match(told, email)
    t.ok(await app.signIn(email, demoPassword), email)
  }
})

t.test('what the demo tells to try works', async (t) => {
  const { app, call, signIn } = await startApp(t)
  const told = await runDemo(app)
  const [slots = ''] = /\/v1\/directory\/practitioners\/[^']+/.exec(told) ?? []
  const free = await call('GET', slots)
  t.equal(free.status, 200)
  const [, path = '', booking = '{}'] =
    /(\/v1\/organisations\/\S+).*-d '(\{"practitionerId[^']+)'/.exec(told) ?? []
  t.ok(free.body.data.some(({ startsAt }: { startsAt: string }) => booking.includes(startsAt)))
  const token = await signIn(patients[0].email, demoPassword)
  t.equal((await call('POST', path, { token, body: JSON.parse(booking) })).status, 201)
  const own = await call('GET', '/v1/me/appointments', { token })
  t.equal(own.body.data.length, 2)
  const [reviews = ''] = /\/v1\/organisations\/\S+\/reviews/.exec(told) ?? []
  const read = await call('GET', reviews, { token: await signIn(practitioners[1].email, demoPassword) })
  t.match(read.body.data, [{ score: 9, reviewer: { firstName: patients[1].firstName } }])
})

t.test(
  'the demo is refused where others could reach it with the password that everybody knows',
  async (t) => {
    const { app, deps } = await startApp(t)
    Object.assign(deps, { config: { ...deps.config, loopback: false } })
    await t.rejects(runDemo(app), { message: /^PUBLIC_URL: / })
  },
)
