import t from 'tap'
import { book, expectStatus, freeTimes } from '#test/helpers/clinic.ts'
import { openFamily } from '#test/helpers/guardians.ts'
import {
  contractOf,
  inOrganisation,
  type Operation,
  operationsOf,
  requestTo,
  type Values,
} from '#test/helpers/operations.ts'
import { addAssignment, adding, addPeriods } from '#test/helpers/two-clinics.ts'
import { expectedOfGuardians, refusalOf } from '#test/house/access-table.ts'

const nobody = '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11'
const words = { from: '2030-03-01', to: '2030-03-02', kind: 'patients', informedAt: '2026-01-01T09:00:00Z' }

const declaredOf = (operation: Operation) =>
  operation['x-access'].find((entry) => entry.startsWith('guardian: '))?.slice('guardian: '.length)

t.test('guardians', async (t) => {
  const rig = await openFamily(t)
  const { app, clinic, child, guardianOf } = rig
  const born = `${app.clock.now().getUTCFullYear() - 9}-01-01`
  const [mine, theirs] = [await child(born), await child(born)]
  const guardian = await guardianOf(mine)
  const other = await guardianOf(theirs)
  const [first = '', second = ''] = await freeTimes(app, clinic)
  const add = adding(clinic)
  const values = async (patientId: string, guardianId: string, startsAt: string): Promise<Values> => ({
    ...words,
    organisationId: clinic.id,
    siteId: clinic.siteId,
    serviceId: clinic.serviceId,
    practitionerId: clinic.practitioner.id,
    memberId: nobody,
    invitationId: await add('/invitations', {
      email: `${startsAt.slice(11, 13)}@x.example`,
      roles: ['receptionist'],
    }),
    patientId,
    guardianId,
    assignmentId: await addAssignment(clinic, patientId),
    breakGlassId: nobody,
    holdId: nobody,
    appointmentId: expectStatus(await book(clinic, patientId, startsAt), 201).body.id,
    ...(await addPeriods(clinic, clinic.practitioner.id)),
  })
  const own = await values(mine, guardian.guardianId, `${first}`)
  const others = await values(theirs, other.guardianId, `${second}`)
  const call = (operation: Operation, ids: Values) =>
    app.call(
      ...requestTo(operation, new Proxy(ids as Record<string, string>, unknownIsNobody), {
        token: guardian.token(),
      }),
    )
  const operations = operationsOf(contractOf(app.app)).filter(inOrganisation)
  const expected = await expectedOfGuardians()

  await t.test('P59 what the routes declare of guardians is what was agreed', async (t) => {
    const declared = operations.flatMap((operation) => {
      const reach = declaredOf(operation)
      return reach ? [[operation.id, reach === 'linked' ? 'linked' : 'yes'] as const] : []
    })
    t.strictSame(Object.fromEntries(declared), Object.fromEntries(expected))
  })

  await t.test('S19 S20 they reach what is the child’s, and what is not is not there', async (t) => {
    for (const operation of operations) {
      const cell = expected.get(operation.id)
      const answer = await call(operation, own)
      t.equal(refusalOf(operation, answer), cell ? null : '403', operation.call)
      t.ok(answer.status < 500, operation.call)
      const ofPatient = operation.params.find((name) => name === 'patientId' || name === 'appointmentId')
      if (cell !== 'linked' || !ofPatient) continue
      const foreign = await call(operation, { ...own, [ofPatient]: others[ofPatient] ?? '' })
      const nothing = await call(operation, { ...own, [ofPatient]: nobody })
      t.equal(foreign.status, 404, `${operation.call} of another child`)
      t.strictSame({ ...foreign.body, instance: null }, { ...nothing.body, instance: null })
    }
  })

  await t.test('lists hold what is the child’s alone', async (t) => {
    for (const operation of operations.filter(
      ({ id, method }) => method === 'GET' && expected.get(id) === 'linked',
    )) {
      const { body } = await call(operation, own)
      t.notOk(JSON.stringify(body).includes(theirs), operation.call)
      t.notOk(JSON.stringify(body).includes(others.appointmentId ?? '-'), operation.call)
    }
  })
})

/** Ids of what this test does not make: whatever it is, a guardian is refused before it is looked for. */
const unknownIsNobody: ProxyHandler<Record<string, string>> = {
  get: (ids, name) => (typeof name === 'string' ? (ids[name] ?? nobody) : undefined),
}
