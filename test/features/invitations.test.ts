import t from 'tap'
import { expectStatus, newAddress, password, registerPerson } from '#test/helpers/clinic.ts'
import { mailsTo, tokenTo } from '#test/helpers/outbox-mails.ts'
import { newcomer, openStaff } from '#test/helpers/staff.ts'

t.test('invitations', async (t) => {
  const { app, clinic, outsider, owner, accept, invite, memberOf, signInAgain } = await openStaff(t)

  await t.test('an invitation makes account and member, and signs in as login does', async (t) => {
    const email = newAddress('ny')
    const invitation = await invite(email.toUpperCase(), ['receptionist', 'org_admin'])
    t.match(invitation, {
      email,
      roles: ['org_admin', 'receptionist'],
      language: 'sv',
      state: 'pending',
      practitionerId: null,
      acceptedAt: null,
    })
    t.notMatch(JSON.stringify(invitation), 'token', 'S6: the secret is in no answer')
    const token = await tokenTo(app, email)
    const { body } = expectStatus(await accept({ token, ...newcomer, phone: '070-123 45 67' }), 200)
    t.match(body, { kind: 'tokens', tokenType: 'Bearer', pendingAcceptances: [] })
    t.ok(body.refreshToken && body.deviceToken)
    t.match(await clinic.call('GET', '/settings', { token: body.accessToken }), { status: 200 })
    t.match(await memberOf(email), {
      email,
      firstName: 'Şəhla',
      lastName: "O'Neill",
      roles: invitation.roles,
    })
    const me = await app.call('GET', '/v1/me', { token: body.accessToken })
    t.match(me.body, { email, firstName: 'Şəhla', phone: '+46701234567', dateOfBirth: null, locale: 'sv' })
    t.match((await clinic.call('GET', `/invitations/${invitation.id}`, clinic.admin)).body, {
      state: 'accepted',
    })
    t.match(await app.call('POST', '/v1/auth/login', { body: { email, password } }), { status: 200 })
  })

  await t.test('S7: of 20 parallel accepts one wins, and the token is good for nothing else', async (t) => {
    const email = newAddress('parallel')
    const { id } = await invite(email, ['receptionist'])
    const token = await tokenTo(app, email)
    const answers = await Promise.all(Array.from({ length: 20 }, () => accept({ token, ...newcomer })))
    const won = answers.filter(({ status }) => status === 200)
    t.equal(won.length, 1)
    for (const { status, body } of answers.filter((answer) => answer !== won[0]))
      t.match({ status, body }, { status: 401, body: { type: /invalid-token$/ } })
    const { rows } = await owner.query(
      `select (select count(*)::int from memberships where organisation_id = $1 and account_id = a.id) as memberships,
         (select count(*)::int from sessions where account_id = a.id) as sessions
       from accounts a where a.id = (select new_account_id from invitations where id = $2)`,
      [clinic.id, id],
    )
    t.same(rows, [{ memberships: 1, sessions: 1 }])
    t.equal((await accept({ token, ...newcomer })).status, 401)
    t.equal((await app.call('POST', '/v1/auth/verify-email', { body: { token } })).status, 401, 'S16')
  })

  await t.test('S6: an existing account signs in with its own password, which stays as it is', async (t) => {
    const existing = await registerPerson(app, { firstName: 'Pia', lastName: 'Lind' })
    await invite(existing.email, ['receptionist'])
    const token = await tokenTo(app, existing.email)
    const wrong = 'lantern-meadow-copper-77'
    t.match(await accept({ token, ...newcomer, password: wrong }), {
      status: 401,
      body: { type: /invalid-credentials$/ },
    })
    t.equal(
      (await app.call('POST', '/v1/auth/login', { body: { email: existing.email, password: wrong } })).status,
      401,
    )
    const sessions = async () => {
      const { rows } = await owner.query(
        `select count(*)::int as live from sessions s join memberships m on m.account_id = s.account_id
         where m.organisation_id = $1 and s.revoked_at is null`,
        [clinic.id],
      )
      return rows[0].live as number
    }
    const before = await sessions()
    const accepted = await Promise.all([1, 2, 3].map(() => accept({ token, password })))
    t.same(accepted.map(({ status }) => status).sort(), [200, 401, 401])
    t.match(await memberOf(existing.email), { firstName: 'Pia', lastName: 'Lind', roles: ['receptionist'] })
    t.equal(
      await sessions(),
      before + 2,
      'the sign-ups session and the one winner’s, not those of the losers',
    )
    t.match(await app.call('POST', '/v1/auth/login', { body: { email: existing.email, password } }), {
      status: 200,
    })
  })

  await t.test(
    'S5: guessing an existing account’s password by an invitation is blocked like any sign-in',
    async (t) => {
      const existing = await registerPerson(app)
      await invite(existing.email, ['receptionist'])
      const token = await tokenTo(app, existing.email)
      const statuses = []
      for (let i = 0; i < 7; i++)
        statuses.push((await accept({ token, password: `wrong-guess-number-${i}` })).status)
      t.same(statuses.slice(0, 4), [401, 401, 401, 401])
      const blocked = await accept({ token, password })
      t.match(blocked, { status: 429, body: { type: /sign-in-blocked$/ } })
      t.ok(Number(blocked.headers['retry-after']) > 0)
      app.clock.shift('PT2H')
      await signInAgain()
      t.match(
        await accept({ token, password }),
        { status: 200 },
        'the invitation was not spent by the failures',
      )
    },
  )

  await t.test(
    'a new account needs names, phone and a password that is hard to guess; a refusal spends nothing',
    async (t) => {
      const email = newAddress('bad')
      await invite(email, ['receptionist'])
      const token = await tokenTo(app, email)
      for (const field of ['firstName', 'lastName', 'phone'] as const) {
        const { [field]: _left, ...rest } = newcomer
        t.match(await accept({ token, ...rest }), {
          status: 400,
          body: { errors: [{ pointer: `/${field}` }] },
        })
      }
      t.match(await accept({ token, ...newcomer, password: 'short' }), {
        status: 422,
        body: { type: /weak-password$/ },
      })
      t.match(
        await accept({ token, ...newcomer, password: 'Şəhla O’Neill 12' }),
        { status: 422 },
        'S2: with the own name',
      )
      t.match(await accept({ token, ...newcomer, phone: '+999 123 456 789' }), {
        status: 422,
        body: { errors: [{ pointer: '/phone' }] },
      })
      t.match(await accept({ token, ...newcomer, roles: ['org_admin'] }), {
        status: 400,
        body: { errors: [{ pointer: '/roles' }] },
      })
      t.match(await accept({ token: 'x'.repeat(43), ...newcomer }), {
        status: 401,
        body: { type: /invalid-token$/ },
      })
      t.equal((await accept({ token, ...newcomer })).status, 200)
    },
  )

  await t.test('a revoked or expired invitation opens nothing', async (t) => {
    const email = newAddress('revoked')
    const { id } = await invite(email, ['receptionist'])
    const token = await tokenTo(app, email)
    const revoke = (as: { token: string }) => clinic.call('DELETE', `/invitations/${id}`, as)
    const receptionist = { token: await app.signIn(clinic.receptionist.email, password) }
    t.equal((await revoke(receptionist)).status, 403)
    t.equal((await revoke(outsider.admin)).status, 404)
    t.equal((await outsider.call('DELETE', `/invitations/${id}`, outsider.admin)).status, 404)
    t.match(await revoke(clinic.admin), { status: 204, body: null })
    t.equal((await revoke(clinic.admin)).status, 204, 'once more changes nothing')
    t.equal((await accept({ token, ...newcomer })).status, 401)
    t.match((await clinic.call('GET', `/invitations/${id}`, clinic.admin)).body, { state: 'revoked' })

    const unsent = newAddress('unsent')
    const other = await invite(unsent, ['receptionist'])
    expectStatus(await clinic.call('DELETE', `/invitations/${other.id}`, clinic.admin), 204)
    t.same(await mailsTo(app, unsent), [], 'a mail that waits for a revoked invitation is never sent')

    const late = newAddress('late')
    const expiring = await invite(late, ['receptionist'])
    const lateToken = await tokenTo(app, late)
    app.clock.shift('P7D')
    await signInAgain()
    t.equal((await accept({ token: lateToken, ...newcomer })).status, 401)
    t.match((await clinic.call('GET', `/invitations/${expiring.id}`, clinic.admin)).body, {
      state: 'expired',
    })
    const accepted = (await clinic.call('GET', '/invitations?limit=200', clinic.admin)).body.data.find(
      (one: { state: string }) => one.state === 'accepted',
    )
    t.equal((await clinic.call('DELETE', `/invitations/${accepted.id}`, clinic.admin)).status, 409)
  })

  await t.test('an invitation names a practitioner of the own organisation without an account', async (t) => {
    const refused = (practitionerId: string, roles = ['practitioner']) =>
      clinic.call('POST', '/invitations', {
        ...clinic.admin,
        body: { email: newAddress('p'), roles, practitionerId },
      })
    for (const id of [outsider.practitioner.id, '01a2006b-a75b-743e-ae8a-62edb8868469'])
      t.match(await refused(id), {
        status: 422,
        body: { errors: [{ pointer: '/practitionerId', detail: 'does not exist' }] },
      })
    t.match(await refused(clinic.practitioner.id), {
      status: 422,
      body: { errors: [{ pointer: '/practitionerId' }] },
    })
    t.match(await refused(clinic.practitioner.id, ['receptionist']), {
      status: 422,
      body: { errors: [{ pointer: '/roles' }] },
    })
    const { id } = await memberOf(clinic.practitioner.email)
    expectStatus(await clinic.call('DELETE', `/members/${id}`, clinic.admin), 204)
    const successor = newAddress('successor')
    await invite(successor, ['practitioner'], clinic, { practitionerId: clinic.practitioner.id })
    const { body } = expectStatus(await accept({ token: await tokenTo(app, successor), ...newcomer }), 200)
    const path = `/practitioners/${clinic.practitioner.id}`
    t.equal(
      (await clinic.call('PATCH', path, { token: body.accessToken, body: { title: 'Ny' } })).status,
      200,
    )
    t.match(await memberOf(successor), { practitionerId: clinic.practitioner.id })
  })

  await t.test('S58: one address gets five invitations of an organisation in a day', async (t) => {
    const email = newAddress('often')
    for (let i = 0; i < 5; i++) await invite(email, ['receptionist'])
    const body = { email, roles: ['receptionist'] }
    const sixth = await clinic.call('POST', '/invitations', { ...clinic.admin, body })
    t.match(sixth, { status: 429, body: { type: /too-many-requests$/ } })
    await invite(email, ['receptionist'], outsider)
    app.clock.shift('P1D')
    await signInAgain()
    await invite(email, ['receptionist'])
  })
})
