import { randomBytes } from 'node:crypto'
import type { Answer, CallOptions, TestApp } from '#test/helpers/app.ts'
import { tokenTo } from '#test/helpers/outbox-mails.ts'

/** A password that everybody in the tests has; judging one with digits and hyphens takes five times as long. */
export const password = 'qhxvwkzpmtgrdbn'

/** Demands a status, and shows the answer where it is another. */
export const expectStatus = (answer: Answer, status: number): Answer => {
  if (answer.status !== status)
    throw new Error(`expected ${status}, got ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer
}

/** An address that nobody else in this test file has. */
export const newAddress = (who: string) => `${who}.${randomBytes(4).toString('hex')}@people.example`

/** Somebody who can sign in. */
export interface Person {
  email: string
  token: string
}

/** A clinic with one of each, made through the API. */
export interface Clinic {
  id: string
  url: string
  admin: Person
  practitioner: Person & { id: string }
  receptionist: Person
  siteId: string
  serviceId: string
  call(method: Parameters<TestApp['call']>[0], path: string, options?: CallOptions): Promise<Answer>
}

const accept = async (app: TestApp, email: string, firstName: string): Promise<Person> => {
  const token = await tokenTo(app, email)
  const body = { token, password, firstName, lastName: 'Testsson', phone: '+46701234567' }
  const answer = expectStatus(await app.call('POST', '/v1/invitations/accept', { body }), 200)
  return { email, token: answer.body.accessToken }
}

/** Opens a clinic: organisation, administrator, site, practitioner with hours on all days, receptionist, a service. */
export const openClinic = async (
  app: TestApp,
  options: {
    name?: string
    timeZone?: string
    service?: object
    hours?: { from: string; to: string }
    country?: string
  } = {},
): Promise<Clinic> => {
  const {
    name = 'Kliniken',
    timeZone = 'Europe/Stockholm',
    hours = { from: '08:00', to: '17:00' },
    country = 'SE',
  } = options
  const adminEmail = newAddress('admin')
  const made = await app.call('POST', '/v1/platform/organisations', {
    token: await app.signInAdministrator(),
    body: { kind: 'clinic', name, country, timeZone, language: 'sv', adminEmail },
  })
  const id = expectStatus(made, 201).body.id as string
  const url = `/v1/organisations/${id}`
  const admin = await accept(app, adminEmail, 'Ada')
  const call: Clinic['call'] = (method, path, callOptions) => app.call(method, `${url}${path}`, callOptions)
  const asAdmin = (method: 'POST' | 'PUT', path: string, body: object, headers?: Record<string, string>) =>
    call(method, path, { token: admin.token, body, ...(headers ? { headers } : {}) })

  const address = { street: 'Götgatan 1', postalCode: '116 20', city: 'Stockholm', country }
  const site = expectStatus(await asAdmin('POST', '/sites', { name: 'Söder', timeZone, address }), 201)
  const practitionerEmail = newAddress('practitioner')
  const practitioner = expectStatus(
    await asAdmin('POST', '/practitioners', {
      email: practitionerEmail,
      firstName: 'Elin',
      lastName: 'Öberg',
      title: 'Physiotherapist',
      phone: '+46701112233',
      specialties: ['Physiotherapy'],
      languages: ['sv', 'en'],
      siteIds: [site.body.id],
      listed: true,
    }),
    201,
  )
  const service = expectStatus(
    await asAdmin('POST', '/services', {
      name: 'Consultation',
      duration: 'PT30M',
      price: { amount: 45_000, currency: 'SEK' },
      payer: 'patient',
      practitionerIds: [practitioner.body.id],
      ...options.service,
    }),
    201,
  )
  const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
  const rules = { rules: [{ siteId: site.body.id, weekdays, ...hours }] }
  expectStatus(
    await asAdmin('PUT', `/practitioners/${practitioner.body.id}/availability`, rules, { 'if-match': '"0"' }),
    200,
  )
  const receptionistEmail = newAddress('receptionist')
  expectStatus(
    await asAdmin('POST', '/invitations', { email: receptionistEmail, roles: ['receptionist'] }),
    201,
  )
  return {
    id,
    url,
    admin,
    practitioner: { id: practitioner.body.id, ...(await accept(app, practitionerEmail, 'Elin')) },
    receptionist: await accept(app, receptionistEmail, 'Rut'),
    siteId: site.body.id,
    serviceId: service.body.id,
    call,
  }
}

/** Somebody who registered, verified the address and is signed in. */
export const registerPerson = async (
  app: TestApp,
  { email = newAddress('person'), ...fields }: { email?: string; [field: string]: unknown } = {},
): Promise<Person> => {
  const body = {
    email,
    password,
    firstName: 'Pia',
    lastName: 'Lind',
    phone: '+46709876543',
    dateOfBirth: '1988-04-12',
    locale: 'sv',
    acceptedPolicies: [],
    ...fields,
  }
  expectStatus(await app.call('POST', '/v1/auth/register', { body }), 202)
  const verified = await app.call('POST', '/v1/auth/verify-email', {
    body: { token: await tokenTo(app, email) },
  })
  return { email, token: expectStatus(verified, 200).body.accessToken }
}

/** A patient that the reception registered. */
export const registerPatient = async (clinic: Clinic, fields: object = {}): Promise<string> => {
  const body = {
    firstName: 'Olle',
    lastName: 'Ek',
    dateOfBirth: '1970-01-31',
    informedAt: '2026-01-01T09:00:00Z',
    ...fields,
  }
  const answer = await clinic.call('POST', '/patients', { token: clinic.receptionist.token, body })
  return expectStatus(answer, 201).body.id
}

/** The free times of the clinic's practitioner, a week from now. */
export const freeTimes = async (
  app: TestApp,
  clinic: Clinic,
  serviceId = clinic.serviceId,
): Promise<string[]> => {
  const day = (n: number) => new Date(app.clock.now().getTime() + n * 86_400_000).toISOString().slice(0, 10)
  const query = `serviceId=${serviceId}&from=${day(7)}&to=${day(10)}&practitionerId=${clinic.practitioner.id}`
  const answer = expectStatus(
    await clinic.call('GET', `/slots?${query}`, { token: clinic.receptionist.token }),
    200,
  )
  return answer.body.data.map((slot: { startsAt: string }) => slot.startsAt)
}

/** Books as the receptionist. */
export const book = (
  clinic: Clinic,
  patientId: string,
  startsAt: string,
  fields: object = {},
): Promise<Answer> =>
  clinic.call('POST', '/appointments', {
    token: clinic.receptionist.token,
    body: {
      practitionerId: clinic.practitioner.id,
      serviceId: clinic.serviceId,
      startsAt,
      patientId,
      ...fields,
    },
  })
