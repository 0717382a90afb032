import type pg from 'pg'
import t from 'tap'
import { v7 as newId } from 'uuid'
import { type Answer, type CallOptions, startApp, type TestApp } from '#test/helpers/app.ts'
import { expectStatus, registerPatient, registerPerson } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import {
  contractOf,
  inOrganisation,
  type Operation,
  operationsOf,
  requestTo,
  type Values,
} from '#test/helpers/operations.ts'
import {
  addAssignment,
  addGuardian,
  addHold,
  adding,
  addPeriods,
  addPublicRequest,
  addReviewInvitation,
  addSurvey,
  openTwoClinics,
  sessionOf,
  type TwoClinics,
} from '#test/helpers/two-clinics.ts'
import {
  type AccessRow,
  type CallerName,
  callers,
  declaredAccess,
  expectedAccess,
  refusalOf,
} from '#test/house/access-table.ts'

/** What parameters other than ids are called with. */
const words = {
  from: '2030-03-01',
  to: '2030-03-02',
  code: 'not-found',
  purpose: 'sign-in',
  jobId: 'mail.send-nothing',
  kind: 'patients',
  challengeId: 'challenge-of-nobody',
  secret: 'secret-of-nobody',
  token: 'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn',
}

const refusals: readonly string[] = ['401', '403', '404']

/** An answer without what differs from request to request. */
const bytesOf = ({ status, body, headers }: Answer) => {
  const { 'x-request-id': _id, date: _date, ...rest } = headers
  return { status, headers: rest, body: { ...body, instance: null } }
}

const objectIds = (operation: Operation) =>
  operation.params.filter((name) => /Id$/.test(name) && name !== 'organisationId')

const peopleOf = ({
  clinic,
  other,
  person,
  administrator,
}: TwoClinics): Record<CallerName, string | null> => ({
  public: null,
  me: person.token,
  patient: clinic.patient.token,
  practitioner: clinic.practitioner.token,
  receptionist: clinic.receptionist.token,
  org_admin: clinic.admin.token,
  platform_admin: administrator.token,
  outsider: other.admin.token,
})

/** What every table holds, as one digest a table; but the log of use, which tells of refusals too. */
const digests = async (owner: pg.Client): Promise<Record<string, string>> => {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'keys') and tablename <> 'usage_events' order by 1`,
  )
  const found: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await owner.query(
      `select md5(coalesce(string_agg(r::text, '' order by r::text), '')) as digest from ${name} r`,
    )
    found[name] = rows[0].digest
  }
  return found
}

/** A block in force. */
const addBlock = async (owner: pg.Client): Promise<string> => {
  const id = newId()
  await owner.query(
    `insert into blocks (id, at, kind, counters, expires_at) values ($1, '2026-01-01', 'source', '{}', '2099-01-01')`,
    [id],
  )
  return id
}

/** Another session of whoever has the token. */
const secondSession = async (app: TestApp, owner: pg.Client, token: string): Promise<string> => {
  const id = newId()
  await owner.query(
    `insert into sessions (id, account_id, ip, authenticated_at, last_used_at, expires_at, created_at)
     select $1, account_id, ip, authenticated_at, last_used_at, expires_at, created_at from sessions where id = $2`,
    [id, await sessionOf(app, { email: '', token })],
  )
  return id
}

const open = async (app: TestApp, owner: pg.Client, byId: ReadonlyMap<string, Operation>) => {
  const clinics = await openTwoClinics(app)
  const tokens = peopleOf(clinics)
  const { clinic } = clinics
  const { requestId: proven, secret } = await addPublicRequest(app, clinic)
  /** Bodies that name somebody who must be there. */
  const bodies: Record<string, object> = {
    addLegalHold: { patientId: clinic.own.patientId, reason: 'A claim' },
    liftLegalHold: { reason: 'The claim was withdrawn' },
    startBreakGlass: { patientId: clinic.own.patientId, reason: 'Acute chest pain', minutes: 1 },
    fileDataRequest: {
      kind: 'restriction',
      patientId: clinic.own.patientId,
      receivedAt: '2026-01-02T09:00:00Z',
    },
  }
  const call = async (
    operation: Operation,
    caller: CallerName,
    values: Values,
    options: CallOptions = {},
  ) => {
    // Whoever reports misuse is signed out: somebody does it who is not needed any more.
    const reports = operation.id === 'reportSecurityIncident' && tokens[caller] !== null
    const token = reports ? (await registerPerson(app)).token : tokens[caller]
    const body = bodies[operation.id]
    return app.call(
      ...requestTo(
        operation,
        { ...words, secret, ...values },
        { ...(token ? { token } : {}), ...(body ? { body } : {}), ...options },
      ),
    )
  }
  /** Ids of what the caller may end: a new thing each time. */
  const expendable = async (operation: Operation, caller: CallerName): Promise<Values> => {
    if (operation.id === 'endGuardian') return addGuardian(clinic)
    if (['deactivatePatient', 'mergePatient', 'restrictPatient'].includes(operation.id))
      return { patientId: await registerPatient(clinic) }
    if (operation.id === 'removeAssignment') {
      const patientId = await registerPatient(clinic)
      return { patientId, assignmentId: await addAssignment(clinic, patientId) }
    }
    if (operation.id === 'approveBreakGlass') {
      const asked = await call(byId.get('startBreakGlass')!, 'platform_admin', clinic.own)
      return { breakGlassId: expectStatus(asked, 201).body.id }
    }
    if (operation.id === 'liftLegalHold')
      return { holdId: await addHold(clinic, await registerPatient(clinic)) }
    if (operation.id === 'endSession')
      return { sessionId: await secondSession(app, owner, tokens[caller] ?? '') }
    if (operation.path.startsWith('/v1/me/data-requests/{')) {
      const asked = await call(byId.get('fileOwnDataRequest')!, caller, clinic.own)
      return { requestId: expectStatus(asked, 201).body.id }
    }
    if (operation.id === 'getEvidence') return { requestId: proven }
    if (operation.path.startsWith('/v1/reviews/{') || operation.path.startsWith('/v1/unsubscribe/{')) {
      const { review, unsubscribe } = await addReviewInvitation(app, clinic, clinic.own.practitionerId)
      return { token: operation.id === 'endReviewInvitations' ? unsubscribe : review }
    }
    if (operation.id === 'closeSurvey')
      return { surveyId: await addSurvey(clinic, clinic.own.practitionerId, { open: true }) }
    if (operation.id === 'liftBlock') return { blockId: await addBlock(owner) }
    if (operation.id === 'revokeInvitation') {
      const body = { email: `${caller.replace('_', '-')}@invited.example`, roles: ['receptionist'] }
      return { invitationId: await adding(clinic)('/invitations', body) }
    }
    if (operation.method === 'DELETE' && operation.params.includes('practitionerId'))
      return addPeriods(clinic, clinic.own.practitionerId)
    return {}
  }
  return { ...clinics, tokens, call, expendable }
}

t.test('access', async (t) => {
  const app = await startApp(t, { METRICS_TOKEN: 'm'.repeat(32) })
  const owner = await connectTo(t, app.database.ownerUrl)
  const operations = operationsOf(contractOf(app.app))
  const expected = await expectedAccess()
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  const { clinic, other, missing, tokens, call, expendable } = await open(app, owner, byId)
  const each = (judge: (row: AccessRow, caller: CallerName) => boolean) =>
    expected.flatMap((row) => {
      const operation = byId.get(row.operation)
      return operation
        ? callers
            .filter((caller) => judge(row, caller))
            .map((caller) => ({ row, operation, caller, cell: row.cells[caller] }))
        : []
    })

  await t.test('P59 what the routes declare is what was agreed, operation by operation', async (t) => {
    const declared = new Map(operations.map((operation) => [operation.id, declaredAccess(operation)]))
    t.same(
      [...declared.keys()].sort(),
      expected.map(({ operation }) => operation).sort(),
      'each operation has one row in access.expected.md, and each row its operation',
    )
    for (const row of expected) t.strictSame(declared.get(row.operation), row, row.operation)
  })

  await t.test('S19 every refused cell refuses, and leaves no trace in any table', async (t) => {
    const before = await digests(owner)
    for (const { operation, caller, cell } of each((row, caller) => refusals.includes(row.cells[caller]))) {
      const answer = await call(operation, caller, clinic.own)
      t.equal(refusalOf(operation, answer), cell, `${caller} ${operation.call}`)
      t.match(answer.headers['content-type'], 'application/problem+json')
    }
    t.strictSame(await digests(owner), before)
  })

  await t.test('S20 to strangers an organisation and what it holds are as if they were not', async (t) => {
    for (const { operation, caller } of each((row, caller) => row.cells[caller] === '404')) {
      const real = await call(operation, caller, clinic.own)
      const nothing = await call(operation, caller, { ...missing, organisationId: missing.siteId })
      t.strictSame(bytesOf(real), bytesOf(nothing), `${caller} ${operation.call}`)
    }
  })

  await t.test('S20 in its own organisation an outsider finds nothing of ours: path', async (t) => {
    for (const operation of operations.filter(inOrganisation))
      for (const name of objectIds(operation)) {
        const foreign = await call(operation, 'outsider', { ...other.own, [name]: clinic.own[name] ?? '' })
        const nothing = await call(operation, 'outsider', { ...other.own, [name]: missing[name] ?? '' })
        t.equal(foreign.status, 404, `${name} in ${operation.call}`)
        t.strictSame(bytesOf(foreign), bytesOf(nothing))
      }
  })

  await t.test(
    'S20 in its own organisation an outsider finds nothing of ours: query and lists',
    async (t) => {
      const ids = [...Object.values(clinic.own), ...Object.values(clinic.others)]
      for (const operation of operations.filter(
        ({ method, path }) => method === 'GET' && !path.startsWith('/v1/directory'),
      )) {
        const [method, url, options] = requestTo(
          operation,
          { ...words, ...other.own },
          { token: tokens.outsider ?? '' },
        )
        const { body } = await app.call(method, url, options)
        const shown = ids.filter((id) => JSON.stringify(body).includes(id))
        t.same(shown, [], operation.call)
        for (const { name } of operation.parameters?.filter(
          ({ name, in: place }) => place === 'query' && name.endsWith('Id'),
        ) ?? []) {
          const ask = (id: string) =>
            app.call(
              method,
              `${url.replace(new RegExp(`([?&])${name}=[^&]*`), '$1')}${url.includes('?') ? '&' : '?'}${name}=${id}`,
              options,
            )
          const foreign = await ask(clinic.own[name] ?? '')
          t.ok(foreign.status < 500 && foreign.status !== 400, `${name} in ${operation.call}`)
          t.strictSame(bytesOf(foreign), bytesOf(await ask(missing[name] ?? '')))
        }
      }
    },
  )

  await t.test('what is own reaches no further', async (t) => {
    for (const { operation, caller } of each((row, caller) => row.cells[caller] === 'own'))
      for (const name of objectIds(operation)) {
        const theirs =
          name === 'sessionId' ? clinic[caller === 'receptionist' ? 'own' : 'others'] : clinic.others
        const answer = await call(operation, caller, { ...clinic.own, [name]: theirs[name] ?? '' })
        t.equal(answer.status, 404, `${caller} ${operation.call}`)
        const nothing = await call(operation, caller, { ...clinic.own, [name]: missing[name] ?? '' })
        t.strictSame(bytesOf(answer), bytesOf(nothing))
      }
    const { body } = await clinic.call('GET', '/appointments', clinic.patient)
    t.same(
      body.data.map(({ id }: { id: string }) => id),
      [clinic.own.appointmentId],
    )
    const mixed = {
      ...clinic.own,
      timeOffId: clinic.others.timeOffId,
      extraHoursId: clinic.others.extraHoursId,
    }
    for (const id of ['removeTimeOff', 'removeExtraHours'])
      t.equal(
        (await call(byId.get(id)!, 'org_admin', mixed)).status,
        404,
        `${id} by way of another practitioner`,
      )
  })

  await t.test('S51 a cursor is good for who got it alone', async (t) => {
    const lists = operations.filter((operation) =>
      operation.parameters?.some(({ name }) => name === 'cursor'),
    )
    const tested: string[] = []
    for (const operation of lists.filter(inOrganisation)) {
      const page = (caller: CallerName, values: Values, query: string) => {
        const [method, url, options] = requestTo(
          operation,
          { ...words, ...values },
          { token: tokens[caller] ?? '' },
        )
        return app.call(method, `${url}?${query}`, options)
      }
      const { body } = await page('org_admin', clinic.own, 'limit=1')
      if (body.nextCursor === null) continue
      tested.push(operation.id)
      for (const { own } of [other, clinic])
        t.equal(
          (await page('outsider', own, `limit=1&cursor=${body.nextCursor}`)).status,
          400,
          operation.call,
        )
      t.equal((await page('org_admin', clinic.own, `limit=1&cursor=${body.nextCursor}`)).status, 200)
    }
    t.ok(tested.length >= 6, `lists of more than one page: ${tested}`)
  })

  await t.test('HEAD and OPTIONS tell nothing', async (t) => {
    for (const path of new Set(operations.map(({ path }) => path))) {
      const url = path.replace(
        /\{(\w+)\}/g,
        (_whole, name: string) => ({ ...words, ...clinic.own })[name] ?? '',
      )
      for (const method of ['HEAD', 'OPTIONS'] as const) {
        const answer = await app.app.inject({
          method,
          url,
          headers: {
            origin: 'https://elsewhere.example',
            'access-control-request-method': 'GET',
            authorization: `Bearer ${clinic.admin.token}`,
          },
        })
        t.ok(answer.statusCode >= 400, `${method} ${path} ${answer.statusCode}`)
        t.notOk(answer.headers['access-control-allow-origin'])
      }
    }
  })

  await t.test('P59 every allowed cell lets through', async (t) => {
    for (const { operation, caller } of each((row, caller) => !refusals.includes(row.cells[caller]))) {
      const values = { ...clinic.own, ...(await expendable(operation, caller)) }
      const answer = await call(operation, caller, values)
      t.equal(refusalOf(operation, answer), null, `${caller} ${operation.call}`)
      const body = JSON.stringify(answer.body)?.slice(0, 300)
      t.ok(answer.status < 500 && answer.status !== 400, `${answer.status} ${body}`)
    }
  })

  await t.test('S10 what asks for a fresh sign-in refuses an old one', async (t) => {
    await owner.query(`update sessions set authenticated_at = authenticated_at - interval '11 minutes'`)
    // An administrator where one may, else whoever may: a role that is not on the route is refused before.
    const mayCall = (row: AccessRow) =>
      ['org_admin' as const, ...callers].find((caller) => !refusals.includes(row.cells[caller]))
    for (const { row, operation, caller } of each(
      (row, caller) => caller === (mayCall(row) ?? 'org_admin') && row.cells.org_admin !== '401',
    )) {
      const refusal = refusalOf(operation, await call(operation, caller, clinic.own))
      t.equal(refusal === 'step-up', row.stepUp, operation.call)
    }
  })
})
