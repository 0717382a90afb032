import t from 'tap'
import { administrator } from '#test/helpers/app.ts'
import { expectStatus, newAddress, openClinic, password } from '#test/helpers/clinic.ts'
import { tokenTo } from '#test/helpers/outbox-mails.ts'
import { newcomer, openStaff } from '#test/helpers/staff.ts'

t.test('members', async (t) => {
  const { app, clinic, outsider, owner, accept, invite, join, memberOf, signInAgain } = await openStaff(t)

  await t.test(
    'inviting a member again adds roles; inviting one who was removed does not bring the old ones back',
    async (t) => {
      const { email } = await join(['receptionist'])
      await invite(email, ['org_admin'])
      expectStatus(await accept({ token: await tokenTo(app, email), password }), 200)
      const member = await memberOf(email)
      t.same(member.roles, ['org_admin', 'receptionist'])
      expectStatus(await clinic.call('DELETE', `/members/${member.id}`, clinic.admin), 204)
      await invite(email, ['receptionist'])
      expectStatus(await accept({ token: await tokenTo(app, email), password }), 200)
      t.same((await memberOf(email)).roles, ['receptionist'])
    },
  )

  await t.test('S15: roles and removal hold from the very next request', async (t) => {
    const colleague = await join(['org_admin'])
    const { id } = await memberOf(colleague.email)
    t.equal((await clinic.call('GET', '/members', colleague)).status, 200)
    const changed = await clinic.call('PATCH', `/members/${id}`, {
      ...clinic.admin,
      body: { roles: ['receptionist'] },
      headers: { 'if-match': '"1"' },
    })
    t.match(changed, { status: 200, headers: { etag: '"2"' }, body: { roles: ['receptionist'] } })
    t.equal((await clinic.call('GET', '/members', colleague)).status, 403)
    t.equal((await clinic.call('GET', '/sites', colleague)).status, 200)
    t.equal(
      (await clinic.call('DELETE', `/members/${id}`, { ...clinic.admin, headers: { 'if-match': '"1"' } }))
        .status,
      412,
    )
    t.match(await clinic.call('DELETE', `/members/${id}`, clinic.admin), { status: 204 })
    t.equal((await clinic.call('GET', '/sites', colleague)).status, 404)
    t.equal((await clinic.call('GET', `/members/${id}`, clinic.admin)).status, 404)
    t.equal((await clinic.call('DELETE', `/members/${id}`, clinic.admin)).status, 404)
    t.match(await app.call('GET', '/v1/me', colleague), { status: 200 }, 'the sign-in itself is the person’s')
  })

  await t.test(
    'the staff is the administrators’ to see and change; S24 nobody gives themselves a role',
    async (t) => {
      const target = await memberOf(clinic.receptionist.email)
      const receptionist = await app.signIn(clinic.receptionist.email, password)
      const practitioner = await app.signIn(clinic.practitioner.email, password)
      const calls = [
        ['GET', '/members'],
        ['GET', `/members/${target.id}`],
        ['PATCH', `/members/${target.id}`, { roles: ['org_admin'] }],
        ['DELETE', `/members/${target.id}`],
        ['GET', '/invitations'],
        ['POST', '/invitations', { email: newAddress('second'), roles: ['org_admin'] }],
      ] as const
      for (const [method, path, body] of calls) {
        const options = body ? { body } : {}
        for (const token of [receptionist, practitioner])
          t.equal((await clinic.call(method, path, { token, ...options })).status, 403, `${method} ${path}`)
        t.equal((await clinic.call(method, path, { ...outsider.admin, ...options })).status, 404)
      }
      for (const [method, body] of [
        ['GET', undefined],
        ['PATCH', { roles: ['receptionist'] }],
        ['DELETE', undefined],
      ] as const)
        t.equal(
          (
            await outsider.call(method, `/members/${target.id}`, {
              ...outsider.admin,
              ...(body ? { body } : {}),
            })
          ).status,
          404,
          'S20: by its id in another organisation',
        )
      t.same((await memberOf(clinic.receptionist.email)).roles, ['receptionist'])
      for (const roles of [[], ['patient'], ['platform_admin'], ['receptionist', 'receptionist']])
        t.equal(
          (await clinic.call('PATCH', `/members/${target.id}`, { ...clinic.admin, body: { roles } })).status,
          400,
        )
    },
  )

  await t.test('S10: giving and taking roles asks for a fresh sign-in', async (t) => {
    const { id } = await memberOf(clinic.receptionist.email)
    app.clock.shift('PT9M')
    const stale = { token: clinic.admin.token }
    const calls = [
      ['PATCH', `/members/${id}`, { roles: ['receptionist'] }],
      ['DELETE', `/members/${id}`],
      ['POST', '/invitations', { email: newAddress('x'), roles: ['receptionist'] }],
    ] as const
    const refresh = async () => {
      const { rows } = await owner.query(
        `update sessions set authenticated_at = authenticated_at - interval '10 minutes' where account_id in
           (select account_id from memberships where organisation_id = $1 and 'org_admin' = any(roles)) returning id`,
        [clinic.id],
      )
      return rows.length
    }
    t.ok(await refresh())
    for (const [method, path, body] of calls)
      t.match(await clinic.call(method, path, { ...stale, ...(body ? { body } : {}) }), {
        status: 403,
        body: { type: /step-up-required$/ },
      })
    t.equal((await clinic.call('GET', '/members', stale)).status, 200)
    expectStatus(await app.call('POST', '/v1/auth/step-up', { ...stale, body: { password } }), 200)
    t.equal(
      (await clinic.call('PATCH', `/members/${id}`, { ...stale, body: { roles: ['receptionist'] } })).status,
      200,
    )
  })

  await t.test(
    'S24: an administrator who is one no more comes back by no invitation of their own',
    async (t) => {
      for (const leave of ['PATCH', 'DELETE'] as const) {
        const leaving = await join(['org_admin'])
        const second = newAddress('second')
        const body = { email: second, roles: ['org_admin'] }
        const { id } = expectStatus(await clinic.call('POST', '/invitations', { ...leaving, body }), 201).body
        const token = await tokenTo(app, second)
        const other = newAddress('other')
        await invite(other, ['receptionist'])
        const member = await memberOf(leaving.email)
        const change = leave === 'PATCH' ? { body: { roles: ['receptionist'] } } : {}
        t.ok((await clinic.call(leave, `/members/${member.id}`, { ...clinic.admin, ...change })).status < 300)
        t.equal((await accept({ token, ...newcomer })).status, 401, leave)
        t.match((await clinic.call('GET', `/invitations/${id}`, clinic.admin)).body, { state: 'revoked' })
        const kept = await tokenTo(app, other)
        t.equal((await accept({ token: kept, ...newcomer })).status, 200, 'those of others stand')
      }
    },
  )

  await t.test('the last administrator stays, also when all of them leave at once', async (t) => {
    const last = await openClinic(app, { name: 'Liten klinik' })
    const me = await memberOf(last.admin.email, last)
    const refused = { status: 409, body: { type: /last-org-admin$/ } }
    t.match(await last.call('DELETE', `/members/${me.id}`, last.admin), refused)
    t.match(
      await last.call('PATCH', `/members/${me.id}`, { ...last.admin, body: { roles: ['practitioner'] } }),
      refused,
    )
    const others = [
      await join(['org_admin'], last),
      await join(['org_admin'], last),
      await join(['org_admin'], last),
    ]
    const all = await Promise.all(
      [last.admin, ...others].map(async (one) => ({ ...one, id: (await memberOf(one.email, last)).id })),
    )
    const answers = await Promise.all(
      all.map(({ id, token }, i) =>
        i % 2
          ? last.call('DELETE', `/members/${id}`, { token })
          : last.call('PATCH', `/members/${id}`, { token, body: { roles: ['receptionist'] } }),
      ),
    )
    t.equal(answers.filter(({ status }) => status === 409).length, 1)
    t.equal(answers.filter(({ status }) => status === 200 || status === 204).length, 3)
    const { rows } = await owner.query(
      `select count(*)::int as left from memberships where organisation_id = $1 and state = 'active' and 'org_admin' = any(roles)`,
      [last.id],
    )
    t.equal(rows[0].left, 1)
  })

  await t.test('one account works in two organisations, and neither learns of the other', async (t) => {
    const { email } = await join(['receptionist'])
    await signInAgain()
    await invite(email, ['org_admin'], outsider)
    const { body } = expectStatus(await accept({ token: await tokenTo(app, email), password }), 200)
    t.equal((await clinic.call('GET', '/members', { token: body.accessToken })).status, 403)
    t.equal((await outsider.call('GET', '/members', { token: body.accessToken })).status, 200)
    t.notMatch(JSON.stringify(await memberOf(email)), outsider.id)
  })

  await t.test('names and addresses of the staff stand nowhere in the database in clear', async (t) => {
    const { rows } =
      await owner.query(`select string_agg(query_to_xml(format('select * from %s', c.oid::regclass), true, false, '')::text, '') as dump
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'keys') and c.relkind = 'r'`)
    const dump: string = rows[0].dump
    t.match(dump, 'Annan klinik')
    for (const secret of ['people.example', 'Şəhla', "O'Neill", '46701234567', administrator.email])
      t.notMatch(dump, secret, secret)
  })
})
