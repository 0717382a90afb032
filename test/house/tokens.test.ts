import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import t from 'tap'
import { startApp } from '#test/helpers/app.ts'
import { enrol } from '#test/helpers/authenticators.ts'
import { expectStatus, newAddress, password, registerPatient, registerPerson } from '#test/helpers/clinic.ts'
import {
  contractOf,
  inOrganisation,
  type Operation,
  operationsOf,
  requestTo,
} from '#test/helpers/operations.ts'
import { tokenTo } from '#test/helpers/outbox-mails.ts'
import { openTwoClinics, type StaffedClinic } from '#test/helpers/two-clinics.ts'
import { expectedAccess, refusalOf } from '#test/house/access-table.ts'

const words = {
  kind: 'patients',
  from: '2030-03-01',
  to: '2030-03-02',
  code: 'not-found',
  purpose: 'sign-in',
  jobId: 'mail.send-nothing',
  challengeId: 'challenge-of-nobody',
  token: 'n'.repeat(43),
}

/** Everything but the answer's own id. */
const said = (body: object) => ({ ...body, instance: null })

t.test('tokens', async (t) => {
  const app = await startApp(t, { METRICS_TOKEN: 'm'.repeat(32) })
  const { clinic } = await openTwoClinics(app)
  const operations = operationsOf(contractOf(app.app))
  const guarded = operations.filter((operation) => !operation['x-access'].includes('public'))
  const call = (
    operation: Operation,
    options: { token?: string; headers?: Record<string, string> },
    query = '',
  ) => {
    const [method, url, request] = requestTo(operation, { ...words, ...clinic.own }, options)
    return app.call(method, query ? `${url}${url.includes('?') ? '&' : '?'}${query}` : url, request)
  }

  /** One secret of every kind, each of them good for what it is for. */
  const secrets = async () => {
    const person = await registerPerson(app)
    const { body: signedIn } = await app.call('POST', '/v1/auth/login', {
      body: { email: person.email, password },
    })
    const [registered, invited, told] = [newAddress('registered'), newAddress('invited'), newAddress('told')]
    const registration = {
      email: registered,
      password,
      firstName: 'Pia',
      lastName: 'Lind',
      phone: '+46709876543',
      dateOfBirth: '1988-04-12',
      locale: 'sv',
    }
    await app.call('POST', '/v1/auth/register', { body: registration })
    await app.call('POST', '/v1/auth/forgot-password', { body: { email: person.email } })
    const invitation = { email: invited, roles: ['receptionist'] }
    expectStatus(
      await clinic.call('POST', '/invitations', { token: clinic.admin.token, body: invitation }),
      201,
    )
    await registerPatient(clinic, { email: told })
    return {
      access: signedIn.accessToken as string,
      refresh: signedIn.refreshToken as string,
      device: signedIn.deviceToken as string,
      verification: await tokenTo(app, registered),
      reset: await tokenTo(app, person.email),
      invitation: await tokenTo(app, invited),
      patientLink: await tokenTo(app, told),
    }
  }

  await t.test('S16 no other secret is an access token, on any route', async (t) => {
    const { access, ...others } = await secrets()
    for (const operation of guarded) {
      const without = await call(operation, {})
      for (const [kind, token] of Object.entries(others)) {
        const answer = await call(operation, { token })
        t.equal(answer.status, 401, `${kind} at ${operation.call}`)
        t.strictSame(said(answer.body), said(without.body))
      }
    }
    t.equal((await app.call('GET', '/v1/me', { token: access })).status, 200)
  })

  await t.test('S16 every route that takes a secret takes one kind of it, and spends no other', async (t) => {
    const challenged = await registerPerson(app)
    const authenticator = await enrol(app, challenged.token)
    const code = authenticator.nextCode()
    const { body: asked } = await app.call('POST', '/v1/auth/login', {
      body: { email: challenged.email, password },
    })
    const { access, ...others } = await secrets()
    const kinds = { ...others, challenge: asked.challengeId as string }
    const newcomer = { password, firstName: 'Ada', lastName: 'Ek', phone: '+46701234567' }
    const takers: [kind: string, path: string, body: (token: string) => object][] = [
      ['refresh', '/v1/auth/refresh', (refreshToken) => ({ refreshToken })],
      ['challenge', '/v1/auth/challenges/:secret', () => ({ code })],
      ['refresh', '/v1/auth/logout', (refreshToken) => ({ refreshToken })],
      ['verification', '/v1/auth/verify-email', (token) => ({ token })],
      ['invitation', '/v1/invitations/accept', (token) => ({ token, ...newcomer })],
      ['patientLink', '/v1/me/patient-links', (token) => ({ token })],
      // Last, as it ends every session.
      ['reset', '/v1/auth/reset-password', (token) => ({ token, password: 'copper-lantern-orchard-58' })],
    ]
    const show = (path: string, secret: string, body: (token: string) => object) =>
      app.call('POST', path.replace(':secret', secret), { body: body(secret), token: access })
    for (const [taken, path, body] of takers)
      for (const [kind, secret] of Object.entries(kinds))
        if (kind !== taken) {
          const answer = await show(path, secret, body)
          t.match(answer, { status: 401, body: { type: /\/invalid-token$/ } }, `${kind} at ${path}`)
        }
    for (const [kind, path, body] of takers.filter(([, path]) => path !== '/v1/auth/logout')) {
      const { status } = await show(
        path,
        Object.entries(kinds).find(([name]) => name === kind)?.[1] ?? '',
        body,
      )
      t.ok(status < 300, `${kind} is still good at ${path}: ${status}`)
    }
  })

  await t.test('S18 a token counts in the bearer header alone', async (t) => {
    const { token } = clinic.admin
    for (const operation of guarded) {
      for (const name of ['access_token', 'token', 'authorization'])
        t.equal((await call(operation, {}, `${name}=${token}`)).status, 401, `${operation.call}?${name}=`)
      for (const headers of [
        { cookie: `token=${token}` },
        { authorization: token },
        { authorization: `Basic ${token}` },
        { 'x-access-token': token },
      ])
        t.equal((await call(operation, { headers })).status, 401, `${operation.call} ${Object.keys(headers)}`)
    }
  })

  await t.test('S19 without a token no body is read: the answer comes before it', async (t) => {
    await app.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.app.server.address() as AddressInfo
    for (const operation of guarded.filter(({ body }) => body)) {
      const [method, url] = requestTo(operation, { ...words, ...clinic.own })
      const socket = connect(port, '127.0.0.1')
      socket.write(
        `${method} ${url} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 10485760\r\n\r\n`,
      )
      const [head] = await once(socket, 'data')
      t.match(String(head), /^HTTP\/1\.1 401 /, operation.call)
      socket.destroy()
    }
    const open = operations.filter((operation) => operation.body && operation['x-access'].includes('public'))
    for (const operation of open) {
      const body = { ...operation.body?.example, filling: 'x'.repeat(1_100_000) }
      const [method, url] = requestTo(operation, words)
      t.equal((await app.call(method, url, { body })).status, 413, operation.call)
    }
  })

  await t.test(
    'S15 whoever lost a role, the organisation or the session has lost it at the next call, on every route',
    async (t) => {
      const rows = new Map((await expectedAccess()).map((row) => [row.operation, row.cells]))
      const everywhere = async (column: 'me' | 'receptionist', token: string, what: string) => {
        for (const operation of guarded.filter(inOrganisation)) {
          const cell = rows.get(operation.id)?.[column] ?? ''
          const expected = /^\d/.test(cell) ? cell : null
          // Its object may be gone by now; what is asked is whether the role still opens the door.
          const refusal = refusalOf(operation, await call(operation, { token }))
          t.equal(
            refusal === '404' && expected === null ? null : refusal,
            expected,
            `${what}: ${operation.call}`,
          )
        }
      }
      const change = async (person: StaffedClinic['receptionist'], body: object | null) => {
        const { body: members } = await clinic.call('GET', '/members', { token: clinic.admin.token })
        const { id } = members.data.find((member: { email: string }) => member.email === person.email)
        const path = `/members/${id}`
        const options = { token: clinic.admin.token }
        expectStatus(
          await (body
            ? clinic.call('PATCH', path, { ...options, body })
            : clinic.call('DELETE', path, options)),
          body ? 200 : 204,
        )
      }
      await change(clinic.practitioner, { roles: ['receptionist'] })
      await everywhere('receptionist', clinic.practitioner.token, 'no practitioner any more')
      await change(clinic.practitioner, null)
      await everywhere('me', clinic.practitioner.token, 'removed')

      const { refreshToken, accessToken } = (
        await app.call('POST', '/v1/auth/login', { body: { email: clinic.receptionist.email, password } })
      ).body
      t.equal((await app.call('GET', '/v1/me', { token: accessToken })).status, 200)
      expectStatus(await app.call('POST', '/v1/auth/logout', { body: { refreshToken } }), 204)
      for (const operation of guarded.filter((operation) => !operation['x-access'].includes('metrics')))
        t.equal((await call(operation, { token: accessToken })).status, 401, `signed out: ${operation.call}`)
    },
  )
})
