import t from 'tap'
import { startApp } from '#test/helpers/app.ts'
import { expectStatus, openClinic, registerPatient } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'

t.test('a process of the version before goes on while a migration adds a column', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const owner = await connectTo(t, app.database.ownerUrl)
  const patient = await registerPatient(clinic)
  const { token } = clinic.receptionist
  const path = `/patients/${patient}`
  const changes = (firstName: string) =>
    Promise.all(Array.from({ length: 12 }, () => clinic.call('PATCH', path, { token, body: { firstName } })))
  for (const answer of await changes('Olle')) expectStatus(answer, 200)
  expectStatus(await clinic.call('GET', path, { token }), 200)

  await owner.query('alter table patients add column nickname text')

  t.strictSame(
    (await changes('Ulla')).map(({ status }) => status),
    Array.from({ length: 12 }, () => 200),
  )
  t.match(expectStatus(await clinic.call('GET', path, { token }), 200).body, { firstName: 'Ulla' })
})
