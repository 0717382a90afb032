import t from 'tap'
import { unsealDisclosure } from '#src/features/disclosures/disclosures.service.ts'
import { claimsOf } from '#test/helpers/accounts.ts'
import { startApp } from '#test/helpers/app.ts'
import {
  book,
  expectStatus,
  freeTimes,
  openClinic,
  password,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'

t.test('disclosures', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const other = await openClinic(app, { name: 'Andra kliniken' })
  const person = await registerPerson(app)
  const times = await freeTimes(app, clinic)
  const visit = (startsAt: string | undefined) => ({
    practitionerId: clinic.practitioner.id,
    serviceId: clinic.serviceId,
    startsAt,
    note: 'Hällefors canary',
  })
  const last = times.at(-1) ?? ''
  const first = expectStatus(
    await clinic.call('POST', '/appointments', { token: person.token, body: visit(times[0]) }),
    201,
  )
  expectStatus(await clinic.call('POST', '/appointments', { token: person.token, body: visit(last) }), 201)
  const { patientId } = first.body
  const colleague = await registerPatient(clinic, { lastName: 'Annansson' })
  expectStatus(await book(clinic, colleague, times[3] ?? ''), 201)
  const accountId = claimsOf(clinic.admin.token).sub ?? ''
  const asAdmin = { token: clinic.admin.token }
  const body = {
    patientId,
    authority: 'Stockholms tingsrätt',
    legalBasis: 'RB 38:2',
    scope: { kinds: ['appointments'], from: times[0]?.slice(0, 10), to: times[0]?.slice(0, 10) },
    whatWentOut: 'Dates of visits, on paper.',
    approvedBy: accountId,
    disclosedAt: app.clock.now().toISOString(),
  }
  const post = (sent: object = body, token = clinic.admin.token) =>
    clinic.call('POST', '/disclosures', { token, body: sent })
  const ownLog = async () => {
    const token = await app.signIn(person.email, password)
    const { body } = expectStatus(await app.call('GET', '/v1/me/access-log?limit=200', { token }), 200)
    return body.data.filter(({ resource }: { resource: string }) => resource === 'disclosure')
  }
  const ownCopy = async () => {
    const token = await app.signIn(person.email, password)
    const { body } = expectStatus(await app.call('GET', '/v1/me/data', { token }), 200)
    return body.parts.flatMap((part: { data: { disclosures?: object[] } }) => part.data.disclosures ?? [])
  }

  await t.test('P44: what an authority got is on record, and the patient sees it', async (t) => {
    const made = expectStatus(await post(), 201).body
    t.match(made, { authority: 'Stockholms tingsrätt', shownToPatient: true, sealedUntil: null })
    const listed = expectStatus(await clinic.call('GET', '/disclosures', asAdmin), 200).body
    t.strictSame(listed.data[0], made)
    t.strictSame(expectStatus(await clinic.call('GET', `/disclosures/${made.id}`, asAdmin), 200).body, made)
    const log = await ownLog()
    t.ok(
      log.some(
        ({ action, ground }: { action: string; ground: string }) => action === 'share' && ground === 'law',
      ),
    )
    const [copied] = await ownCopy()
    t.match(copied, {
      id: made.id,
      kinds: ['appointments'],
      contents: { authority: 'Stockholms tingsrätt', legalBasis: 'RB 38:2', whatWentOut: body.whatWentOut },
    })
  })

  await t.test('P44: the extract holds what the scope says and nothing else', async (t) => {
    const { id } = (await clinic.call('GET', '/disclosures', asAdmin)).body.data[0]
    const extract = expectStatus(await clinic.call('GET', `/disclosures/${id}/export`, asAdmin), 200).body
    t.strictSame(Object.keys(extract.data), ['appointments'])
    t.ok(extract.data.appointments.length >= 1)
    t.ok(
      extract.data.appointments.every(
        (row: { startsAt: string }) => row.startsAt.slice(0, 10) === body.scope.from,
      ),
    )
    t.notOk(JSON.stringify(extract).includes(last), 'no other day')
    t.notOk(JSON.stringify(extract).includes('Annansson'), 'no other patient')
    const whole = { ...body, scope: { kinds: ['patient', 'appointments', 'mails'] } }
    const kinds = await post(whole)
    if (kinds.status === 201) {
      const all = expectStatus(
        await clinic.call('GET', `/disclosures/${kinds.body.id}/export`, asAdmin),
        200,
      ).body
      t.equal(all.data.appointments.length, 2)
      t.ok(JSON.stringify(all.data).includes('Hällefors canary'))
    } else t.fail(JSON.stringify(kinds.body))
    t.ok((await ownLog()).some(({ action }: { action: string }) => action === 'export'))
  })

  await t.test(
    'P44: one that must be kept from the patient shows nowhere until its time is over',
    async (t) => {
      const before = { log: (await ownLog()).length, copy: (await ownCopy()).length }
      const sealedUntil = new Date(app.clock.now().getTime() + 3 * 86_400_000).toISOString()
      t.equal((await post({ ...body, sealedUntil })).body.errors[0].pointer, '/sealReason')
      t.equal((await post({ ...body, sealReason: 'x' })).body.errors[0].pointer, '/sealReason')
      const sealed = expectStatus(
        await post({ ...body, sealedUntil, sealReason: 'An investigation runs.' }),
        201,
      ).body
      t.equal(sealed.shownToPatient, false)
      expectStatus(await clinic.call('GET', `/disclosures/${sealed.id}`, asAdmin), 200)
      expectStatus(await clinic.call('GET', `/disclosures/${sealed.id}/export`, asAdmin), 200)
      t.equal((await ownLog()).length, before.log, 'neither the act nor any look at it')
      t.equal((await ownCopy()).length, before.copy)
      const trail = await clinic.call('GET', '/audit-events?action=share', asAdmin)
      t.ok(
        trail.body.data.some((event: { resourceIds: string[] }) => event.resourceIds.includes(sealed.id)),
        'the organisation’s trail has it',
      )
      const due = async () =>
        (await app.deps.db.worker.query('select id from due_disclosures($1, 10)', [app.clock.now()])).rows
      app.clock.set(new Date(Date.parse(sealedUntil) - 1_000).toISOString())
      t.strictSame(await due(), [])
      await unsealDisclosure(app.deps, clinic.id, sealed.id)
      t.equal((await ownLog()).length, before.log, 'a second before')
      app.clock.set(sealedUntil)
      t.strictSame(await due(), [{ id: sealed.id }])
      await unsealDisclosure(app.deps, clinic.id, sealed.id)
      await unsealDisclosure(app.deps, clinic.id, sealed.id)
      t.equal((await ownLog()).length, before.log + 1, 'once')
      const shown = (await ownCopy()).find(({ id }: { id: string }) => id === sealed.id)
      t.match(shown, { contents: { sealReason: 'An investigation runs.' } })
      t.strictSame(await due(), [])
    },
  )

  await t.test(
    'P44 S10: only administrators, after a fresh sign-in, of whom there is a patient',
    async (t) => {
      const token = await app.signIn(clinic.admin.email, password)
      t.equal((await post(body, await app.signIn(clinic.receptionist.email, password))).status, 403)
      t.equal((await post(body, await app.signIn(other.admin.email, password))).status, 404)
      for (const [pointer, change] of [
        ['/patientId', { patientId: other.id }],
        ['/approvedBy', { approvedBy: other.id }],
        ['/scope/to', { scope: { kinds: ['appointments'], from: '2026-02-01', to: '2026-01-01' } }],
        ['/disclosedAt', { disclosedAt: '2099-01-01T00:00:00Z' }],
      ] as const) {
        const refused = await post({ ...body, ...change }, token)
        t.equal(refused.status, 422)
        t.equal(refused.body.errors[0].pointer, pointer)
      }
      t.equal((await post({ ...body, scope: { kinds: ['sessions'] } }, token)).status, 400)
    },
  )
})
