import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, notFound } from '#src/errors.ts'
import { findExportAtHand } from '#src/features/exports/exports.queries.ts'
import { countLiveHolds } from '#src/features/legal-holds/legal-holds.queries.ts'
import {
  findTermination,
  insertTermination,
  lockTermination,
  markLeaving,
  updateTermination,
} from '#src/features/terminations/terminations.queries.ts'
import type {
  NewTermination,
  StoredTermination,
  Termination,
} from '#src/features/terminations/terminations.schema.ts'
import { enqueue } from '#src/jobs/enqueue.ts'
import { normaliseNote } from '#src/schema/text.ts'

/** Time to take everything along and to think again: our own rule, as GDPR Art. 28(3)(g) sets none. */
const graceDays = 30
const day = 86_400_000

const place = (id: string) => ({ field: 'organisationTerminations.sealed', rowId: id })

const shown = async (scope: OrganisationScope, row: StoredTermination): Promise<Termination> => {
  const { tx, deps, at, actor } = scope
  const { organisationId } = actor
  const holds = await countLiveHolds(tx, organisationId)
  const archive = await findExportAtHand(tx, organisationId, at)
  const opened = row.sealed
    ? await deps.keyring.open<{ reason: string }>(tx, organisationId, row.sealed, place(row.id))
    : null
  return {
    id: row.id,
    organisationId,
    state: row.state,
    graceEndsAt: row.graceEndsAt,
    reason: opened?.reason ?? null,
    blockers: holds === 0 ? [] : [{ kind: 'legalHold', count: holds }],
    exportId: archive?.id ?? null,
    duties: [...(archive ? [] : (['takeExport'] as const)), 'keepHealthRecords', 'keepAccounts'],
    requestedBy: row.requestedBy,
    createdAt: row.createdAt,
    cancelledAt: row.cancelledAt,
  }
}

const onlyOne = (error: unknown): never => {
  throw (error as { code?: string }).code === '23505' ? conflict('already-leaving') : error
}

const announce = ({ tx, at, actor }: OrganisationScope, id: string) =>
  enqueue(tx, { organisationId: actor.organisationId, job: 'termination.announce', subjectId: id, at })

/**
 * Begins the organisation's grace. Everything goes on but bookings beyond its end; then all of it is purged. Members and
 * patients are told.
 * @throws Problem 409 `already-leaving`
 */
export const startTermination = async (
  scope: OrganisationScope,
  { reason }: NewTermination,
): Promise<Termination> => {
  const { tx, at, deps, actor } = scope
  const { organisationId } = actor
  if (await lockTermination(tx, organisationId)) throw conflict('already-leaving')
  const before = await findTermination(tx, organisationId)
  const id = newId()
  const key = { organisationId, subjectId: organisationId, class: 'organisation' } as const
  const row: StoredTermination = {
    organisationId,
    id,
    number: (before?.number ?? 0) + 1,
    state: 'grace',
    requestedBy: actor.accountId,
    cancelledBy: null,
    sealed:
      reason === undefined
        ? null
        : await deps.keyring.seal(tx, key, place(id), { reason: normaliseNote(reason) }),
    graceEndsAt: new Date(Date.parse(at) + graceDays * day).toISOString(),
    cancelledAt: null,
    createdAt: at,
    updatedAt: at,
  }
  await insertTermination(tx, row).catch(onlyOne)
  await markLeaving(tx, organisationId, { leavesAt: row.graceEndsAt }, at)
  await recordAct(scope, { action: 'create', resource: 'termination', resourceIds: [id] })
  await announce(scope, id)
  return shown(scope, row)
}

/** The latest termination. @throws Problem 404 where there never was one */
export const showTermination = async (scope: OrganisationScope): Promise<Termination> => {
  const row = await findTermination(scope.tx, scope.actor.organisationId)
  if (!row) throw notFound()
  return shown(scope, row)
}

/**
 * Calls a termination off while nothing has been purged.
 * @throws Problem 404 where none stands
 */
export const cancelTermination = async (scope: OrganisationScope): Promise<null> => {
  const { tx, at, actor } = scope
  const { organisationId } = actor
  const row = await lockTermination(tx, organisationId)
  if (!row || row.state === 'purging') throw notFound()
  await updateTermination(tx, organisationId, row.id, {
    state: 'cancelled',
    cancelledBy: actor.accountId,
    cancelledAt: at,
    updatedAt: at,
  })
  await markLeaving(tx, organisationId, { leavesAt: null }, at)
  await recordAct(scope, { action: 'delete', resource: 'termination', resourceIds: [row.id] })
  await announce(scope, row.id)
  return null
}
