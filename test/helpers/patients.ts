import type { Test } from 'tap'
import { withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import type { MailSecrets } from '#src/features/messages/messages.schema.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import { makePeople, type NewOrganisation, type TestPeople, type TestPerson } from '#test/helpers/people.ts'

export const address = { street: 'Götgatan 1', postalCode: '116 20', city: 'Stockholm', country: 'SE' }
export const informedAt = '2026-05-01T08:00:00Z'

/** The body that registers a patient, with what the test changes. */
export const newPatient = (changes: object = {}) => ({
  firstName: 'Leyla',
  lastName: 'Əliyeva',
  informedAt,
  ...changes,
})

const openClinic = async (app: TestApp, people: TestPeople, options: NewOrganisation) => {
  const organisationId = await people.organisation(options)
  const receptionist = await people.member(organisationId, 'receptionist')
  const practitioner = await people.member(organisationId, 'practitioner')
  const administrator = await people.member(organisationId, 'org_admin')
  const path = `/v1/organisations/${organisationId}/patients`
  const register = async (changes: object = {}) => {
    const answer = await app.call('POST', path, { token: receptionist.token(), body: newPatient(changes) })
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
    return answer.body
  }
  const search = (body: object, by: TestPerson = receptionist) =>
    app.call('POST', `${path}/search`, { token: by.token(), body })
  return { organisationId, receptionist, practitioner, administrator, path, register, search }
}

/** The application with a clinic and its staff, on 12 May 2026. */
export const openPatients = async (t: Test, options: NewOrganisation = {}) => {
  const app = await startApp(t)
  app.clock.set('2026-05-12T10:00:00Z')
  const people = await makePeople(t, app)
  return {
    ...app,
    people,
    clinic: await openClinic(app, people, options),
    anotherClinic: () => openClinic(app, people, options),
  }
}

export const count = async ({ owner }: TestPeople, table: string): Promise<number> =>
  Number((await owner.query(`select count(*) from ${table}`)).rows[0].count)

/** Every row of every table as text. */
export const dump = async ({ owner }: TestPeople): Promise<string> => {
  const tables = await owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'keys')`,
  )
  const lines: string[] = []
  for (const { name } of tables.rows)
    for (const { line } of (await owner.query(`select t::text as line from ${name} t`)).rows) lines.push(line)
  return lines.join('\n')
}

/** What only the mails may tell, oldest first. */
export const openMailSecrets = async (
  deps: Deps,
  { owner }: TestPeople,
  organisationId: string,
): Promise<MailSecrets[]> => {
  const { rows } = await owner.query<{ id: string; sealed: Buffer }>(
    'select id, sealed from mails where organisation_id = $1 order by created_at, id',
    [organisationId],
  )
  return withJob(deps, organisationId, ({ tx }) =>
    Promise.all(
      rows.map(({ id, sealed }) =>
        deps.keyring.open<MailSecrets>(tx, organisationId, sealed, { field: 'mails.sealed', rowId: id }),
      ),
    ),
  )
}
