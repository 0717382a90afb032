import { randomInt } from 'node:crypto'
import type pg from 'pg'
import { v7 as newId } from 'uuid'
import type { App } from '#src/app.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { publishPractitioners } from '#src/features/directory/publish.ts'
import { defaultSettings } from '#src/features/organisations/settings.ts'
import { hashName } from '#src/features/patients/patient-names.ts'
import { sealNewPatient } from '#src/features/patients/sealed-patient.ts'
import { signAccessToken } from '#src/http/authenticate.ts'

/** An organisation with everything that its calendars refer to. */
export interface Clinic {
  readonly id: string
  readonly siteId: string
  /** Half an hour each: what the calendars are filled with and searched for. */
  readonly serviceId: string
  /** A quarter of an hour: what is booked. */
  readonly shortServiceId: string
  readonly practitionerIds: readonly string[]
  readonly patientIds: readonly string[]
}

/** Somebody who signs in. */
export interface Person {
  readonly accountId: string
  readonly sessionId: string
  readonly email: string
}

export const practitionersOfClinic = 10
const patientsOfClinic = 200
export const zone = 'Europe/Stockholm'

/** Everybody's. */
export const password = 'orange-harbour-lantern-42'

/** Bytes as JSON gives them to PostgreSQL. */
export const bytes = (buffer: Buffer) => `\\x${buffer.toString('hex')}`

/** Inserts rows, all with the same columns, given as JSON with the table's column names. */
export const insertRows = async (owner: pg.Client, table: string, rows: readonly object[]): Promise<void> => {
  const columns = Object.keys(rows[0] ?? {}).join(', ')
  if (columns === '') return
  await owner.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(rows)],
  )
}

const versioned = (at: string) => ({ version: 1, created_at: at, updated_at: at })

/** Registers people with these names, each with an address and a phone. @returns their ids */
export const insertPatients = async (
  deps: Deps,
  owner: pg.Client,
  organisationId: string,
  names: readonly { firstName: string; lastName: string }[],
) => {
  const at = deps.clock.now().toISOString()
  const ids = names.map(() => newId())
  const tokens: object[] = []
  const rows = await withJob(deps, organisationId, ({ tx }) =>
    Promise.all(
      ids.map(async (id, n) => {
        const { firstName, lastName } = names[n]!
        const email = `patient-${n}@example.com`
        const phone = `+4670${String(1_000_000 + n)}`
        const sealed = await sealNewPatient(
          deps.keyring,
          tx,
          { organisationId, id, accountId: null },
          {
            care: {
              firstName,
              lastName,
              dateOfBirth: '1980-01-31',
              nationalId: null,
            },
            rest: { email, phone, address: null },
          },
        )
        const { hashes } = await hashName(deps.keyring, tx, organisationId, { firstName, lastName })
        for (const hash of hashes)
          tokens.push({
            organisation_id: organisationId,
            token_hash: bytes(hash),
            patient_id: id,
            index_version: 1,
          })
        return {
          organisation_id: organisationId,
          id,
          care: bytes(sealed.care),
          rest: bytes(sealed.rest),
          email_index: sealed.emailIndex && bytes(sealed.emailIndex),
          phone_index: sealed.phoneIndex && bytes(sealed.phoneIndex),
          index_version: sealed.indexVersion,
          locale: 'sv',
          source: 'receptionist',
          state: 'active',
          ...versioned(at),
        }
      }),
    ),
  )
  await insertRows(owner, 'patients', rows)
  await insertRows(owner, 'patient_name_tokens', tokens)
  return ids
}

const service = (organisationId: string, id: string, duration: string, at: string) => ({
  organisation_id: organisationId,
  id,
  name: `Besök ${duration}`,
  duration,
  price_amount: 50_000,
  price_currency: 'SEK',
  payer: 'patient',
  state: 'active',
  ...versioned(at),
})

const practitioner = (organisationId: string, id: string, sealed: Buffer, n: number, at: string) => ({
  organisation_id: organisationId,
  id,
  first_name: 'Leyla',
  last_name: `Əliyeva ${n}`,
  title: 'Legitimerad fysioterapeut',
  specialties: ['Fysioterapi'],
  languages: ['sv', 'az'],
  listed: true,
  state: 'active',
  sealed: bytes(sealed),
  ...versioned(at),
})

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR']

/** Every weekday 08:00–12:00 and 13:00–17:00. */
const hours = (siteId: string) => [
  { siteId, weekdays, from: '08:00', to: '12:00' },
  { siteId, weekdays, from: '13:00', to: '17:00' },
]

const insertOrganisation = async (deps: Deps, owner: pg.Client, id: string, at: string) => {
  const keys = deps.keyring.newOrganisationKeys(id)
  const clinic = { id, kind: 'clinic', name: 'Kliniken', country: 'SE', time_zone: zone, language: 'sv' }
  // Who measures reads more patients than anybody does who works.
  const reads = { patientReadsPerTenMinutes: 1_000_000, patientReadsPerDay: 1_000_000 }
  const settings = { settings: { ...defaultSettings('sv'), ...reads }, settings_version: 1 }
  await insertRows(owner, 'organisations', [{ ...clinic, state: 'active', ...settings, ...versioned(at) }])
  await insertRows(owner, 'keys.wrapping_keys', [keys.wrappingKey])
  await insertRows(owner, 'keys.subject_keys', keys.subjectKeys)
  return keys
}

/** Makes an organisation with its staff, services, hours and patients; listed, and without any appointment. */
export const makeClinic = async (deps: Deps, owner: pg.Client): Promise<Clinic> => {
  const at = deps.clock.now().toISOString()
  const [id, siteId, serviceId, shortServiceId] = [newId(), newId(), newId(), newId()]
  const practitionerIds = Array.from({ length: practitionersOfClinic }, () => newId())
  const keys = await insertOrganisation(deps, owner, id, at)
  const place = { street: 'Storgatan 1', postal_code: '111 22', city: 'Stockholm', country: 'SE' }
  const site = { organisation_id: id, id: siteId, name: 'Centrum', time_zone: zone, ...place }
  await insertRows(owner, 'sites', [{ ...site, ...versioned(at) }])
  await insertRows(owner, 'services', [
    service(id, serviceId, 'PT30M', at),
    service(id, shortServiceId, 'PT15M', at),
  ])
  const contact = (rowId: string) =>
    keys.seal({ field: 'practitioners.sealed', rowId }, { email: 'leyla@example.com', phone: null })
  const rows = practitionerIds.map((one, n) => practitioner(id, one, contact(one), n, at))
  await insertRows(owner, 'practitioners', rows)
  const own = practitionerIds.map((one) => ({ organisation_id: id, practitioner_id: one }))
  await insertRows(
    owner,
    'practitioner_sites',
    own.map((row) => ({ ...row, site_id: siteId })),
  )
  for (const service_id of [serviceId, shortServiceId])
    await insertRows(
      owner,
      'service_practitioners',
      own.map((row) => ({ ...row, service_id })),
    )
  await insertRows(
    owner,
    'availability',
    own.map((row) => ({ ...row, rules: hours(siteId), ...versioned(at) })),
  )
  await withJob(deps, id, (scope) => publishPractitioners(scope, id, practitionerIds))
  const patients = Array.from({ length: patientsOfClinic }, (_, n) => ({
    firstName: 'Anna',
    lastName: `Larsson ${n}`,
  }))
  const patientIds = await insertPatients(deps, owner, id, patients)
  return { id, siteId, serviceId, shortServiceId, practitionerIds, patientIds }
}

/** People who can sign in with `password`, each with a session. */
export const makePeople = async (deps: Deps, owner: pg.Client, count: number): Promise<Person[]> => {
  const at = deps.clock.now()
  const stored = await deps.passwords.hash(password)
  const series = randomInt(1_000_000)
  const people = Array.from({ length: count }, (_, n) => ({
    accountId: newId(),
    sessionId: newId(),
    email: `person-${series}-${n}@example.com`,
  }))
  const sealed = await withJob(deps, PLATFORM_ID, ({ tx }) =>
    Promise.all(
      people.map(async ({ accountId, email }) => {
        const key = { organisationId: PLATFORM_ID, subjectId: accountId, class: 'account' } as const
        await deps.keyring.createSubjectKey(tx, { ...key, accountId })
        const name = { firstName: 'Maja', lastName: 'Svensson', phone: null, dateOfBirth: null }
        const place = { field: 'accounts.sealed', rowId: accountId }
        return deps.keyring.seal(tx, key, place, { email, ...name })
      }),
    ),
  )
  const accounts = people.map(({ accountId, email }, n) => ({
    id: accountId,
    email_index: bytes(deps.keyring.loginEmailIndex(email).index),
    email_index_version: deps.keyring.loginEmailIndex(email).version,
    sealed: bytes(sealed[n]!),
    password_hash: stored.hash,
    password_pepper: stored.pepper,
    password_cost: stored.cost,
    password_generated: false,
    locale: 'sv',
    platform_admin: false,
    state: 'active',
    ...versioned(at.toISOString()),
  }))
  await insertRows(owner, 'accounts', accounts)
  const times = { authenticated_at: at, last_used_at: at, created_at: at }
  const expires_at = new Date(at.getTime() + 30 * 86_400_000)
  const sessions = people.map(({ accountId, sessionId }) => ({ id: sessionId, account_id: accountId }))
  const visit = { ip: '192.0.2.1', ...times, expires_at }
  await insertRows(
    owner,
    'sessions',
    sessions.map((session) => ({ ...session, ...visit })),
  )
  return people
}

/** Makes people members of a clinic, receptionists unless it is said otherwise. */
export const employ = async (
  deps: Deps,
  owner: pg.Client,
  clinic: Clinic,
  people: readonly Person[],
  roles: readonly string[] = ['receptionist'],
) => {
  const at = deps.clock.now().toISOString()
  const key = { organisationId: clinic.id, subjectId: clinic.id, class: 'organisation' } as const
  const rows = await withJob(deps, clinic.id, ({ tx }) =>
    Promise.all(
      people.map(async ({ accountId, email }) => {
        const id = newId()
        const place = { field: 'memberships.sealed', rowId: id }
        const name = { firstName: 'Maja', lastName: 'Svensson', email }
        return {
          organisation_id: clinic.id,
          id,
          account_id: accountId,
          roles,
          sealed: bytes(await deps.keyring.seal(tx, key, place, name)),
          state: 'active',
          ...versioned(at),
        }
      }),
    ),
  )
  await insertRows(owner, 'memberships', rows)
}

/** A fresh access token of each. They live ten minutes, so each part of a run takes new ones. */
export const tokensOf = (app: App, people: readonly Person[]): string[] =>
  people.map((person) => signAccessToken(app, { ...person, tokenId: newId() }))
