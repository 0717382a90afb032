import type { AddressInfo } from 'node:net'
import ICAL from 'ical.js'
import t, { type Test } from 'tap'
import { administrator, startApp } from '#test/helpers/app.ts'
import { answered, type Client, clientFor } from '#test/helpers/client.ts'
import { type ParsedMail, startSmtp } from '#test/helpers/smtp.ts'
import { startWorkers } from '#workers/main.ts'

const password = 'qhxvwkzpmtgrdbn'
const everyDay = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
const address = { street: 'Götgatan 1', postalCode: '116 20', city: 'Stockholm', country: 'SE' }

/** The service on a real port with its workers, mailing to a real server. */
const serve = async (t: Test) => {
  const smtp = await startSmtp()
  t.teardown(() => smtp.close())
  const { app, deps } = await startApp(t, { SMTP_URL: smtp.url })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  deps.publicUrl = base
  const workers = await startWorkers(deps)
  t.teardown(() => workers.close())
  const mailTo = (to: string, test: (mail: ParsedMail) => boolean = () => true) =>
    smtp.waitFor((mail) => mail.envelope.to.includes(to) && test(mail), 30_000)
  return { base, smtp, mailTo }
}

type Service = Awaited<ReturnType<typeof serve>>

const tokenOf = (mail: ParsedMail): string => /token=([\w-]+)/.exec(mail.text ?? '')?.[1] ?? ''

const accept = async ({ base, mailTo }: Service, email: string, firstName: string): Promise<Client> => {
  const token = tokenOf(await mailTo(email))
  const body = { token, password, firstName, lastName: 'Ek', phone: '+46701234567' }
  return clientFor(base, answered(await clientFor(base).POST('/v1/invitations/accept', { body })).accessToken)
}

const foundClinic = async (service: Service): Promise<{ organisationId: string; ada: Client }> => {
  const anybody = clientFor(service.base)
  const signedIn = answered(await anybody.POST('/v1/auth/login', { body: administrator }))
  if (signedIn.kind !== 'tokens') throw new Error('the administrator has no second factor here')
  const { accessToken } = signedIn
  const { id } = answered(
    await clientFor(service.base, accessToken).POST('/v1/platform/organisations', {
      body: {
        kind: 'clinic',
        name: 'Kliniken',
        country: 'SE',
        timeZone: 'Europe/Stockholm',
        language: 'sv',
        adminEmail: 'ada@example.com',
      },
    }),
  )
  return { organisationId: id, ada: await accept(service, 'ada@example.com', 'Ada') }
}

/** A site, a practitioner with hours, a service. */
const equip = async (service: Service, ada: Client, organisationId: string) => {
  const path = { organisationId }
  const site = answered(
    await ada.POST('/v1/organisations/{organisationId}/sites', {
      params: { path },
      body: { name: 'Söder', timeZone: 'Europe/Stockholm', address },
    }),
  )
  const practitioner = answered(
    await ada.POST('/v1/organisations/{organisationId}/practitioners', {
      params: { path },
      body: {
        email: 'elin@example.com',
        firstName: 'Elin',
        lastName: 'Öberg',
        title: 'Physiotherapist',
        phone: '+46701112233',
        specialties: ['Physiotherapy'],
        languages: ['sv'],
        siteIds: [site.id],
        listed: true,
      },
    }),
  )
  const visit = answered(
    await ada.POST('/v1/organisations/{organisationId}/services', {
      params: { path },
      body: {
        name: 'Visit',
        duration: 'PT30M',
        price: { amount: 45_000, currency: 'SEK' },
        payer: 'patient',
        practitionerIds: [practitioner.id],
      },
    }),
  )
  const elin = await accept(service, 'elin@example.com', 'Elin')
  const hours = { path: { organisationId, practitionerId: practitioner.id } }
  const rules = [{ siteId: site.id, weekdays: [...everyDay], from: '08:00', to: '17:00' }]
  const availability = '/v1/organisations/{organisationId}/practitioners/{practitionerId}/availability'
  const { response } = await elin.GET(availability, { params: hours })
  const header = { 'If-Match': response.headers.get('etag') ?? '' }
  answered(await elin.PUT(availability, { params: { ...hours, header }, body: { rules } }))
  return { elin, practitionerId: practitioner.id, serviceId: visit.id }
}

const registerPia = async ({ base, mailTo }: Service): Promise<Client> => {
  const anybody = clientFor(base)
  const { response } = await anybody.POST('/v1/auth/register', {
    body: {
      email: 'pia@example.com',
      password,
      firstName: 'Pia',
      lastName: 'Lind',
      phone: '+46709876543',
      dateOfBirth: '1988-04-12',
      locale: 'sv',
      acceptedPolicies: [],
    },
  })
  if (response.status !== 202) throw new Error(`register answered ${response.status}`)
  const token = tokenOf(await mailTo('pia@example.com'))
  const { accessToken } = answered(await anybody.POST('/v1/auth/verify-email', { body: { token } }))
  return clientFor(base, accessToken)
}

const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)

/** Calendar entries by method and sequence, as a mail program reads them. */
const entryIn = (mail: ParsedMail) => {
  const calendar = new ICAL.Component(ICAL.parse(mail.calendar ?? ''))
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!)
  return {
    method: calendar.getFirstPropertyValue('method'),
    uid: event.uid,
    sequence: event.sequence,
    startsAt: event.startDate.toJSDate().toISOString(),
  }
}

t.test(
  'P49 P51: from an empty service to a visit that is booked, moved and cancelled, each told by mail, with a client of the contract',
  async (t) => {
    const service = await serve(t)
    const { organisationId, ada } = await foundClinic(service)
    const { elin, practitionerId, serviceId } = await equip(service, ada, organisationId)

    const anybody = clientFor(service.base)
    const found = answered(
      await anybody.GET('/v1/directory/practitioners', { params: { query: { query: 'oberg' } } }),
    )
    t.same(
      found.data.map(({ id }) => id),
      [practitionerId],
      'everybody finds her',
    )

    const pia = await registerPia(service)
    const slots = answered(
      await anybody.GET('/v1/directory/practitioners/{practitionerId}/slots', {
        params: { path: { practitionerId }, query: { serviceId, from: day(9), to: day(16) } },
      }),
    )
    const [first, , , later] = slots.data.map(({ startsAt }) => new Date(startsAt).toISOString())
    const path = { organisationId }
    const wish = { practitionerId, serviceId, startsAt: first ?? '' }
    const booked = answered(
      await pia.POST('/v1/organisations/{organisationId}/appointments', { params: { path }, body: wish }),
    )
    t.match(booked, { status: 'booked', version: 1, cancelledLate: false, settledAt: null })
    const invited = (sequence: number) => (mail: ParsedMail) =>
      mail.calendar !== null && entryIn(mail).sequence === sequence
    const confirmation = entryIn(await service.mailTo('pia@example.com', invited(0)))
    t.match(confirmation, { method: 'REQUEST', startsAt: first })

    const second = await pia.POST('/v1/organisations/{organisationId}/appointments', {
      params: { path },
      body: wish,
    })
    t.equal(second.response.status, 409)
    t.ok(
      second.error?.nextFree?.length ?? second.error?.type.endsWith('patient-busy'),
      'says when else, or why not',
    )

    const one = { path: { organisationId, appointmentId: booked.id } }
    const moved = answered(
      await pia.POST('/v1/organisations/{organisationId}/appointments/{appointmentId}/reschedule', {
        params: one,
        body: { startsAt: later ?? '' },
      }),
    )
    t.match(moved, { id: booked.id, version: 2 })
    const change = entryIn(await service.mailTo('pia@example.com', invited(1)))
    t.match(change, { method: 'REQUEST', uid: confirmation.uid, startsAt: later })

    const hers = answered(
      await elin.GET('/v1/organisations/{organisationId}/appointments', {
        params: { path, query: { practitionerId, status: 'booked' } },
      }),
    )
    t.match(hers.data, [{ id: booked.id, startsAt: moved.startsAt, patientId: booked.patientId }])

    const cancelled = answered(
      await pia.POST('/v1/organisations/{organisationId}/appointments/{appointmentId}/cancel', {
        params: one,
        body: {},
      }),
    )
    t.match(cancelled, { status: 'cancelled', cancelledBy: 'patient' })
    const cancellation = entryIn(await service.mailTo('pia@example.com', invited(2)))
    t.match(cancellation, { method: 'CANCEL', uid: confirmation.uid })

    const mine = answered(await pia.GET('/v1/me/appointments'))
    t.match(mine.data, [{ id: booked.id, status: 'cancelled', organisationName: 'Kliniken' }])
    const planned = answered(
      await pia.GET('/v1/organisations/{organisationId}/appointments/{appointmentId}/notifications', {
        params: one,
      }),
    )
    t.same(
      planned.data.filter(({ state }) => state === 'planned'),
      [],
      'no reminder waits any more',
    )
    const ids = service.smtp.messages.map(({ messageId }) => messageId)
    t.equal(new Set(ids).size, ids.length, 'no mail came twice')
  },
)
