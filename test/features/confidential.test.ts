import t from 'tap'
import { book, expectStatus, freeTimes, newAddress, registerPerson } from '#test/helpers/clinic.ts'
import { type FamilyRig, openFamily } from '#test/helpers/guardians.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'

const ten = ({ app }: FamilyRig) => `${app.clock.now().getUTCFullYear() - 10}-01-15`

const addService = async ({ clinic, as }: FamilyRig, changes: object) => {
  const body = {
    name: 'Youth counselling',
    duration: 'PT30M',
    price: { amount: 0, currency: 'SEK' },
    practitionerIds: [clinic.practitioner.id],
    ...changes,
  }
  return expectStatus(await as(clinic.admin)('POST', '/services', { body }), 201).body
}

t.test(
  'P13 what is confidential is not there for guardians: lists, single reads, mails, changes',
  async (t) => {
    const rig = await openFamily(t)
    const { app, clinic, child, guardianOf, as } = rig
    const id = await child(ten(rig))
    const guardian = as(await guardianOf(id))
    const service = await addService(rig, { confidential: true })
    t.equal(service.confidential, true)
    const [first = '', second = '', third = '', fourth = ''] = await freeTimes(app, clinic)
    const open = expectStatus(await book(clinic, id, first), 201).body
    const inherited = expectStatus(await book(clinic, id, second, { serviceId: service.id }), 201).body
    const asked = expectStatus(await book(clinic, id, third, { confidential: true }), 201).body
    t.strictSame(
      [open, inherited, asked].map(({ confidential }) => confidential),
      [false, true, true],
    )
    const shown = async (query = '') =>
      (await guardian('GET', `/appointments${query}`)).body.data.map((one: { id: string }) => one.id)
    t.strictSame(await shown(), [open.id])
    t.strictSame(await shown(`?patientId=${id}&updatedSince=2026-01-01T00:00:00Z`), [open.id])
    const missing = await guardian('GET', '/appointments/0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11')
    const bytes = ({ body }: { body: object }) => ({ ...body, instance: null })
    for (const hidden of [inherited, asked]) {
      const read = await guardian('GET', `/appointments/${hidden.id}`)
      t.strictSame(bytes(read), bytes(missing), 'the same bytes as for what never was')
      for (const [path, body] of [
        ['cancel', {}],
        ['reschedule', { startsAt: fourth }],
      ] as const)
        t.equal((await guardian('POST', `/appointments/${hidden.id}/${path}`, { body })).status, 404)
      t.equal((await guardian('GET', `/appointments/${hidden.id}/notifications`)).status, 404)
    }
    const staff = as(clinic.practitioner)
    expectStatus(await staff('PATCH', `/appointments/${open.id}`, { body: { confidential: true } }), 200)
    t.strictSame(await shown(), [])
  },
)

t.test(
  'P13 a time of the child that is confidential reads to guardians like one that somebody took',
  async (t) => {
    const rig = await openFamily(t)
    const { app, clinic, child, guardianOf, as } = rig
    const [id, another] = [await child(ten(rig)), await child(ten(rig))]
    const guardian = as(await guardianOf(id))
    const colleague = expectStatus(
      await as(clinic.admin)('POST', '/practitioners', {
        body: {
          email: newAddress('colleague'),
          firstName: 'Sofia',
          lastName: 'Holm',
          title: 'Physiotherapist',
          phone: '+46701112244',
          siteIds: [clinic.siteId],
        },
      }),
      201,
    ).body.id
    const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
    expectStatus(
      await as(clinic.admin)('PUT', `/practitioners/${colleague}/availability`, {
        body: { rules: [{ siteId: clinic.siteId, weekdays, from: '08:00', to: '17:00' }] },
        headers: { 'if-match': '"0"' },
      }),
      200,
    )
    const service = await addService(rig, { practitionerIds: [clinic.practitioner.id, colleague] })
    const [first = '', second = ''] = await freeTimes(app, clinic)
    expectStatus(await book(clinic, id, first, { confidential: true }), 201)
    expectStatus(
      await book(clinic, another, first, { practitionerId: colleague, serviceId: service.id }),
      201,
    )
    const visit = (startsAt: string) =>
      guardian('POST', '/appointments', {
        body: { practitionerId: colleague, serviceId: service.id, startsAt, patientId: id },
      })
    const really = await visit(first)
    t.equal(really.status, 409)
    expectStatus(await book(clinic, id, second, { confidential: true }), 201)
    const hidden = await visit(second)
    const code = ({ body }: { body: { type: string } }) => body.type.split('/').at(-1)
    t.strictSame([hidden.status, code(hidden)], [409, 'slot-taken'])
    t.strictSame(Object.keys(hidden.body).sort(), Object.keys(really.body).sort())
    const offered = hidden.body.nextFree.map(({ startsAt }: { startsAt: string }) => startsAt)
    t.notOk(offered.includes(second), 'nor is it offered as the next free time')
  },
)

t.test('P13 the patient asks for it, the practice too; a guardian does not', async (t) => {
  const rig = await openFamily(t)
  const { app, clinic, child, guardianOf, as } = rig
  const id = await child(ten(rig))
  const guardian = as(await guardianOf(id))
  const service = await addService(rig, { confidential: true })
  const [first = '', second = ''] = await freeTimes(app, clinic)
  const visit = { practitionerId: clinic.practitioner.id, serviceId: clinic.serviceId, startsAt: first }
  const by = (call: typeof guardian, changes: object) =>
    call('POST', '/appointments', { body: { ...visit, ...changes } })
  t.match((await by(guardian, { patientId: id, confidential: true })).body.errors, [
    { pointer: '/confidential' },
  ])
  t.match((await by(guardian, { patientId: id, serviceId: service.id })).body.errors, [
    { pointer: '/serviceId' },
  ])
  const young = await registerPerson(app, { dateOfBirth: `${app.clock.now().getUTCFullYear() - 14}-01-15` })
  const own = expectStatus(await by(as(young), { startsAt: second, confidential: true }), 201).body
  t.equal(own.confidential, true)
  t.equal((await as(young)('GET', `/appointments/${own.id}`)).status, 200, 'their own they see')
})

t.test('P13 S72 no mail about it goes to the address of a guardian', async (t) => {
  const rig = await openFamily(t)
  const { app, clinic, child, guardianOf, invite } = rig
  const shared = newAddress('family')
  const id = await child(ten(rig), { email: shared })
  await guardianOf(id)
  expectStatus(await invite(id, shared), 201)
  const [first = '', second = ''] = await freeTimes(app, clinic)
  const before = (await mailsTo(app, shared)).length
  expectStatus(await book(clinic, id, first, { confidential: true }), 201)
  t.equal((await mailsTo(app, shared)).length, before)
  expectStatus(await book(clinic, id, second), 201)
  t.ok((await mailsTo(app, shared)).length > before)
})
