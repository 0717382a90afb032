import { recordAct } from '#src/audit/record-act.ts'
import { destroySubjectKeys } from '#src/crypto/keys.queries.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, notFound, refused } from '#src/errors.ts'
import { lockCalendars } from '#src/features/appointments/appointments.queries.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { deletionsSince } from '#src/features/patients/list-patients.ts'
import {
  deletePatient,
  discardRows,
  giveKeysTo,
  moveRows,
  type Reseal,
} from '#src/features/patients/merge-patients.queries.ts'
import { mergedRecord } from '#src/features/patients/merged-record.ts'
import { mergedTables } from '#src/features/patients/merged-tables.ts'
import { endLinkTokens } from '#src/features/patients/patient-links.queries.ts'
import { announcePatient } from '#src/features/patients/patient-links.service.ts'
import { recordDeletion } from '#src/features/patients/patient-traces.queries.ts'
import { lockPatient, type StoredPatient, updatePatient } from '#src/features/patients/patients.queries.ts'
import type { Patient } from '#src/features/patients/patients.schema.ts'
import { isRestricted } from '#src/features/patients/restriction.ts'
import { type OpenPatient, openPatient, sealPatient } from '#src/features/patients/sealed-patient.ts'
import { showOpenPatient } from '#src/features/patients/show-patient.ts'
import { recordKeptUntil } from '#src/privacy/law/record-kept-until.ts'

interface Opened {
  row: StoredPatient
  open: OpenPatient
}

/** Both, locked in one order whichever is kept, so that two merges that meet the other way round wait in line. */
const lockBoth = async (
  { tx, deps, actor }: OrganisationScope,
  ids: { kept: string; from: string },
): Promise<{ kept: Opened; from: Opened }> => {
  const { organisationId } = actor
  await lockCalendars(tx, organisationId, [], [ids.kept, ids.from])
  const rows = new Map<string, StoredPatient>()
  for (const id of [ids.kept, ids.from].sort()) {
    const row = await lockPatient(tx, organisationId, id)
    if (row) rows.set(id, row)
  }
  const kept = rows.get(ids.kept)
  if (!kept) throw notFound()
  const from = rows.get(ids.from)
  if (!from) throw refused('/from', 'does not exist')
  const opened = async (row: StoredPatient) => ({ row, open: await openPatient(deps.keyring, tx, row) })
  return { kept: await opened(kept), from: await opened(from) }
}

/** What the kept one says; where it says nothing, what the other said. */
const filled = <T extends object>(kept: T, from: T): T =>
  Object.assign(
    {},
    from,
    Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== null && value !== undefined)),
  )

const mergedValues = (kept: OpenPatient, from: OpenPatient): OpenPatient => ({
  care: filled(kept.care, from.care),
  rest: filled(kept.rest, from.rest),
  special:
    kept.special && from.special
      ? filled(kept.special, from.special)
      : (kept.special ?? from.special ?? null),
})

const mergedRow = (
  kept: StoredPatient,
  from: StoredPatient,
  { at, country, born }: { at: string; country: string; born: string | null },
) => {
  const restricting = isRestricted(kept, at) ? kept : from
  return {
    accountId: kept.accountId ?? from.accountId,
    externalId: kept.externalId ?? from.externalId,
    informedAt: kept.informedAt ?? from.informedAt,
    informedBy: kept.informedAt === null ? from.informedBy : kept.informedBy,
    informedNoticeVersion: kept.informedAt === null ? from.informedNoticeVersion : kept.informedNoticeVersion,
    restrictedAt: restricting.restrictedAt,
    restrictionEndsAt: restricting.restrictionEndsAt,
    recordKept: mergedRecord(kept.recordKept, from.recordKept, (record) =>
      recordKeptUntil(country, record, born),
    ),
  }
}

const resealing =
  ({ tx, deps, actor }: OrganisationScope, subjectId: string): Reseal =>
  async (sealed, place, keyClass) => {
    const { organisationId } = actor
    const value = await deps.keyring.open<unknown>(tx, organisationId, sealed, place)
    return deps.keyring.seal(tx, { organisationId, subjectId, class: keyClass }, place, value)
  }

const moveEverything = async (scope: OrganisationScope, from: string, to: string): Promise<void> => {
  const { tx, actor, at } = scope
  const reseal = resealing(scope, to)
  for (const [table, merging] of Object.entries(mergedTables)) {
    if (merging.how === 'discard') await discardRows(tx, table, actor.organisationId, from)
    if (merging.how === 'move')
      await moveRows(tx, table, actor.organisationId, { from, to, at }, merging, reseal)
  }
}

const busyAsConflict = (error: unknown): never => {
  if ((error as { code?: string }).code === '23P01') throw conflict('patient-busy')
  throw error
}

/** Nobody can become the one who is gone, nor the kept one a second time. */
const endLinks = async ({ tx, at }: OrganisationScope, { kept, from }: { kept: Opened; from: Opened }) => {
  await endLinkTokens(tx, from.row.organisationId, from.row.id, at)
  if (from.row.accountId !== null) await endLinkTokens(tx, kept.row.organisationId, kept.row.id, at)
}

const recordMerge = async (scope: OrganisationScope, kept: string, from: string): Promise<void> => {
  for (const patientId of [kept, from])
    await recordAct(scope, {
      action: 'change',
      resource: 'patient',
      resourceIds: [kept, from],
      patientId,
      detail: { verb: 'merge' },
    })
}

/**
 * Makes two records of one person one: everything of `fromId` becomes the kept patient's, whose own values win over
 * the other's. The other is gone then, and its keys are destroyed.
 * @returns the kept patient
 * @throws Problem 404 where there is none; 422 where `fromId` is none or the same; 409 `already-linked` where different
 * people sign in as them, `patient-busy` where both have an appointment at one time, `erasure-open` where one of them
 * waits to be erased
 */
export const mergePatients = async (
  scope: OrganisationScope,
  keptId: string,
  fromId: string,
): Promise<Patient> => {
  const { tx, deps, actor, at } = scope
  const { organisationId } = actor
  if (keptId === fromId) throw refused('/from', 'is the same patient')
  const both = await lockBoth(scope, { kept: keptId, from: fromId })
  const { kept, from } = both
  if (kept.row.accountId !== null && from.row.accountId !== null) throw conflict('already-linked')
  // Whom an erasure waits for may not bring somebody with them who is in care: it is withdrawn, or done, first.
  if (kept.row.erasureRequestId !== null || from.row.erasureRequestId !== null) throw conflict('erasure-open')
  const { country, settings } = await findOrganisation(tx, organisationId)
  await endLinks(scope, both)
  await moveEverything(scope, fromId, keptId).catch(busyAsConflict)
  await deletePatient(tx, organisationId, fromId)
  const open = mergedValues(kept.open, from.open)
  const row = await updatePatient(tx, organisationId, keptId, null, {
    ...(await sealPatient(deps.keyring, tx, kept.row, open)),
    ...mergedRow(kept.row, from.row, { at, country, born: open.care.dateOfBirth }),
    updatedAt: at,
  })
  if (!row) throw notFound()
  if (row.accountId !== null && kept.row.accountId === null)
    await giveKeysTo(tx, organisationId, keptId, row.accountId)
  await destroySubjectKeys(tx, organisationId, fromId)
  deps.keyring.forget(fromId)
  await recordDeletion(
    tx,
    { organisationId, id: fromId, mergedInto: keptId, deletedAt: at },
    deletionsSince(at),
  )
  if (kept.open.rest.email === null) await announcePatient(scope, row, open)
  await recordMerge(scope, keptId, fromId)
  return showOpenPatient(scope, row, open, settings.patientFields)
}
