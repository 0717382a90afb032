import t from 'tap'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import { hasConsent } from '#src/features/consents/consents.queries.ts'
import { hasAccountObjected, hasObjected, listObjectors } from '#src/features/consents/objections.queries.ts'
import { findMailWishes } from '#src/features/messages/messages.queries.ts'
import { startApp } from '#test/helpers/app.ts'
import { expectStatus, freeTimes, openClinic, registerPatient, registerPerson } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { mailsTo, sendDueMails } from '#test/helpers/outbox-mails.ts'

const accountOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub

t.test('objection and restriction', async (t) => {
  const app = await startApp(t)
  const [clinic, other] = [await openClinic(app), await openClinic(app)]
  const owner = await connectTo(t, app.database.ownerUrl)
  const { call, deps } = app

  /** Somebody who booked at both clinics, and the patients that they are there. */
  const booker = async () => {
    const person = await registerPerson(app)
    const ids: Record<string, string> = {}
    let lastStart = ''
    const starts = [await freeTimes(app, clinic), await freeTimes(app, other)]
    for (const [n, one] of [clinic, other].entries()) {
      const body = {
        practitionerId: one.practitioner.id,
        serviceId: one.serviceId,
        startsAt: starts[n]?.[n * 9],
      }
      const booked = expectStatus(await one.call('POST', '/appointments', { token: person.token, body }), 201)
      ids[one.id] = booked.body.patientId
      lastStart = booked.body.startsAt
    }
    return {
      ...person,
      lastStart,
      accountId: accountOf(person.token),
      patientOf: (one: typeof clinic) => ids[one.id] ?? '',
    }
  }
  const ask = (token: string, body: object) => call('POST', '/v1/me/data-requests', { token, body })
  const object = async (token: string, purpose: string, organisationId?: string) =>
    expectStatus(
      await ask(token, { kind: 'objection', purpose, ...(organisationId ? { organisationId } : {}) }),
      201,
    ).body
  const consent = (token: string, organisationId: string, purpose: string) =>
    call('PUT', '/v1/me/consents', {
      token,
      body: { organisationId, consents: [{ purpose, granted: true }] },
    }).then((answer) => expectStatus(answer, 200))
  const objected = (one: typeof clinic, patientId: string, purpose: Parameters<typeof hasObjected>[3]) =>
    withJob(deps, one.id, ({ tx, at }) => hasObjected(tx, one.id, patientId, purpose, at))
  const remindersOf = async (patientId: string) =>
    (
      await owner.query(
        `select state, count(*)::int as count from mails where kind = 'appointmentReminder' and patient_id = $1 group by state`,
        [patientId],
      )
    ).rows
  const actsOf = async (patientId: string) =>
    (
      await owner.query(`select action, detail from ledger_acts where patient_id = $1 order by id`, [
        patientId,
      ])
    ).rows
  const decide = (one: typeof clinic, id: string, verb: string, body: object) =>
    one.call('POST', `/data-requests/${id}/${verb}`, { token: one.admin.token, body })

  await t.test('P57: an objection to reminders takes back those that wait, there alone', async (t) => {
    const person = await booker()
    const [here, there] = [person.patientOf(clinic), person.patientOf(other)]
    const planned = await remindersOf(here)
    t.ok(planned[0]?.count > 0 && planned[0]?.state === 'planned')
    const request = await object(person.token, 'reminders', clinic.id)
    t.match(request.parts, [{ organisationId: clinic.id, state: 'received' }])
    t.match(await remindersOf(here), [{ state: 'withdrawn', count: planned[0].count }])
    t.match(await remindersOf(there), [{ state: 'planned' }], 'elsewhere nothing changes')
    // One that was planned all the same, as by a booking that was under way, is not sent either.
    await owner.query(
      `update mails set state = 'planned' where patient_id = $1 and kind = 'appointmentReminder'`,
      [here],
    )
    const before = (await mailsTo(app, person.email)).length
    // Less than a day before the appointment there, at whatever time of the day this runs.
    const hours = Math.floor((Date.parse(person.lastStart) - app.clock.now().getTime()) / 3_600_000) - 23
    app.clock.shift(`PT${hours}H`)
    await sendDueMails(app)
    t.match(await remindersOf(here), [{ state: 'withdrawn' }])
    const after = await mailsTo(app, person.email)
    t.ok(after.length > before, 'the other clinic reminds')
    app.clock.shift(`-PT${hours}H`)
    t.strictSame(await actsOf(here), [{ action: 'objected', detail: { purpose: 'reminders' } }])
    t.strictSame(await actsOf(there), [])
  })

  await t.test('P57: what waits is obeyed by the worker in the middle of its work', async (t) => {
    const person = await booker()
    const id = person.patientOf(clinic)
    const wishes = () => withJob(deps, clinic.id, ({ tx, at }) => findMailWishes(tx, clinic.id, id, at))
    t.match(await wishes(), { reminders: true })
    await object(person.token, 'reminders', clinic.id)
    t.match(await wishes(), { reminders: false })
  })

  await t.test(
    'P57: an objection to marketing is absolute: it ends consent and preference everywhere, at once',
    async (t) => {
      const person = await booker()
      for (const one of [clinic, other]) await consent(person.token, one.id, 'marketing')
      const request = await object(person.token, 'marketing')
      t.equal(request.state, 'completed', 'there is nothing to decide')
      t.equal(request.parts.length, 3)
      for (const one of [clinic, other]) {
        const id = person.patientOf(one)
        t.equal(await objected(one, id, 'marketing'), true)
        t.match(await withJob(deps, one.id, ({ tx, at }) => findMailWishes(tx, one.id, id, at)), {
          marketing: false,
          reminders: true,
        })
        t.equal(await withJob(deps, one.id, ({ tx }) => hasConsent(tx, one.id, id, 'marketing')), false)
      }
      const { body: preferences } = await call('GET', '/v1/me/communication-preferences', {
        token: person.token,
      })
      t.match(preferences, { marketing: false, reminders: true })
      t.equal(
        await withJob(deps, PLATFORM_ID, ({ tx, at }) =>
          hasAccountObjected(tx, person.accountId, 'marketing', at),
        ),
        true,
      )
      const { rows } = await owner.query(
        `select organisation_id from ledger_acts where action = 'objected' and account_id = $1 order by 1`,
        [person.accountId],
      )
      t.equal(rows.length, 3)
      t.ok((await mailsTo(app, person.email)).some(({ subject }) => /begäran|request/i.test(subject ?? '')))
    },
  )

  await t.test('P14: an objection withdraws the consent on which the most sensitive hangs', async (t) => {
    const person = await booker()
    const patientId = person.patientOf(clinic)
    await consent(person.token, clinic.id, 'specialCategories')
    t.equal(
      await withJob(deps, clinic.id, ({ tx }) => hasConsent(tx, clinic.id, patientId, 'specialCategories')),
      true,
    )
    await object(person.token, 'specialCategories', clinic.id)
    t.equal(
      await withJob(deps, clinic.id, ({ tx }) => hasConsent(tx, clinic.id, patientId, 'specialCategories')),
      false,
    )
  })

  await t.test('P57: who objects to statistics is named to what counts', async (t) => {
    const [one, two] = [await booker(), await booker()]
    await object(one.token, 'statistics', clinic.id)
    const listed = await withJob(deps, clinic.id, ({ tx, at }) =>
      listObjectors(tx, clinic.id, 'statistics', at),
    )
    t.ok(listed.includes(one.patientOf(clinic)))
    t.notOk(listed.includes(two.patientOf(clinic)))
  })

  await t.test(
    'GDPR 18(3): a refused objection ends a day after the person was told, to the second',
    async (t) => {
      const person = await booker()
      const patientId = person.patientOf(clinic)
      const { id } = await object(person.token, 'statistics', clinic.id)
      expectStatus(
        await decide(clinic, id, 'refuse', { cause: 'publicInterest', reason: 'Demanded by law.' }),
        200,
      )
      t.equal(await objected(clinic, patientId, 'statistics'), true, 'not before they know')
      const { rows } = await owner.query(
        'select created_at, ended_at from objections where patient_id = $1',
        [patientId],
      )
      const now = app.clock.now().toISOString()
      const { ended_at: end } = rows[0]
      const asked = (at: Date) =>
        withJob(deps, clinic.id, ({ tx }) =>
          hasObjected(tx, clinic.id, patientId, 'statistics', at.toISOString()),
        )
      t.equal(await asked(new Date(end.getTime() - 1_000)), true)
      t.equal(await asked(end), false)
      t.ok(end.getTime() - Date.parse(now) > 86_000_000)
      t.ok((await mailsTo(app, person.email)).length > 0)
    },
  )

  await t.test('an upheld objection stays; one that the person withdraws ends at once', async (t) => {
    const person = await booker()
    const patientId = person.patientOf(clinic)
    const upheld = await object(person.token, 'statistics', clinic.id)
    expectStatus(await decide(clinic, upheld.id, 'resolve', { answer: 'You are left out.' }), 200)
    t.equal(await objected(clinic, patientId, 'statistics'), true)
    const { id } = await object(person.token, 'reminders', clinic.id)
    expectStatus(await call('POST', `/v1/me/data-requests/${id}/withdraw`, { token: person.token }), 200)
    t.equal(await objected(clinic, patientId, 'reminders'), false)
  })

  await t.test('who asks for reminders again gets them, whatever they objected to before', async (t) => {
    const person = await booker()
    const { id } = await object(person.token, 'reminders', clinic.id)
    expectStatus(await decide(clinic, id, 'resolve', { answer: 'Off.' }), 200)
    const wanted = { token: person.token, body: { reminders: true } }
    expectStatus(await call('PUT', '/v1/me/communication-preferences', wanted), 200)
    t.equal(await objected(clinic, person.patientOf(clinic), 'reminders'), false)
    await object(person.token, 'research', clinic.id)
    await consent(person.token, clinic.id, 'research')
    t.equal(
      await objected(clinic, person.patientOf(clinic), 'research'),
      false,
      'a consent given later holds',
    )
  })

  await t.test(
    'GDPR 18: a restriction holds when its answer leaves, and nothing of that class is sent',
    async (t) => {
      const person = await booker()
      const [here, there] = [person.patientOf(clinic), person.patientOf(other)]
      const request = expectStatus(
        await ask(person.token, { kind: 'restriction', organisationId: clinic.id }),
        201,
      ).body
      const { body: patient } = await clinic.call('GET', `/patients/${here}`, { token: clinic.admin.token })
      t.match(patient, { restricted: true, restrictionEndsAt: null })
      const { body: elsewhere } = await other.call('GET', `/patients/${there}`, { token: other.admin.token })
      t.match(elsewhere, { restricted: false })
      const { body: list } = await clinic.call('GET', '/patients', { token: clinic.admin.token })
      t.notOk(list.data.some(({ id }: { id: string }) => id === here))
      t.match(await remindersOf(here), [{ state: 'withdrawn' }])
      t.strictSame(await actsOf(here), [{ action: 'restricted', detail: {} }])
      t.match(await withJob(deps, clinic.id, ({ tx, at }) => findMailWishes(tx, clinic.id, here, at)), {
        reminders: false,
        marketing: false,
      })
      expectStatus(
        await call('POST', `/v1/me/data-requests/${request.id}/withdraw`, { token: person.token }),
        200,
      )
      const { body: lifted } = await clinic.call('GET', `/patients/${here}`, { token: clinic.admin.token })
      t.match(lifted, { restricted: false })
    },
  )

  await t.test('a restriction of staff’s own survives the withdrawal of the person’s', async (t) => {
    const person = await booker()
    const id = person.patientOf(clinic)
    const token = clinic.admin.token
    expectStatus(
      await clinic.call('POST', `/patients/${id}/restrict`, { token, body: { reason: 'A dispute' } }),
      200,
    )
    const { body: request } = await ask(person.token, { kind: 'restriction', organisationId: clinic.id })
    expectStatus(
      await call('POST', `/v1/me/data-requests/${request.id}/withdraw`, { token: person.token }),
      200,
    )
    const { body: patient } = await clinic.call('GET', `/patients/${id}`, { token })
    t.match(patient, { restricted: true, restrictionReason: 'A dispute' })
  })

  await t.test('what staff files holds once it is certain who asks', async (t) => {
    const patientId = await registerPatient(clinic)
    const filing = {
      kind: 'objection',
      purpose: 'statistics',
      patientId,
      receivedAt: app.clock.now().toISOString(),
    }
    const token = clinic.admin.token
    const { body: request } = await clinic.call('POST', '/data-requests', { token, body: filing })
    t.equal(request.state, 'identityCheck')
    t.equal(await objected(clinic, patientId, 'statistics'), false)
    const body = { method: 'personallyKnown', checkedBy: accountOf(token) }
    expectStatus(await decide(clinic, request.id, 'verify-identity', body), 200)
    t.equal(await objected(clinic, patientId, 'statistics'), true)
  })
})
