import { v5 as namedId } from 'uuid'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withErasure } from '#src/db/erasure-scope.ts'
import type { JobScope } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { lockCalendars } from '#src/features/appointments/appointments.queries.ts'
import { type ErasureIdentifiers, subjectOf } from '#src/features/erasures/erasure-identifiers.ts'
import {
  addErasedRows,
  type ErasurePart,
  forgetInviter,
  keepRecordAlone,
  replaceContact,
} from '#src/features/erasures/erasures.queries.ts'
import { leaveBookings } from '#src/features/erasures/leave-bookings.ts'
import { emptyContact } from '#src/features/patients/sealed-patient.ts'
import {
  actorColumns,
  anonymiseOwnRows,
  closeOtherRequests,
  deleteRows,
  destroyKeys,
  forgetActor,
  inErasureOrder,
  losesRows,
  unlinkRequestKeys,
} from '#src/privacy/erasure/erase.queries.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'
import type { RegisteredTable } from '#src/privacy/register.ts'

/** What the steps of an erasure need of a scope. */
export type ErasureScope = Pick<JobScope, 'tx' | 'at' | 'organisationId'> & {
  readonly deps: Pick<Deps, 'keyring'>
}

/** Runs one step in a transaction of its own. */
export type RunStep = <R>(run: (scope: ErasureScope) => Promise<R>) => Promise<R>

/** How rows go: all of them, or all but the record that the law keeps. */
export interface Erasing {
  part: ErasurePart
  identifiers: ErasureIdentifiers
  keepRecord: boolean
  /** Nothing is to be written down: the ledger of a restored database knows it, or the patient stays without account. */
  again?: boolean
}

/** Keys go by themselves, last. */
const keyTable = 'keys.subjectKeys'

// What happens to the rows of one table before they go.
const before = async (scope: ErasureScope, table: RegisteredTable, { identifiers, again }: Erasing) => {
  if (table.name === 'appointments') await leaveBookings(scope, identifiers.patientIds, !again)
  if (table.name !== 'practitioners') return
  for (const id of identifiers.practitionerIds) {
    const { organisationId } = scope
    const key = { organisationId, subjectId: organisationId, class: 'organisation' } as const
    const place = { field: 'practitioners.sealed', rowId: id }
    const nobody = { email: 'nobody@praxis.invalid', phone: null }
    await replaceContact(
      scope.tx,
      organisationId,
      id,
      await scope.deps.keyring.seal(scope.tx, key, place, nobody),
    )
  }
}

/** @returns how many rows */
const eraseTable = async (scope: ErasureScope, table: RegisteredTable, erasing: Erasing): Promise<number> => {
  const { tx, organisationId } = scope
  const { identifiers, part } = erasing
  await lockCalendars(tx, organisationId, [], identifiers.patientIds)
  await before(scope, table, erasing)
  const subject = subjectOf(organisationId, identifiers)
  const gone = losesRows(table) ? await deleteRows(tx, table, subject, organisationId) : 0
  const emptied = await anonymiseOwnRows(tx, table, subject, organisationId)
  await addErasedRows(tx, part, table.name, gone + emptied)
  return gone + emptied
}

const forgetActs = async (scope: ErasureScope, table: RegisteredTable, accountId: string) => {
  for (const column of actorColumns(table))
    await forgetActor(scope.tx, table, column, accountId, scope.organisationId)
}

const isGlobal = ({ columns }: RegisteredTable) => !columns.some(({ name }) => name === 'organisationId')

/**
 * One act for each patient, however often a run is cut off; what went after the act was recorded is another one, as a
 * backup from in between still holds it.
 */
const recordErased = async (
  { tx, at, organisationId }: ErasureScope,
  { part, identifiers, keepRecord }: Erasing,
  rows: number,
): Promise<void> => {
  const { accountId, patientIds } = identifiers
  const kept = keepRecord ? { kept: 'record' } : {}
  for (const patientId of patientIds.length > 0 ? patientIds : [null]) {
    const detail = { requestId: part.requestId, ...kept }
    const act = { organisationId, action: 'erased', accountId, patientId, detail } as const
    const id = namedId(`${patientId ?? ''} ${keepRecord}`, part.requestId)
    const first = await recordTakingAway({ tx, at }, { ...act, id })
    if (!first && rows > 0) await recordTakingAway({ tx, at }, act)
  }
}

/** Takes away what opens values, and writes down that it was taken away. */
const destroy = async (scope: ErasureScope, erasing: Erasing, rows: number): Promise<void> => {
  const { part, identifiers, keepRecord, again } = erasing
  const { tx, organisationId, at } = scope
  const { accountId, patientIds } = identifiers
  const closed = await closeOtherRequests(tx, { organisationId, id: part.requestId }, identifiers, at)
  if (identifiers.wholeAccount && accountId !== null) await unlinkRequestKeys(tx, organisationId, accountId)
  const classes = keepRecord ? ['rest'] : ['care', 'rest']
  const ofPatients = await destroyKeys(tx, organisationId, patientIds, classes)
  const ofAccount =
    organisationId === PLATFORM_ID && accountId !== null
      ? await destroyKeys(tx, PLATFORM_ID, [accountId], ['account'])
      : 0
  const keys = closed + ofPatients + ofAccount
  await addErasedRows(tx, part, keyTable, keys)
  if (keepRecord)
    for (const id of patientIds) await keepRecordAlone(tx, organisationId, id, await emptyContact(scope, id))
  if (!again) await recordErased(scope, erasing, rows + keys)
}

/**
 * Takes every row that the register leads to, table by table in the order of their references, each in a transaction of
 * its own, then the keys. Safe to run again at any point: what is gone is gone, and counted once.
 */
export const eraseRows = async (
  deps: Pick<Deps, 'keyring'>,
  run: RunStep,
  erasing: Erasing,
): Promise<void> => {
  const { identifiers, keepRecord } = erasing
  const tables = await run(({ tx }) => inErasureOrder(tx))
  const platform = erasing.part.organisationId === PLATFORM_ID
  let rows = 0
  const reached = tables.filter((table) => platform || !isGlobal(table))
  for (const table of reached) {
    if (table.name === keyTable || (keepRecord && table.keptWithRecord)) continue
    if (table.subjects.length === 0) continue
    rows += await run((scope) => eraseTable(scope, table, erasing))
  }
  const { accountId } = identifiers
  if (accountId !== null && !keepRecord)
    await run(async (scope) => {
      for (const table of reached) await forgetActs(scope, table, accountId)
      if (platform && !erasing.again) await forgetInviter(scope.tx, erasing.part.requestId)
    })
  await run((scope) => destroy(scope, erasing, rows))
  // Other processes keep an opened key for seconds: until then they open what a backup or a replica still shows.
  for (const id of [...identifiers.patientIds, ...(accountId === null ? [] : [accountId])])
    deps.keyring.forget(id)
}

/** Whether a row came to a person while their rows went: what refers to it goes in another round. */
export const cameMeanwhile = (error: unknown): boolean =>
  (error as { code?: string } | null)?.code === '23503'

/** A step of one part as a transaction. */
export const stepsOf =
  (deps: Deps, part: ErasurePart): RunStep =>
  (run) =>
    withErasure(deps, part, run)
