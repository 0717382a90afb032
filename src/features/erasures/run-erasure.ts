import { recordEvent } from '#src/audit/record-event.ts'
import { writeKeyArchive } from '#src/backups/key-archive.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withErasure } from '#src/db/erasure-scope.ts'
import type { JobScope } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { lockCalendars } from '#src/features/appointments/appointments.queries.ts'
import { findRequest, lockRequest, moveRequest } from '#src/features/data-requests/data-requests.queries.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { recordRequestEvent } from '#src/features/data-requests/request-timeline.ts'
import { eraseLatecomers } from '#src/features/erasures/erase-latecomers.ts'
import { cameMeanwhile, eraseRows, stepsOf } from '#src/features/erasures/erase-rows.ts'
import {
  type ErasureIdentifiers,
  gatherIdentifiers,
  openIdentifiers,
  readWholeAccount,
  sealIdentifiers,
} from '#src/features/erasures/erasure-identifiers.ts'
import { type ErasurePart, findPatientsOfPart } from '#src/features/erasures/erasures.queries.ts'
import { findBlockers } from '#src/features/erasures/find-blockers.ts'
import {
  endSignIn,
  endUndoLinks,
  freezePatients,
  listPractitionersAhead,
  restrictAccount,
  withdrawMails,
} from '#src/features/erasures/freeze.queries.ts'
import { listMailIds } from '#src/features/erasures/mail-ids.ts'
import { goOnWith, lookAgainAt, onward, type Progress, waiting } from '#src/features/erasures/progress.ts'
import { lockHolds } from '#src/features/legal-holds/legal-holds.queries.ts'
import { tieAddresses } from '#src/features/reviews/tie-addresses.ts'

/** How often rows that came while others went are followed before it counts as a fault. */
const mostRounds = 5

const freeze = async (scope: JobScope, request: DataRequest, identifiers: ErasureIdentifiers) => {
  const { tx, at, organisationId } = scope
  const { accountId, patientIds } = identifiers
  if (organisationId === PLATFORM_ID) {
    if (accountId === null) return
    await endSignIn(tx, accountId, at)
    await restrictAccount(tx, accountId, null)
  }
  const cancelled = await freezePatients(tx, organisationId, patientIds, at)
  await withdrawMails(tx, organisationId, identifiers)
  await endUndoLinks(tx, organisationId, request.id)
  await recordEvent(scope, {
    organisationId,
    action: 'change',
    resource: 'dataRequest',
    resourceIds: [request.id],
    patientIds,
    accountId,
    role: 'worker',
    ground: 'law',
    detail: { verb: 'erase', cancelled },
  })
}

/**
 * Begins to erase, where nobody withdrew and nothing has come to stand in the way: what the person has booked is
 * cancelled, never as late, their mails are withdrawn, and with the whole account their sign-in ends. From here on
 * nothing stops it.
 */
export const beginErasure = async (deps: Deps, part: ErasurePart): Promise<Progress> => {
  const account = await readWholeAccount(deps, part)
  return withErasure(deps, part, async (scope) => {
    const { tx, at, organisationId } = scope
    const request = await lockRequest(tx, organisationId, part.requestId)
    if (!request || !['grace', 'scheduled'].includes(request.state)) return waiting
    if (organisationId !== PLATFORM_ID) {
      await lockHolds(tx, organisationId)
      const patients = await findPatientsOfPart(tx, request)
      const ids = patients.map(({ id }) => id)
      const practitioners = await listPractitionersAhead(tx, organisationId, ids, at)
      await lockCalendars(tx, organisationId, practitioners, ids)
      // What has been completed since it was judged may be owed.
      if ((await findBlockers(scope, organisationId, patients)).length > 0) {
        await moveRequest(tx, organisationId, part.requestId, ['scheduled'], {
          state: 'blocked',
          updatedAt: at,
        })
        return onward
      }
    }
    const identifiers = await gatherIdentifiers(scope, request, account)
    await tieAddresses(scope, identifiers)
    const mailIds = await listMailIds(scope, identifiers)
    const kept = { ...identifiers, mailIds }
    await freeze(scope, request, kept)
    await moveRequest(tx, organisationId, part.requestId, ['grace', 'scheduled'], {
      state: 'running',
      step: 'erase',
      patientIds: kept.patientIds,
      sealed: await sealIdentifiers(scope, request, kept),
      secretHash: null,
      workAt: at,
      updatedAt: at,
    })
    await recordRequestEvent(scope, {
      organisationId,
      requestId: part.requestId,
      kind: 'started',
      actorId: null,
      role: 'worker',
    })
    return onward
  })
}

const identifiersOf = (deps: Deps, part: ErasurePart): Promise<ErasureIdentifiers> =>
  withErasure(deps, part, async (scope) => {
    const request = await findRequest(scope.tx, part.organisationId, part.requestId)
    if (!request) throw new Error('an erasure without its request')
    return openIdentifiers(scope, request)
  })

const waitForParts = (deps: Deps, part: ErasurePart): Promise<Progress> =>
  withErasure(deps, part, async ({ tx, at, organisationId }) => {
    await moveRequest(tx, organisationId, part.requestId, ['running', 'failed'], {
      state: 'running',
      step: 'erase',
      workAt: lookAgainAt(at),
      updatedAt: at,
    })
    return waiting
  })

/** Takes all rows, and goes on once every table was gone through without anything having come meanwhile. */
export const runErasure = async (deps: Deps, part: ErasurePart): Promise<Progress> => {
  const identifiers = await identifiersOf(deps, part)
  for (let round = 1; ; round++) {
    try {
      if (await eraseLatecomers(deps, part, identifiers)) return waitForParts(deps, part)
      await eraseRows(deps, stepsOf(deps, part), { part, identifiers, keepRecord: false })
      break
    } catch (error) {
      if (!cameMeanwhile(error) || round >= mostRounds) throw error
    }
  }
  return goOnWith(deps, part, 'keys')
}

/** Where the law keeps the record and nothing else stands in the way, everything beside it goes: once. */
export const eraseBesideRecord = async (deps: Deps, part: ErasurePart): Promise<void> => {
  const account = await readWholeAccount(deps, part)
  const identifiers = await withErasure(deps, part, async (scope) => {
    const request = await findRequest(scope.tx, part.organisationId, part.requestId)
    if (request?.state !== 'blocked') return null
    // The account stays with the record: by it the person sees that it is kept, and withdraws.
    const gathered = await gatherIdentifiers(scope, request, account)
    await tieAddresses(scope, gathered)
    return { ...gathered, accountId: null, loginEmailIndex: null, practitionerIds: [] }
  })
  if (!identifiers) return
  await eraseRows(deps, stepsOf(deps, part), { part, identifiers, keepRecord: true })
  await writeKeyArchive(deps)
  await withErasure(deps, part, async ({ tx, at, organisationId }) => {
    await moveRequest(tx, organisationId, part.requestId, ['blocked'], { step: 'recordKept', updatedAt: at })
  })
}
