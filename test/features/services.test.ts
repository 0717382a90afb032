import t from 'tap'
import { startApp } from '#test/helpers/app.ts'
import { expectStatus, openClinic, registerPerson } from '#test/helpers/clinic.ts'

const service = (fields: object = {}) => ({
  name: 'Första besök',
  duration: 'PT30M',
  price: { amount: 45_000, currency: 'SEK' },
  payer: 'patient',
  practitionerIds: [],
  ...fields,
})

t.test('services', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const outsider = await openClinic(app, { name: 'Annan klinik' })
  const { token } = clinic.admin
  const add = (fields: object = {}) => clinic.call('POST', '/services', { token, body: service(fields) })
  const change = (id: string, body: object, headers: Record<string, string> = {}) =>
    clinic.call('PATCH', `/services/${id}`, { token, body, headers })

  await t.test(
    'a service is answered as it was sent, and read by every member and nobody else',
    async (t) => {
      const sent = service({
        slotStep: 'PT15M',
        bufferBefore: 'PT5M',
        bufferAfter: 'PT10M',
        practitionerIds: [clinic.practitioner.id],
        externalId: 'B-1',
      })
      const made = expectStatus(await clinic.call('POST', '/services', { token, body: sent }), 201)
      t.match(made.body, { ...sent, organisationId: clinic.id, state: 'active', version: 1 })
      t.equal(made.headers.etag, '"1"')
      const path = `/services/${made.body.id}`
      for (const { token } of [clinic.admin, clinic.practitioner, clinic.receptionist])
        t.same((await clinic.call('GET', path, { token })).body, made.body)
      t.equal((await clinic.call('GET', path, outsider.admin)).status, 404)
      t.equal(
        (await outsider.call('GET', path, outsider.admin)).status,
        404,
        'S20: by its id in another organisation',
      )
      t.equal((await clinic.call('GET', path, await registerPerson(app))).status, 404)
      for (const { token } of [clinic.practitioner, clinic.receptionist]) {
        t.equal((await clinic.call('POST', '/services', { token, body: service() })).status, 403)
        t.equal((await clinic.call('PATCH', path, { token, body: { name: 'X' } })).status, 403)
      }
      t.equal(
        (await clinic.call('PATCH', path, { token: outsider.admin.token, body: { name: 'X' } })).status,
        404,
      )
      t.equal(
        (await outsider.call('PATCH', path, { token: outsider.admin.token, body: { name: 'X' } })).status,
        404,
      )
    },
  )

  await t.test('what was left out has its default', async (t) => {
    const { name, duration, price } = service()
    const made = expectStatus(
      await clinic.call('POST', '/services', { token, body: { name, duration, price } }),
      201,
    )
    t.match(made.body, {
      slotStep: null,
      bufferBefore: null,
      bufferAfter: null,
      payer: 'patient',
      practitionerIds: [],
      externalId: null,
    })
  })

  await t.test('a change is a merge patch under If-Match; null takes a value away', async (t) => {
    const { id } = expectStatus(
      await add({ slotStep: 'PT10M', practitionerIds: [clinic.practitioner.id] }),
      201,
    ).body
    t.match(
      await change(id, { slotStep: null, price: { amount: 0, currency: 'EUR' } }, { 'if-match': '"1"' }),
      {
        status: 200,
        headers: { etag: '"2"' },
        body: {
          slotStep: null,
          name: 'Första besök',
          price: { amount: 0, currency: 'EUR' },
          practitionerIds: [clinic.practitioner.id],
        },
      },
    )
    t.equal((await change(id, { name: 'Stale' }, { 'if-match': '"1"' })).status, 412)
    t.match((await change(id, { practitionerIds: [] })).body, { practitionerIds: [], version: 3 })
    t.match((await change(id, { state: 'deactivated' })).body, { state: 'deactivated' })
    t.match((await change(id, { state: 'active' })).body, { state: 'active' })
    t.equal((await change(clinic.siteId, { name: 'X' })).status, 404)
  })

  await t.test('durations out of bounds are refused with a pointer', async (t) => {
    const { id } = expectStatus(await add(), 201).body
    const refusals: [object, number, string][] = [
      [{ duration: 'PT4M' }, 422, '/duration'],
      [{ duration: 'PT24H1M' }, 422, '/duration'],
      [{ slotStep: 'PT0M' }, 422, '/slotStep'],
      [{ bufferBefore: 'PT13H' }, 422, '/bufferBefore'],
      [{ bufferAfter: 'P1D' }, 422, '/bufferAfter'],
      [{ duration: 'PT30S' }, 400, '/duration'],
      [{ duration: '-PT30M' }, 400, '/duration'],
      [{ price: { amount: -1, currency: 'SEK' } }, 400, '/price/amount'],
      [{ price: { amount: 1.5, currency: 'SEK' } }, 400, '/price/amount'],
      [{ price: { amount: 1, currency: 'kr' } }, 400, '/price/currency'],
      [{ payer: 'nobody' }, 400, '/payer'],
      [{ version: 3 }, 400, '/version'],
      [{ organisationId: clinic.id }, 400, '/organisationId'],
    ]
    for (const [fields, status, pointer] of refusals) {
      t.match(await add(fields), { status, body: { errors: [{ pointer }] } }, `POST ${pointer}`)
      t.match(await change(id, fields), { status, body: { errors: [{ pointer }] } }, `PATCH ${pointer}`)
    }
    for (const duration of ['PT5M', 'PT24H']) expectStatus(await add({ duration }), 201)
  })

  await t.test(
    'S21: another organisation’s practitioner is answered like one that does not exist',
    async (t) => {
      const { id } = expectStatus(await add(), 201).body
      const strangers = [outsider.practitioner.id, '01a2006b-a75b-743e-ae8a-62edb8868469', outsider.siteId]
      const answers = []
      for (const stranger of strangers)
        for (const answer of [
          await add({ practitionerIds: [clinic.practitioner.id, stranger] }),
          await change(id, { practitionerIds: [clinic.practitioner.id, stranger] }),
        ])
          answers.push({ ...answer.body, instance: null })
      t.match(answers[0], {
        status: 422,
        errors: [{ pointer: '/practitionerIds/1', detail: 'does not exist' }],
      })
      for (const answer of answers) t.same(answer, answers[0])
    },
  )

  await t.test('an external id is one service’s; another organisation may have it too', async (t) => {
    const { id } = expectStatus(await add({ externalId: 'X-7' }), 201).body
    const taken = { status: 409, body: { type: /already-exists$/, errors: [{ pointer: '/externalId' }] } }
    t.match(await add({ externalId: 'X-7' }), taken)
    const other = expectStatus(await add(), 201).body
    t.match(await change(other.id, { externalId: 'X-7' }), taken)
    t.match(await change(id, { externalId: 'X-7', name: 'Same' }), { status: 200 })
    const elsewhere = await outsider.call('POST', '/services', {
      token: outsider.admin.token,
      body: service({ externalId: 'X-7' }),
    })
    t.equal(elsewhere.status, 201)
    t.match(await change(id, { externalId: null }), { status: 200, body: { externalId: null } })
    t.match(await change(other.id, { externalId: 'X-7' }), { status: 200 })
  })

  await t.test(
    'a mirror follows by updatedSince and meets every service once, the latest change last',
    async (t) => {
      const clinic = outsider
      const { token } = clinic.admin
      for (let i = 0; i < 6; i++) {
        app.clock.shift('PT1S')
        expectStatus(
          await clinic.call('POST', '/services', { token, body: service({ name: `Nr ${i}` }) }),
          201,
        )
      }
      app.clock.shift('PT1S')
      const since = app.clock.now().toISOString()
      const all = (await clinic.call('GET', '/services?limit=200', { token })).body.data
      app.clock.shift('PT1S')
      expectStatus(
        await clinic.call('PATCH', `/services/${all[2].id}`, { token, body: { name: 'Ändrad' } }),
        200,
      )
      const changed = (await clinic.call('GET', `/services?updatedSince=${since}`, { token })).body
      t.match(changed, { data: [{ id: all[2].id, name: 'Ändrad' }], nextCursor: null })
      const seen: string[] = []
      for (let cursor = ''; ; ) {
        const { data, nextCursor } = (await clinic.call('GET', `/services?limit=2${cursor}`, { token })).body
        seen.push(...data.map(({ id }: { id: string }) => id))
        if (nextCursor === null) break
        cursor = `&cursor=${nextCursor}`
      }
      t.equal(new Set(seen).size, all.length)
      t.equal(seen.length, all.length)
      t.equal(seen.at(-1), all[2].id)
      const { nextCursor } = (await clinic.call('GET', '/services?limit=2', { token })).body
      for (const [path, as] of [
        [`/services?limit=2&state=active&cursor=${nextCursor}`, clinic.admin],
        [`/services?limit=2&cursor=${nextCursor}`, clinic.receptionist],
        [`/practitioners?limit=2&cursor=${nextCursor}`, clinic.admin],
      ] as const)
        t.match(
          await clinic.call('GET', path, as),
          { status: 400, body: { type: /invalid-cursor$/ } },
          `S51 ${path}`,
        )
    },
  )
})
