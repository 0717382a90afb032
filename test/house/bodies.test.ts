import t from 'tap'
import { tables } from '#src/schema/tables.ts'
import { claimsOf } from '#test/helpers/accounts.ts'
import { type Answer, startApp } from '#test/helpers/app.ts'
import { freeTimes, newAddress, registerPatient } from '#test/helpers/clinic.ts'
import { contractOf, type Operation, operationsOf, requestTo, type Schema } from '#test/helpers/operations.ts'
import { openTwoClinics, type StaffedClinic, type Things } from '#test/helpers/two-clinics.ts'

const nobodys = {
  challengeId: 'challenge-of-nobody',
  token: 'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn',
}

/** Every column of every table, as a body would name it, and what attackers try besides. */
const columnNames = [
  ...new Set([
    ...Object.values(tables).flatMap((row) => Object.keys(row.properties)),
    ...[
      'role',
      'verifiedAt',
      'organisation_id',
      'account_id',
      'is_admin',
      'deletedAt',
      '__proto',
      'toString',
    ],
  ]),
]

/** What only the service may say of a row. */
const serverOwned = [
  ...[
    'id',
    'organisationId',
    'accountId',
    'version',
    'createdAt',
    'updatedAt',
    'verifiedAt',
    'sealed',
    'emailIndex',
  ],
  ...[
    'role',
    'roles',
    'platformAdmin',
    'state',
    'status',
    'source',
    'enteredBy',
    'informedBy',
    'bookedBy',
    'imported',
  ],
  ...[
    'price',
    'priceAmount',
    'settledAt',
    'invoiceNumber',
    'cancelledAt',
    'cancelledBy',
    'cancelledLate',
    'lateChanges',
  ],
]

/** Where saying it is what the operation is for. */
const purposes: Record<string, string[]> = {
  changePractitioner: ['state'],
  addService: ['price'],
  changeService: ['price', 'state'],
  changeMember: ['roles'],
  addInvitation: ['roles'],
  registerPatient: ['informedBy'],
  fileOwnDataRequest: ['organisationId'],
  fileDataRequestPublicly: ['organisationId'],
  reportPrivacy: ['organisationId'],
  addAnnouncement: ['organisationId'],
  settleAppointment: ['settledAt', 'invoiceNumber'],
  correctAppointment: ['price'],
  decideConsents: ['organisationId'],
  addDataImport: ['organisationId'],
}

/**
 * Published texts are public, so that an id of another's tells nothing; towards which organisation a person consents is
 * tested with the consents.
 */
const publicIds = [
  '/acceptedPolicies/*',
  '/versionIds/*',
  '/versionId',
  '/policyVersionId',
  '/consents/*/textId',
  '/organisationId',
]

type Json = Record<string, unknown>

/** The pointers of all objects inside a body. */
const objectsIn = (value: unknown, pointer = ''): string[] => {
  if (Array.isArray(value)) return value.flatMap((item, n) => objectsIn(item, `${pointer}/${n}`))
  if (typeof value !== 'object' || value === null) return []
  return [pointer, ...Object.entries(value).flatMap(([name, item]) => objectsIn(item, `${pointer}/${name}`))]
}

/** A copy of a body with a value at a pointer; `*` is the first item of an array. */
const withValue = (body: Json, pointer: string, value: unknown): Json => {
  const copy = structuredClone(body)
  const names = pointer
    .slice(1)
    .split('/')
    .map((name) => (name === '*' ? '0' : name))
  const last = names.pop() ?? ''
  const parent = names.reduce<Json>((place, name) => place[name] as Json, copy)
  parent[last] = value
  return copy
}

/** The pointers of all ids that a body may hold. */
const idsIn = (schema: Schema, pointer = ''): string[] => {
  if (schema.format === 'uuid') return [pointer]
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
      idsIn(property, `${pointer}/${name}`),
    ),
    ...(schema.items ? idsIn(schema.items, `${pointer}/*`) : []),
    ...(schema.anyOf ?? []).flatMap((member) => idsIn(member, pointer)),
  ]
}

const said = ({ status, body }: Answer) => ({ status, body: { ...body, instance: null } })

t.test('bodies', async (t) => {
  const app = await startApp(t)
  const operations = operationsOf(contractOf(app.app)).filter(({ body }) => body)
  const { clinic, other, missing } = await openTwoClinics(app)
  const send = (
    operation: Operation,
    body: unknown,
    token = clinic.admin.token,
    at: Partial<Things> = {},
  ) => {
    const values = { ...clinic.own, ...at, jobId: 'mail.send-nothing', ...nobodys }
    return app.call(...requestTo(operation, values, { token, body, headers: { 'if-match': '*' } }))
  }

  await t.test('S23 no body takes a column that it does not name', async (t) => {
    for (const operation of operations) {
      const known = Object.keys(operation.body?.schema.properties ?? {})
      const taken: string[] = []
      for (const name of columnNames.filter((name) => !known.includes(name))) {
        const { status, body } = await send(operation, { ...operation.body?.example, [name]: 'org_admin' })
        if (status !== 400 || body.errors?.[0]?.pointer !== `/${name}`) taken.push(`${name} ${status}`)
      }
      t.same(taken, [], operation.call)
    }
  })

  await t.test('S23 nor an object inside of a body', async (t) => {
    for (const operation of operations)
      for (const pointer of objectsIn(operation.body?.example).filter(Boolean)) {
        const body = withValue(operation.body?.example ?? {}, `${pointer}/organisationId`, clinic.id)
        const { status, body: problem } = await send(operation, body)
        // Where an object may be one of several, each of them says what it misses.
        const pointers = problem.errors?.map((error: { pointer: string }) => error.pointer)
        t.equal(status, 400, `${operation.call} ${pointer}`)
        t.ok(pointers?.includes(`${pointer}/organisationId`), `${operation.call} ${pointer}: ${pointers}`)
      }
  })

  await t.test(
    'S23 what only the service may say is in no body but where saying it is the purpose',
    async (t) => {
      for (const operation of operations) {
        const named = Object.keys(operation.body?.schema.properties ?? {})
        t.same(
          named.filter((name) => serverOwned.includes(name)).sort(),
          (purposes[operation.id] ?? []).sort(),
          operation.call,
        )
      }
    },
  )

  await t.test('S24 roles that a body may give are those of a staff', async (t) => {
    for (const operation of operations.filter(({ id }) => id === 'changeMember' || id === 'addInvitation'))
      for (const role of ['platform_admin', 'patient', 'owner', 'ORG_ADMIN', ''])
        t.equal(
          (await send(operation, { ...operation.body?.example, roles: [role] })).status,
          400,
          `${operation.id} ${role}`,
        )
  })

  await t.test(
    'S21 an id of another organisation in a body is answered like one that does not exist',
    async (t) => {
      const [, , first = '', second = ''] = await freeTimes(app, clinic)
      const { own, others } = clinic
      const example = (id: string) => operations.find((operation) => operation.id === id)?.body?.example ?? {}
      /** What is allowed, with every id that the body may hold; then each is exchanged. */
      const allowed: Record<
        string,
        { body: Json; by?: StaffedClinic['receptionist']; at?: Partial<Things>; searches?: true }
      > = {
        addPractitioner: {
          body: { ...example('addPractitioner'), email: newAddress('new'), siteIds: [own.siteId] },
        },
        changePractitioner: { body: { siteIds: [own.siteId] } },
        addService: { body: { ...example('addService'), practitionerIds: [own.practitionerId] } },
        changeService: { body: { practitionerIds: [own.practitionerId] } },
        addInvitation: {
          body: {
            email: newAddress('invited'),
            roles: ['practitioner'],
            practitionerId: others.practitionerId,
          },
        },
        registerPatient: {
          body: { ...example('registerPatient'), informedBy: claimsOf(clinic.receptionist.token).sub },
        },
        replaceAvailability: {
          body: {
            rules: [
              {
                siteId: own.siteId,
                weekdays: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'],
                from: '08:00',
                to: '17:00',
              },
            ],
          },
        },
        addTimeOff: { body: { from: '2031-03-01T00:00', to: '2031-03-02T00:00', siteId: own.siteId } },
        addExtraHours: { body: { from: '2031-03-05T06:00', to: '2031-03-05T07:00', siteId: own.siteId } },
        bookAppointment: {
          by: clinic.receptionist,
          body: {
            practitionerId: own.practitionerId,
            serviceId: own.serviceId,
            siteId: own.siteId,
            patientId: others.patientId,
            startsAt: first,
          },
        },
        mergePatients: { body: { from: await registerPatient(clinic) } },
        rescheduleAppointment: {
          by: clinic.receptionist,
          body: { startsAt: second, practitionerId: own.practitionerId, siteId: own.siteId },
        },
        addAssignment: { body: { practitionerId: others.practitionerId } },
        fileDataRequest: {
          body: {
            ...example('fileDataRequest'),
            kind: 'restriction',
            patientId: own.patientId,
            receivedAt: '2026-01-02T09:00:00Z',
            identityEvidence: { method: 'videoCall', checkedBy: claimsOf(clinic.admin.token).sub },
          },
        },
        verifyDataRequestIdentity: {
          at: { requestId: others.requestId },
          body: { method: 'videoCall', checkedBy: claimsOf(clinic.admin.token).sub },
        },
        addDisclosure: {
          body: {
            ...example('addDisclosure'),
            patientId: own.patientId,
            approvedBy: claimsOf(clinic.admin.token).sub,
            disclosedAt: '2026-01-02T09:00:00Z',
          },
        },
        addLegalHold: { body: { patientId: own.patientId, reason: 'A claim' } },
        addReviewInvitations: {
          body: {
            recipients: [{ kind: 'patient', patientId: own.patientId }],
            practitionerId: own.practitionerId,
          },
        },
        searchReviews: { body: { query: 'waited', practitionerId: own.practitionerId }, searches: true },
        addSurvey: { body: { about: 'site', title: 'The entrance', anonymous: true, siteId: own.siteId } },
        startBreakGlass: {
          by: clinic.practitioner,
          body: { patientId: own.patientId, reason: 'Acute chest pain' },
        },
      }
      // What a copy says of ids is taken over nowhere; the organisation that it is for, its own test exchanges.
      const sent = operations.filter(({ id }) => id !== 'addDataImport')
      const holding = sent.map((operation) => ({
        operation,
        pointers: idsIn(operation.body?.schema ?? {}).filter((pointer) => !publicIds.includes(pointer)),
      }))
      const tested = holding.filter(({ pointers }) => pointers.length)
      t.same(
        tested.map(({ operation }) => operation.id).sort(),
        Object.keys(allowed).sort(),
        'every body with ids is here',
      )

      const idFor = (things: Things, pointer: string, account: string): string => {
        const name = pointer.split('/').findLast((part) => part !== '*') ?? ''
        if (['informedBy', 'checkedBy', 'approvedBy'].includes(name)) return account
        return things[name === 'from' ? 'patientId' : name.replace(/Ids$/, 'Id')] ?? ''
      }
      for (const { operation, pointers } of tested) {
        const { body, by = clinic.admin, at, searches } = allowed[operation.id]!
        for (const pointer of pointers) {
          const foreign = idFor(other.own, pointer, claimsOf(other.admin.token).sub ?? '')
          const nothing = idFor(missing, pointer, missing.siteId)
          const answer = await send(operation, withValue(body, pointer, foreign), by.token, at)
          if (searches) t.match(answer, { status: 200, body: { data: [], nextCursor: null } }, operation.id)
          else
            t.ok(
              answer.status === 422 || answer.status === 404,
              `${operation.id} ${pointer}: ${answer.status}`,
            )
          t.strictSame(
            said(answer),
            said(await send(operation, withValue(body, pointer, nothing), by.token, at)),
          )
        }
        const { status, body: shown } = await send(operation, body, by.token, at)
        t.ok(status < 300, `${operation.id} with its own ids: ${status} ${JSON.stringify(shown)}`)
      }
    },
  )
})
