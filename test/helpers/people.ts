import type pg from 'pg'
import type { Test } from 'tap'
import { v7 as newId } from 'uuid'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type JobScope, withJob } from '#src/db/scope.ts'
import { defaultSettings } from '#src/features/organisations/settings.ts'
import { signAccessToken } from '#src/http/authenticate.ts'
import { normaliseEmail } from '#src/schema/text.ts'
import type { TestApp } from '#test/helpers/app.ts'
import { connectTo } from '#test/helpers/database.ts'

/** Somebody who can sign in, and does. */
export interface TestPerson {
  accountId: string
  sessionId: string
  email: string
  /** A fresh access token. */
  token(): string
}

export interface NewPerson {
  email: string
  firstName?: string
  lastName?: string
  phone?: string | null
  dateOfBirth?: string | null
}

export interface NewOrganisation {
  country?: string
  timeZone?: string
  settings?: Partial<ReturnType<typeof defaultSettings>>
}

/** Organisations and people as rows: who tests what comes later need not walk through registration and invitation. */
export interface TestPeople {
  owner: pg.Client
  organisation(options?: NewOrganisation): Promise<string>
  person(person: NewPerson): Promise<TestPerson>
  /** A new person with roles in an organisation. */
  member(organisationId: string, ...roles: string[]): Promise<TestPerson>
}

const insertOrganisation = async (
  { deps }: TestApp,
  owner: pg.Client,
  { country = 'SE', timeZone = 'Europe/Stockholm', settings = {} }: NewOrganisation,
) => {
  const id = newId()
  const keys = deps.keyring.newOrganisationKeys(id)
  const at = deps.clock.now().toISOString()
  await owner.query(
    `insert into organisations values ($1, 'clinic', 'Kliniken', $5, $2, 'sv', 'active', $3, 1, 1, $4, $4)`,
    [id, timeZone, JSON.stringify({ ...defaultSettings('sv'), ...settings }), at, country],
  )
  await owner.query(
    'insert into keys.wrapping_keys select * from jsonb_populate_record(null::keys.wrapping_keys, $1)',
    [JSON.stringify(keys.wrappingKey)],
  )
  await owner.query(
    'insert into keys.subject_keys select * from jsonb_populate_recordset(null::keys.subject_keys, $1)',
    [JSON.stringify(keys.subjectKeys)],
  )
  return id
}

const sealAccount = async ({ tx, deps }: JobScope, accountId: string, identity: object) => {
  const owner = { organisationId: PLATFORM_ID, subjectId: accountId, class: 'account' } as const
  await deps.keyring.createSubjectKey(tx, { ...owner, accountId })
  return deps.keyring.seal(tx, owner, { field: 'accounts.sealed', rowId: accountId }, identity)
}

const insertAccount = async ({ deps }: TestApp, owner: pg.Client, person: NewPerson) => {
  const [accountId, sessionId] = [newId(), newId()]
  const at = deps.clock.now().toISOString()
  const email = normaliseEmail(person.email) ?? ''
  const identity = {
    email,
    firstName: person.firstName ?? 'Anna',
    lastName: person.lastName ?? 'Larsson',
    phone: person.phone ?? null,
    dateOfBirth: person.dateOfBirth === undefined ? '1980-01-31' : person.dateOfBirth,
  }
  const sealed = await withJob(deps, PLATFORM_ID, (scope) => sealAccount(scope, accountId, identity))
  const { index, version } = deps.keyring.loginEmailIndex(email)
  await owner.query(
    `insert into accounts values ($1, $2, $3, $4, '', 1, 10, false, 'en', false, 'active', 1, $5, $5)`,
    [accountId, index, version, sealed, at],
  )
  await owner.query(
    `insert into sessions (id, account_id, ip, authenticated_at, last_used_at, expires_at, created_at)
     values ($1, $2, '192.0.2.1', $3, $3, $3::timestamptz + interval '100 years', $3)`,
    [sessionId, accountId, at],
  )
  return { accountId, sessionId, email }
}

const insertMember = async (
  { deps }: TestApp,
  owner: pg.Client,
  organisationId: string,
  { accountId, email }: TestPerson,
  roles: string[],
) => {
  const id = newId()
  const at = deps.clock.now().toISOString()
  const sealed = await withJob(deps, organisationId, ({ tx }) =>
    deps.keyring.seal(
      tx,
      { organisationId, subjectId: organisationId, class: 'organisation' },
      { field: 'memberships.sealed', rowId: id },
      { firstName: 'Maja', lastName: 'Member', email },
    ),
  )
  await owner.query(
    `insert into memberships (organisation_id, id, account_id, roles, sealed, state, version, created_at, updated_at)
     values ($1, $2, $3, $4, $5, 'active', 1, $6, $6)`,
    [organisationId, id, accountId, roles, sealed, at],
  )
}

/** Makes organisations and people in a test's database. */
export const makePeople = async (t: Test, app: TestApp): Promise<TestPeople> => {
  const owner = await connectTo(t, app.database.ownerUrl)
  const person = async (wanted: NewPerson): Promise<TestPerson> => {
    const made = await insertAccount(app, owner, wanted)
    return { ...made, token: () => signAccessToken(app.app, { ...made, tokenId: newId() }) }
  }
  return {
    owner,
    organisation: (options = {}) => insertOrganisation(app, owner, options),
    person,
    async member(organisationId, ...roles) {
      const made = await person({ email: `${roles.join('-')}-${newId()}@staff.example`.replaceAll('_', '-') })
      await insertMember(app, owner, organisationId, made, roles)
      return made
    },
  }
}
