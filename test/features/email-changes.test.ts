import t from 'tap'
import { anyAddress, bytesOf, goodPassword, startAccounts, tokenIn } from '#test/helpers/accounts.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'

t.test('P75 P82: the login e-mail', async (t) => {
  const app = await startAccounts(t)
  const { call, post, login, owner } = app

  const ask = (token: string, email: string) =>
    call('POST', '/v1/me/data-requests', { token, body: { kind: 'rectification', changes: { email } } })
  const confirm = (token: string) => post('/v1/auth/email-changes/confirm', { token })
  const undo = (token: string) => post('/v1/auth/email-changes/undo', { token })
  const addressOf = async (token: string) => (await call('GET', '/v1/me', { token })).body.email
  const changed = async (from?: string) => {
    const person = await app.register(from ? { email: from } : {})
    const after = anyAddress('after')
    t.equal((await ask(person.accessToken, after)).status, 201)
    const token = tokenIn(await app.mailTo(after, /Confirm your new/))
    return { ...person, after, token }
  }

  await t.test(
    'becomes another one once the new address confirmed it, and the old one is told',
    async (t) => {
      const { accessToken, email, after, token } = await changed()
      t.equal(await addressOf(accessToken), email, 'nothing changes before')
      t.equal((await login(after, goodPassword)).status, 401)
      t.equal((await confirm(token)).status, 204)
      t.equal(await addressOf(accessToken), after)
      t.equal((await login(after, goodPassword)).status, 200)
      t.equal((await login(email, goodPassword)).status, 401)
      const told = await app.mailTo(email, /was changed/)
      t.notOk(told.includes(after), 'the old address does not learn the new one')
      const { body } = await call('GET', '/v1/me/data-requests', { token: accessToken })
      t.match(body.data[0], {
        kind: 'rectification',
        state: 'completed',
        parts: [
          {
            organisationId: null,
            changes: [{ field: 'email', before: email, after, applied: true }],
          },
        ],
      })
      const { body: shown } = await call('GET', `/v1/me/data-requests/${body.data[0].id}`, {
        token: accessToken,
      })
      t.match(
        shown.timeline.map(({ kind }: { kind: string }) => kind),
        ['received', 'applied', 'completed'],
      )
      t.equal((await confirm(token)).status, 401, 'good once')
      await t.test('P75: and PATCH /v1/me still refuses it', async (t) => {
        const answer = await call('PATCH', '/v1/me', { token: accessToken, body: { email: anyAddress() } })
        t.match([answer.status, answer.body.type], [422, /immutable$/])
        t.match(answer.body.errors[0].detail, /data-requests/)
      })
    },
  )

  await t.test('S10: asks for a fresh factor', async (t) => {
    const { accessToken } = await app.register()
    app.clock.shift('PT11M')
    const { accessToken: fresh, refreshToken } = (await login((await app.register()).email, goodPassword))
      .body
    t.ok(fresh && refreshToken)
    await owner.query(`update sessions set authenticated_at = authenticated_at - interval '11 minutes'`)
    const answer = await ask(fresh, anyAddress())
    t.match([answer.status, answer.body.type], [403, /step-up-required$/])
    t.ok(accessToken)
  })

  await t.test(
    'S3: answers the same whether the new address is taken, and takes it from nobody',
    async (t) => {
      const other = await app.register()
      const [one, two] = [await app.register(), await app.register()]
      const free = await ask(one.accessToken, anyAddress())
      const taken = await ask(two.accessToken, other.email)
      const alike = (answer: typeof free) => bytesOf(answer).replace(/[0-9a-f-]{36}|\d{4}-[^"]+Z/g, '')
      const withoutValue = (text: string, email: string) => text.replace(email, '')
      t.equal(
        withoutValue(alike(taken), other.email),
        withoutValue(alike(free), free.body.parts[0].changes[0].after),
      )
      const text = await app.mailTo(other.email, /have an account already/)
      t.notMatch(text, /token=/)
      const { rows } = await owner.query(
        `select count(*)::int as count from tokens where purpose = 'emailChange'
      and account_id = $1 and used_at is null`,
        [two.accountId],
      )
      t.equal(rows[0].count, 1, 'the same rows are written either way')
      t.equal((await login(other.email, goodPassword)).status, 200)
    },
  )

  await t.test('S3: an address that gets an account meanwhile stays that account’s', async (t) => {
    const { accessToken, email, after, token } = await changed()
    await app.register({ email: after })
    t.match((await confirm(token)).body.type, /invalid-token$/)
    t.equal(await addressOf(accessToken), email)
  })

  await t.test('S16: each token opens its own thing alone', async (t) => {
    const { email, token } = await changed()
    t.equal((await undo(token)).status, 401)
    t.equal((await post('/v1/auth/verify-email', { token })).status, 401)
    t.equal((await post('/v1/privacy/undo', { token })).status, 401)
    t.equal((await confirm(token)).status, 204)
    const undoing = tokenIn(await app.mailTo(email, /was changed/))
    t.equal((await confirm(undoing)).status, 401)
    t.equal((await post('/v1/auth/reset-password', { token: undoing, password: goodPassword })).status, 401)
  })

  await t.test(
    'S7: of many who confirm at once one gets through; what was asked before is void',
    async (t) => {
      const { accessToken, token } = await changed()
      const later = anyAddress('later')
      t.equal((await ask(accessToken, later)).status, 409, 'the same is open: it is withdrawn first')
      const { body } = await call('GET', '/v1/me/data-requests', { token: accessToken })
      await call('POST', `/v1/me/data-requests/${body.data[0].id}/withdraw`, { token: accessToken })
      t.equal((await confirm(token)).status, 401, 'a withdrawn change cannot be confirmed')
      t.equal((await ask(accessToken, later)).status, 201)
      const fresh = tokenIn(await app.mailTo(later, /Confirm your new/))
      const answers = await Promise.all(Array.from({ length: 10 }, () => confirm(fresh)))
      t.equal(answers.filter(({ status }) => status === 204).length, 1)
      t.equal(await addressOf(accessToken), later)
    },
  )

  await t.test('S7: links that wait open nothing after the change', async (t) => {
    const { email, after, token } = await changed()
    await post('/v1/auth/forgot-password', { email })
    const reset = tokenIn(await app.mailTo(email, /Choose a new/))
    await post('/v1/auth/register', {
      email: after,
      password: goodPassword,
      firstName: 'Eva',
      lastName: 'Vill',
      phone: '+46701234567',
      dateOfBirth: '1980-01-01',
      locale: 'en',
      acceptedPolicies: [],
    })
    const registration = tokenIn(await app.mailTo(after, /Confirm your e-mail|confirm/i))
    t.equal((await confirm(token)).status, 204)
    t.equal(
      (await post('/v1/auth/reset-password', { token: reset, password: 'copper-lantern-orchard-58' })).status,
      401,
    )
    t.equal((await post('/v1/auth/verify-email', { token: registration })).status, 401)
  })

  await t.test(
    'undone from the old address: it is the login again, everybody is signed out, technicians know',
    async (t) => {
      const { accessToken, accountId, email, after, token } = await changed()
      await confirm(token)
      const undoing = tokenIn(await app.mailTo(email, /was changed/))
      const again = anyAddress('again')
      const { accessToken: thief } = (await login(after, goodPassword)).body
      t.equal((await ask(thief, again)).status, 201)
      t.equal((await confirm(tokenIn(await app.mailTo(again, /Confirm your new/)))).status, 204)
      const second = tokenIn(await app.mailTo(after, /was changed/))
      t.equal((await undo(undoing)).status, 204)
      for (const one of [accessToken, thief])
        t.equal((await call('GET', '/v1/me', { token: one })).status, 401)
      t.equal((await undo(second)).status, 401, 'what came after it goes with it')
      t.equal((await undo(undoing)).status, 401)
      t.equal((await login(again, goodPassword)).status, 401)
      t.equal((await login(email, goodPassword)).status, 401, 'whoever changed it knew the password')
      const reset = tokenIn(await app.mailTo(email, /old e-mail address again/))
      const password = 'copper-lantern-orchard-58'
      t.equal((await post('/v1/auth/reset-password', { token: reset, password })).status, 204)
      const { body } = await login(email, password)
      t.equal(await addressOf(body.accessToken), email)
      const { rows } = await owner.query('select cause from security_alerts where account_id = $1', [
        accountId,
      ])
      t.strictSame(rows, [{ cause: 'email-change-undone' }])
      const { body: requests } = await call('GET', '/v1/me/data-requests', { token: body.accessToken })
      const { body: first } = await call('GET', `/v1/me/data-requests/${requests.data.at(-1).id}`, {
        token: body.accessToken,
      })
      t.equal(first.timeline.at(-1).kind, 'undone')
    },
  )

  await t.test('for seven days, to the second', async (t) => {
    const { email, token } = await changed()
    await confirm(token)
    const undoing = tokenIn(await app.mailTo(email, /was changed/))
    const { email: mailed, token: late } = await changed()
    await confirm(late)
    const tooLate = tokenIn(await app.mailTo(mailed, /was changed/))
    app.clock.shift('P6DT23H')
    t.equal((await undo(undoing)).status, 204)
    app.clock.shift('PT1H1M')
    t.equal((await undo(tooLate)).status, 401)
  })

  await t.test('S58: a stranger’s box gets five mails an hour at the most', async (t) => {
    const victim = anyAddress('victim')
    for (let n = 0; n < 7; n++) {
      const { accessToken } = await app.register()
      t.equal((await ask(accessToken, victim)).status, 201)
    }
    t.equal((await mailsTo(app, victim)).length, 5)
  })

  await t.test('the trail tells of it, without an address', async (t) => {
    const { rows } = await owner.query(
      `select detail::text as text from audit_events where resource in ('emailChange', 'account')`,
    )
    t.ok(rows.length > 10)
    t.notMatch(rows.map(({ text }) => text).join(), /@/)
    const { rows: bytes } = await owner.query(`select encode(sealed, 'escape') as text from email_changes`)
    t.notMatch(bytes.map(({ text }) => text).join(), /people\.example/)
  })
})
