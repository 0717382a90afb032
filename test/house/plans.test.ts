import { t as root, test } from 'tap'
import { reachBranches, reachText } from '#src/access/reach.ts'
import { openTrail } from '#src/audit/append-reads.ts'
import {
  findChainEnd,
  findHead,
  findLastCheckpoint,
  findUnsealed,
  insertSeals,
  listSealed,
} from '#src/audit/chain.queries.ts'
import { findFirstPosition } from '#src/audit/expired-trail.queries.ts'
import { listUsageOfAccount, listUsageOfDays } from '#src/audit/usage.queries.ts'
import type { ScopedTx, Tx } from '#src/db/database.ts'
import { type Entrance, readPublic, readTogether, type Statement, transact } from '#src/db/transact.ts'
import { findAccount, listOwnMemberships } from '#src/features/accounts/accounts.queries.ts'
import {
  listAttemptsOfAccount,
  listAttemptsOfMembers,
} from '#src/features/accounts/login-attempts.queries.ts'
import { volumeBlockOf } from '#src/features/accounts/security.queries.ts'
import {
  isKnownDevice,
  listLiveSessions,
  lockSessionOfToken,
  replaceUnusedSuccessor,
  revokeSessions,
  spendRefreshToken,
  touchSession,
} from '#src/features/accounts/sessions.queries.ts'
import { appointmentsAccess } from '#src/features/appointments/appointments.access.ts'
import {
  appointmentStatement,
  appointmentsStatement,
  lapseHolds,
  listOwnAppointments,
  lockAppointment,
  patientTimes,
} from '#src/features/appointments/appointments.queries.ts'
import { calendarStatement } from '#src/features/appointments/calendar.queries.ts'
import { readProfile } from '#src/features/directory/directory.queries.ts'
import {
  findPatientsOfPart,
  listDisclosureDays,
  listDueErasures,
  listUnsettled,
  listWaitingErasures,
} from '#src/features/erasures/erasures.queries.ts'
import {
  freezePatients,
  listPractitionersAhead,
  withdrawMails,
} from '#src/features/erasures/freeze.queries.ts'
import { listAppointmentMails, lockPlannedMail } from '#src/features/messages/messages.queries.ts'
import { areCommon, findByTokens } from '#src/features/patients/patient-names.queries.ts'
import { patientsAccess } from '#src/features/patients/patients.access.ts'
import {
  findPatientOfAccount,
  findPatientsOfIds,
  patientStatement,
  patientsStatement,
  searchPatients,
} from '#src/features/patients/patients.queries.ts'
import { lockOutlivedBookings } from '#src/features/retention/bookings.queries.ts'
import { listInactivePatients } from '#src/features/retention/inactive-people.queries.ts'
import { numbersByPeriod } from '#src/features/reviews/review-summary.queries.ts'
import { listAuditEvents, listOwnEvents } from '#src/features/trail/trail.queries.ts'
import { countRows, deleteRows, inErasureOrder, losesRows } from '#src/privacy/erasure/erase.queries.ts'
import { register } from '#src/privacy/register.ts'
import { dueOf } from '#src/privacy/retention/due.ts'
import { deleteDue } from '#src/privacy/retention/sweep.queries.ts'
import { connectTo, createTestDatabase } from '#test/helpers/database.ts'
import { openExplainedPools, planFaults } from '#test/house/explained.ts'
import { fillMany } from '#test/house/many-rows.ts'
import { bytesOf, idOf } from '#test/house/row-recipes.ts'

const at = '2027-01-10T12:00:00.000Z'
const organisationId = idOf('organisation', 2)
const patientAccount = 5
const staffAccount = 5_005
const practitionerId = idOf('practitioner', 2, 7)
const patientId = idOf('patient', 2, patientAccount)
const appointmentId = idOf('appointment', 2, 5_000)

/** Rows from which on a scan from end to end is a fault. */
const growingFrom = 1_000
/** An index must lead to what is asked for: a page, a calendar of some days, not a tenant's all. */
const mostRows = 600

const database = await createTestDatabase(root)
const superuser = await connectTo(root, database.superuserUrl)
await fillMany(superuser)
const { pools, explain } = openExplainedPools(root, database)
const { rows } = await superuser.query<{ name: string }>(
  `select relname as name from pg_class where relkind = 'r' and reltuples >= $1`,
  [growingFrom],
)
const growing = new Set(rows.map(({ name }) => name))

const caller = (account: number) => [idOf('account', account), idOf('session', account)]
const asMember: Entrance = {
  text: 'select * from enter_organisation($1, $2, $3, $4)',
  values: [...caller(staffAccount), organisationId, at],
}
/** A practitioner, and nothing more, where patients are assigned. */
const asAssigned: Entrance = {
  ...asMember,
  text: `select e.*, set_config('app.roles', 'practitioner', true), set_config('app.visibility', 'assigned', true),
    set_config('app.care_since', '2026-01-01T00:00:00Z', true), set_config('app.practitioner_id', '${practitionerId}', true)
    from enter_organisation($1, $2, $3, $4) e`,
}
const asPatient: Entrance = { ...asMember, values: [...caller(patientAccount), organisationId, at] }
const asPerson: Entrance = {
  text: 'select * from enter_person($1, $2, $3)',
  values: [...caller(patientAccount), at],
}
const asNewcomer: Entrance = {
  text: 'select * from enter_newcomer($1, $2, $3, $4)',
  values: [...caller(patientAccount), organisationId, at],
}
const withKey = (purpose: string, key: Buffer): Entrance => ({
  text: 'select * from enter_public($1, $2, $3)',
  values: [purpose, key, at],
})
const idBytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')

const read = (entrance: Entrance, statement: Statement) => () => readTogether(pools, entrance, statement)
const within = (entrance: Entrance, run: (tx: Tx & ScopedTx) => Promise<unknown>) => () =>
  transact(pools, 'api', entrance, (tx) => run(tx as Tx & ScopedTx))
const asSealer: Entrance = { text: 'select enter_job($1)', values: [organisationId] }
const asWorker = (text: string, values: unknown[]) => () => pools.worker.query(text, values)

const own = { patient: 'a.patient_id', confidential: 'a.confidential' }
const reach = reachText(appointmentsAccess.read, own)
const branches = reachBranches(appointmentsAccess.read, own)
const day = 86_400_000
const calendar = (organisation: string | null, practitioner: string | null) =>
  calendarStatement({
    organisationId: organisation,
    serviceId: idOf('service', 2, 3),
    practitionerId: practitioner,
    siteId: null,
    range: { from: Date.parse(at), until: Date.parse(at) + 7 * day },
    at,
  })
const list = (filters: Parameters<typeof appointmentsStatement>[2], after: [string, string] | null = null) =>
  appointmentsStatement(branches, organisationId, filters, after, 20, at)

const patientList = (
  filters: Parameters<typeof patientsStatement>[2],
  after: [string, string] | null = null,
) =>
  patientsStatement(
    reachBranches(patientsAccess.read, { patient: 'id' }),
    organisationId,
    filters,
    after,
    at,
    50,
  )
const searchByName = async (tx: Tx & ScopedTx) => {
  const [family, own] = [bytesOf('nameToken', 2, 7), bytesOf('nameToken', 2, 1007)]
  await areCommon(tx, organisationId, [[family], [own]], 200)
  const [one, other] = [[{ hash: family, bits: 1 }], [{ hash: own, bits: 2 }]]
  const access = patientsAccess.search
  const search = async (words: (typeof one)[], demanded: number) => {
    const found = await findByTokens(tx, organisationId, { words, exact: one, demanded }, access, 100)
    return found.map(({ id }) => id)
  }
  const ids = await search([one], 1)
  await search([one, other], 2)
  await search([one, [...other, ...one]], 2)
  await search([one, other, other], 2)
  await findPatientsOfIds(tx, organisationId, ids, access, at)
}

// Deleted by one of the tests: nobody else's are these.
const erasedAccount = idOf('account', 11)
const erasedPatients = [idOf('patient', 2, 11)]
const erasedSubject = {
  accountId: erasedAccount,
  loginEmailIndex: null,
  patients: new Map([[organisationId, erasedPatients]]),
  practitioners: new Map([[organisationId, []]]),
}
const erasedTables = (await transact(pools, 'api', asSealer, (tx) => inErasureOrder(tx as Tx))).filter(
  (table) => losesRows(table) && table.columns.some(({ name }) => name === 'organisationId'),
)

const hot: Record<string, () => Promise<unknown>> = {
  'entering an organisation': read(asMember, { text: 'select 1', values: [] }),
  'entering as a newcomer': within(asNewcomer, async () => {}),
  'an appointment by id': read(asMember, appointmentStatement(reach, organisationId, appointmentId, at)),
  'an own appointment by id': read(asPatient, appointmentStatement(reach, organisationId, appointmentId, at)),
  'an appointment that is to be changed': within(asMember, (tx) =>
    lockAppointment(tx, organisationId, appointmentId, appointmentsAccess.attend, at),
  ),
  "a practitioner's appointments": read(asMember, list({ practitionerId, from: at })),
  "a practitioner's appointments, second page": read(asMember, list({ practitionerId }, [at, appointmentId])),
  "a patient's appointments": read(asMember, list({ patientId })),
  'appointments of patients in one’s care': read(asAssigned, list({ from: at })),
  'an appointment of a patient in one’s care': read(
    asAssigned,
    appointmentStatement(reach, organisationId, appointmentId, at),
  ),
  'a patient in one’s care': read(
    asAssigned,
    patientStatement(patientsAccess.read, organisationId, patientId),
  ),
  "a patient's own appointments there": read(asPatient, list({})),
  "an organisation's day": read(asMember, list({ from: at, to: '2027-01-11T12:00:00.000Z' })),
  'what changed since': read(asMember, list({ updatedSince: '2027-01-05T00:00:00.000Z' })),
  'own appointments everywhere': within(asPerson, (tx) =>
    listOwnAppointments(tx, idOf('account', patientAccount), null, 50, at),
  ),
  'own appointments everywhere, second page': within(asPerson, (tx) =>
    listOwnAppointments(tx, idOf('account', patientAccount), [at, appointmentId], 50, at),
  ),
  "a practitioner's calendar": read(asMember, calendar(organisationId, practitionerId)),
  "a listed practitioner's calendar": read(
    withKey('practitioner', idBytes(practitionerId)),
    calendar(null, practitionerId),
  ),
  'holds that lapse': within(asMember, (tx) =>
    lapseHolds(tx, organisationId, practitionerId, { from: at, until: '2027-01-16T12:00:00.000Z' }, at),
  ),
  'when the patient is elsewhere': within(asMember, (tx) =>
    patientTimes(tx, organisationId, patientId, at, null),
  ),
  'a patient by id': read(asMember, patientStatement(patientsAccess.read, organisationId, patientId)),
  'a list of patients': read(asMember, patientList({})),
  'a list of patients, second page': read(asMember, patientList({}, [at, patientId])),
  'patients that changed since': read(asMember, patientList({ updatedSince: '2027-01-05T00:00:00Z' })),
  'a list of patients in one’s care': read(asAssigned, patientList({})),
  'patients by name': within(asMember, searchByName),
  'patients in one’s care by name': within(asAssigned, searchByName),
  'patients by e-mail': within(asMember, (tx) =>
    searchPatients(tx, organisationId, { emailIndexes: [bytesOf('email', 77)] }, null, 50),
  ),
  'patients by phone': within(asMember, (tx) =>
    searchPatients(tx, organisationId, { phoneIndexes: [bytesOf('phone', 77)] }, null, 50),
  ),
  'the patient of an account': within(asNewcomer, (tx) =>
    findPatientOfAccount(tx, organisationId, idOf('account', patientAccount)),
  ),
  "a directory's page": () => readPublic(pools, readProfile(practitionerId)),
  'signing in': within(withKey('signIn', bytesOf('account', 9)), async (tx) => {
    await findAccount(tx, idOf('account', 9))
    await isKnownDevice(tx, idOf('account', 9), bytesOf('device', 9))
  }),
  refreshing: within(withKey('refresh', bytesOf('refresh', 9, 1)), async (tx) => {
    await lockSessionOfToken(tx, idOf('refresh', 9, 1))
    await spendRefreshToken(tx, idOf('refresh', 9, 1), at)
    await replaceUnusedSuccessor(tx, idOf('refresh', 9, 1), at, at)
    await touchSession(tx, idOf('session', 9), at)
  }),
  'own sessions and memberships': within(asPerson, async (tx) => {
    await listLiveSessions(tx, idOf('account', patientAccount), null, 50, at)
    await listOwnMemberships(tx, idOf('account', patientAccount))
    await revokeSessions(
      tx,
      idOf('account', patientAccount),
      { except: idOf('session', patientAccount) },
      'signOut',
      at,
    )
  }),
  'own use, and attempts to sign in': within(asPerson, async (tx) => {
    await listUsageOfAccount(tx, idOf('account', patientAccount), [at, appointmentId], 50, at)
    await listAttemptsOfAccount(tx, idOf('account', patientAccount), null, 50, at)
    await volumeBlockOf(tx, idOf('account', patientAccount), at)
  }),
  "attempts to sign in of an organisation's members": within(asMember, (tx) =>
    listAttemptsOfMembers(tx, organisationId, null, 50, at),
  ),
  "a day of an organisation's use": within(asMember, (tx) =>
    listUsageOfDays(
      tx,
      { organisationId, timeZone: 'Europe/Stockholm', first: '2026-12-30', last: '2026-12-30' },
      null,
      50,
      at,
    ),
  ),
  'a token of a mail': () =>
    pools.api.query('select token_organisation($1, $2, $3)', ['patientLink', bytesOf('token', 2, 7), at]),
  'mails about an appointment': within(asMember, (tx) =>
    listAppointmentMails(tx, organisationId, appointmentId),
  ),
  'a mail that is sent': within({ text: 'select enter_job($1)', values: [organisationId] }, (tx) =>
    lockPlannedMail(tx, organisationId, appointmentId),
  ),
  'mails that are due': asWorker('select * from due_mails($1, $2)', ['2027-01-16T12:00:00Z', 500]),
  'what the outbox holds': asWorker('select * from pending_outbox($1)', [500]),
  'clearing the outbox': asWorker('select clear_outbox($1, $2)', [[organisationId], [idOf('outbox', 2, 9)]]),
  'appending reads to the trail': () =>
    openTrail(pools).append({
      organisationId,
      at,
      action: 'read',
      resource: 'patient',
      resourceIds: [patientId],
      patientIds: [patientId],
      accountId: idOf('account', staffAccount),
      role: 'receptionist',
      ground: 'administration',
      requestId: 'request',
    }),
  "an organisation's trail": within(asMember, (tx) => listAuditEvents(tx, organisationId, {}, null, 50)),
  "a page of an organisation's trail within a month": within(asMember, (tx) =>
    listAuditEvents(
      tx,
      organisationId,
      { from: '2026-12-31T00:00:00Z', to: '2027-02-01T00:00:00Z' },
      [at, idOf('member', 2)],
      50,
    ),
  ),
  'figures of reviews': within(asMember, (tx) =>
    numbersByPeriod(
      tx,
      { organisationId, practitionerId: null, from: '2026-02-01', until: '2027-02-01' },
      'month',
    ),
  ),
  'figures of reviews of a practitioner': within(asMember, (tx) =>
    numbersByPeriod(tx, { organisationId, practitionerId, from: '2026-02-01', until: '2027-02-01' }, 'month'),
  ),
  'the trail of a patient': within(asMember, (tx) =>
    listAuditEvents(tx, organisationId, { patientId }, null, 50),
  ),
  'the trail of a member': within(asMember, (tx) =>
    listAuditEvents(tx, organisationId, { accountId: idOf('account', staffAccount) }, null, 50),
  ),
  'who saw my data': within(asPerson, (tx) =>
    listOwnEvents(tx, idOf('account', patientAccount), [at, idOf('member', 2)], 50),
  ),
  'organisations with events that wait for their seals': asWorker('select unsealed_organisations($1)', [500]),
  'sealing events': within(asSealer, async (tx) => {
    const events = await findUnsealed(tx, organisationId, 100)
    const end = await findChainEnd(tx, organisationId)
    const seals = events.map(({ id }, n) => ({
      position: (end?.position ?? 0) + n + 1,
      eventId: id,
      hash: bytesOf('seal', n),
    }))
    await insertSeals(tx, organisationId, seals, at)
    await findHead(tx, organisationId)
    await findLastCheckpoint(tx, organisationId)
  }),
  'bookings whose time is over': within(asSealer, (tx) =>
    lockOutlivedBookings(
      tx,
      organisationId,
      { until: '2025-06-10T12:00:00.000Z', at: '2026-07-10T12:00:00.000Z' },
      [idOf('patient', 2, 1)],
      200,
    ),
  ),
  'what of other tables is over': within(asSealer, async (tx) => {
    const calendar = { at: '2026-06-01T00:00:00.000Z', timeZone: 'UTC', periods: {} }
    for (const name of ['tokens', 'idempotencyRequests']) {
      const table = register.find((one) => one.name === name)
      const due = table && dueOf(table, calendar)
      if (!table || !due) throw new Error(`${name} is never due`)
      await deleteDue(tx, table, due, organisationId, { whole: false, patients: [], accounts: [] }, 100)
    }
  }),
  'the first event that stays': within(asSealer, (tx) => findFirstPosition(tx, organisationId, at)),
  'deactivated patients without bookings': within(asSealer, (tx) =>
    listInactivePatients(tx, organisationId, null, 50),
  ),
  'erasures that are due, and that wait for the pass': async () => {
    await listDueErasures(pools, new Date(at), 500)
    await listWaitingErasures(pools, 200)
  },
  'what keeps an erasure waiting': within(asSealer, async (tx) => {
    await findPatientsOfPart(tx, { organisationId, patientId: null, accountId: erasedAccount })
    await listUnsettled(tx, organisationId, erasedPatients, { noShow: true, lateCancellation: true })
    await listPractitionersAhead(tx, organisationId, erasedPatients, at)
    await listDisclosureDays(tx, organisationId, erasedPatients)
  }),
  'erasing a patient: freeze, every table, and the look whether anything is left': within(
    asSealer,
    async (tx) => {
      await freezePatients(tx, organisationId, erasedPatients, at)
      await withdrawMails(tx, organisationId, { patientIds: erasedPatients, accountId: erasedAccount })
      for (const table of erasedTables)
        if (table.name !== 'keys.subjectKeys') {
          await deleteRows(tx, table, erasedSubject, organisationId)
          await countRows(tx, table, erasedSubject, organisationId)
        }
    },
  ),
  'following a chain': within(asSealer, (tx) => listSealed(tx, organisationId, 20, 100)),
}

// A statement with a name gets a plan for all values after its fifth run, which must be good too.
const runs = 7

for (const [name, run] of Object.entries(hot))
  test(`S30: ${name}: by index as the application login, with 50,000 appointments`, async (t) => {
    const plans = await explain(async () => {
      for (let n = 0; n < runs; n++) await run()
    })
    t.ok(plans.length >= runs)
    t.strictSame([...new Set(planFaults(plans, growing, mostRows))], [])
  })

test('S30: this test finds what no index serves, and an index that leads nowhere near', async (t) => {
  const scan = (text: string, values: unknown[] = []) => explain(read(asMember, { text, values }))
  t.match(
    planFaults(
      await scan(`select id from appointments where organisation_id = $1 and invoice_number = 'x'`, [
        organisationId,
      ]),
      growing,
      mostRows,
    ),
    [/Scan of appointments.* reads \d+ rows/],
  )
  t.match(planFaults(await scan('select count(*) from mails where attempts = 7'), growing, mostRows), [
    /(Seq Scan of mails: no index serves|reads \d+ rows)/,
  ])
  t.ok(growing.has('appointments') && growing.has('patients') && !growing.has('organisations'))
})
