import t from 'tap'
import { takeTransferOn } from '#src/features/ownership-transfers/hand-over.ts'
import { startApp } from '#test/helpers/app.ts'
import {
  expectStatus,
  freeTimes,
  newAddress,
  openClinic,
  password,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { mailsTo, tokenTo } from '#test/helpers/outbox-mails.ts'

const open = async (t: Parameters<typeof startApp>[0]) => {
  const app = await startApp(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  const clinic = await openClinic(app, { name: 'Kliniken vid torget' })
  const other = await openClinic(app, { name: 'Andra kliniken' })
  const patient = await registerPerson(app)
  const [startsAt = ''] = await freeTimes(app, clinic)
  const visit = { practitionerId: clinic.practitioner.id, serviceId: clinic.serviceId, startsAt }
  expectStatus(await clinic.call('POST', '/appointments', { token: patient.token, body: visit }), 201)
  const unregistered = newAddress('registered-by-staff')
  await registerPatient(clinic, { email: unregistered })
  const path = `${clinic.url}/ownership-transfer`
  const inDays = (days: number) => new Date(app.clock.now().getTime() + days * 86_400_000).toISOString()
  const tick = async () => {
    const { rows } = await app.deps.db.worker.query('select organisation_id from due_transfers($1, 100)', [
      app.clock.now(),
    ])
    for (const { organisation_id } of rows) await takeTransferOn(app.deps, organisation_id)
  }
  return { app, owner, clinic, other, patient, unregistered, path, inDays, tick }
}

const told = async (app: Parameters<typeof mailsTo>[0], address: string, subject: RegExp) =>
  (await mailsTo(app, address)).filter((mail) => subject.test(mail.subject ?? ''))

const announced = /(Ny ägare från|A new owner from)/
const calledOff = /(Ingen ny ägare|No new owner)/

t.test(
  'P45: people are told and asked, then the organisation changes hands and its old owner is out',
  async (t) => {
    const { app, owner, clinic, other, patient, unregistered, path, inDays, tick } = await open(t)
    const administrator = await app.signInAdministrator()
    const effectiveFrom = inDays(30)
    const policy = {
      audience: 'patients',
      mode: 'mustAccept',
      language: 'sv',
      text: 'Nya villkor.',
      effectiveFrom,
    }
    const version = expectStatus(
      await clinic.call('POST', '/policies', { token: clinic.admin.token, body: policy }),
      201,
    )
    const newAdminEmail = newAddress('new-owner')
    const body = {
      newAdminEmail,
      newControllerName: 'Vårdbolaget AB',
      effectiveFrom,
      policyVersionId: version.body.id,
    }
    const post = (token: string, sent: object = body) => app.call('POST', path, { token, body: sent })
    t.equal((await post(clinic.admin.token)).status, 403, 'the platform does it, as the contract says')
    for (const [pointer, change] of [
      ['/effectiveFrom', { effectiveFrom: inDays(-1) }],
      ['/policyVersionId', { policyVersionId: clinic.id }],
      ['/policyVersionId', { effectiveFrom: inDays(20) }],
    ] as const) {
      const refused = await post(administrator, { ...body, ...change })
      t.equal(refused.status, 422)
      t.equal(refused.body.errors[0].pointer, pointer)
    }
    const made = expectStatus(await post(administrator), 201)
    t.match(made.body, { state: 'announced', toldAt: null, newControllerName: 'Vårdbolaget AB' })
    t.notOk(JSON.stringify(made.body).includes(newAdminEmail))
    t.match((await post(administrator)).body.type, /transfer-announced$/)

    await tick()
    await tick()
    for (const address of [patient.email, unregistered, clinic.receptionist.email, clinic.admin.email]) {
      const mails = await told(app, address, announced)
      t.equal(mails.length, 1, address)
      t.ok(mails[0]?.text?.includes('Vårdbolaget AB'), 'by whom')
      t.notMatch(mails[0]?.subject ?? '', /Vårdbolaget|Kliniken/)
    }
    t.equal((await told(app, other.admin.email, announced)).length, 0)
    t.equal(
      (await clinic.call('GET', '/members', { token: clinic.admin.token })).status,
      200,
      'nothing else yet',
    )

    app.clock.set(new Date(Date.parse(effectiveFrom) - 1_000).toISOString())
    await tick()
    const before = await app.signIn(clinic.admin.email, password)
    t.equal((await clinic.call('GET', '/members', { token: before })).status, 200, 'a second before')
    app.clock.set(effectiveFrom)
    await tick()
    t.equal((await clinic.call('GET', '/members', { token: before })).status, 404, 'the same session is out')
    const fresh = await app.signIn(clinic.admin.email, password)
    t.equal((await app.call('GET', clinic.url, { token: fresh })).status, 404)
    const staff = await app.signIn(clinic.receptionist.email, password)
    t.equal((await clinic.call('GET', '/sites', { token: staff })).status, 200, 'the others work on')

    await t.test('P45: the new terms must be accepted to go on', async (t) => {
      const token = await app.signIn(patient.email, password)
      const refused = await clinic.call('GET', '/appointments', { token })
      t.equal(refused.status, 403)
      t.match(refused.body.type, /acceptance-required$/)
      const accepting = { versionIds: [version.body.id] }
      expectStatus(await app.call('POST', '/v1/me/policy-acceptances', { token, body: accepting }), 201)
      t.equal((await clinic.call('GET', '/appointments', { token })).status, 200)
    })

    await t.test('P45: the new owner takes over by invitation', async (t) => {
      const token = await tokenTo(app, newAdminEmail)
      const accepting = { token, password, firstName: 'Nya', lastName: 'Ägaren', phone: '+46701234567' }
      const { body } = expectStatus(
        await app.call('POST', '/v1/invitations/accept', { body: accepting }),
        200,
      )
      const members = expectStatus(await clinic.call('GET', '/members', { token: body.accessToken }), 200)
        .body.data
      const administrators = members.filter(({ roles }: { roles: string[] }) => roles.includes('org_admin'))
      t.strictSame(
        administrators.map(({ email }: { email: string }) => email),
        [newAdminEmail],
      )
      t.equal((await app.call('GET', clinic.url, { token: body.accessToken })).body.name, 'Vårdbolaget AB')
      const events = await clinic.call('GET', '/audit-events', { token: body.accessToken })
      t.ok(events.body.data.some(({ resource }: { resource: string }) => resource === 'ownershipTransfer'))
    })

    const acts = await owner.query(`select action, organisation_id from ledger_acts`)
    t.strictSame(acts.rows, [{ action: 'membershipRevoked', organisation_id: clinic.id }])
    const { rows } = await owner.query('select state, sealed from ownership_transfers')
    t.strictSame(rows, [{ state: 'completed', sealed: null }])
    await tick()
    t.equal((await told(app, newAdminEmail, /./)).length, 1, 'once')
    const directory = await app.call('GET', `/v1/directory/organisations/${clinic.id}`)
    t.equal(directory.body.name, 'Vårdbolaget AB')
    const otherAdmin = await app.signIn(other.admin.email, password)
    t.equal((await app.call('GET', other.url, { token: otherAdmin })).body.name, 'Andra kliniken')
  },
)

t.test('P45: before its time a transfer can be called off, and who was told is told', async (t) => {
  const { app, owner, clinic, other, patient, path, inDays, tick } = await open(t)
  const token = await app.signInAdministrator()
  const body = { newAdminEmail: newAddress('nobody'), effectiveFrom: inDays(5) }
  expectStatus(await app.call('POST', path, { token, body }), 201)
  t.equal((await app.call('GET', path, { token })).body.newControllerName, 'Kliniken vid torget')
  await tick()
  await told(app, patient.email, announced)
  t.equal((await app.call('DELETE', path, { token })).status, 204)
  t.equal((await app.call('DELETE', path, { token })).status, 404)
  await tick()
  t.equal((await told(app, patient.email, calledOff)).length, 1)
  app.clock.shift('P6D')
  await tick()
  const admin = await app.signIn(clinic.admin.email, password)
  t.equal((await app.call('GET', clinic.url, { token: admin })).body.name, 'Kliniken vid torget')
  t.equal((await owner.query('select sealed from ownership_transfers')).rows[0].sealed, null)

  const again = await app.signInAdministrator()
  const second = { ...body, effectiveFrom: new Date(app.clock.now().getTime() + 1_000).toISOString() }
  expectStatus(await app.call('POST', path, { token: again, body: second }), 201)
  expectStatus(await app.call('DELETE', path, { token: again }), 204)
  await tick()
  t.equal(
    (await told(app, patient.email, calledOff)).length,
    1,
    'who was not told of the one is not told of the other',
  )
  const nowhere = path.replace(clinic.id, '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11')
  t.equal(
    (await app.call('POST', nowhere, { token: again, body: { ...body, effectiveFrom: inDays(9) } })).status,
    404,
  )
  t.equal((await app.call('GET', path.replace(clinic.id, other.id), { token: again })).status, 404)
})
