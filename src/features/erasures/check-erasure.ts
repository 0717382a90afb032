import { writeKeyArchive } from '#src/backups/key-archive.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withErasure } from '#src/db/erasure-scope.ts'
import type { Deps } from '#src/deps.ts'
import { findRequest, moveRequest } from '#src/features/data-requests/data-requests.queries.ts'
import { mailJobOf, messageIdOf } from '#src/features/erasures/clear-jobs-and-files.ts'
import { eraseLatecomers, findLatecomers } from '#src/features/erasures/erase-latecomers.ts'
import { eraseRows, stepsOf } from '#src/features/erasures/erase-rows.ts'
import { type ErasureIdentifiers, openIdentifiers } from '#src/features/erasures/erasure-identifiers.ts'
import type { ErasurePart } from '#src/features/erasures/erasures.queries.ts'
import { failErasure } from '#src/features/erasures/fail-erasure.ts'
import { findKeys, findRows } from '#src/features/erasures/find-left.ts'
import { onward, type Progress, waiting } from '#src/features/erasures/progress.ts'

const findJobsAndFiles = async (deps: Deps, organisationId: string, { mailIds }: ErasureIdentifiers) => {
  for (const mailId of mailIds) {
    if (await deps.queue.producer.getJob(mailJobOf(organisationId, mailId))) return ['queue']
    if (await deps.mailer.holds(messageIdOf(deps, mailId))) return ['mail files']
  }
  return []
}

const findHere = (deps: Deps, part: ErasurePart, identifiers: ErasureIdentifiers): Promise<string[]> =>
  withErasure(deps, part, async (scope) => {
    const { accountId, patientIds } = identifiers
    if (part.organisationId === PLATFORM_ID)
      return [
        ...(await findRows(scope, identifiers, 'everything')),
        ...(await findKeys(scope, accountId === null ? patientIds : [...patientIds, accountId])),
      ]
    // Where the account can still sign in it leaves new rows; with the account they go.
    const rows = await findRows(scope, { ...identifiers, accountId: null }, 'organisation')
    return [...rows, ...(await findKeys(scope, patientIds))]
  })

const find = async (deps: Deps, part: ErasurePart, identifiers: ErasureIdentifiers): Promise<string[]> => {
  const late = await findLatecomers(deps, part, identifiers)
  return [...(await findHere(deps, part, identifiers)), ...late.flatMap(({ places }) => places)]
}

/** What began before the freeze may be stored after the rows of its table went: that goes once more, and is no fault. */
const mostAgain = 2

const eraseStragglers = async (deps: Deps, part: ErasurePart, identifiers: ErasureIdentifiers) => {
  for (let again = 0; ; again++) {
    const places = await find(deps, part, identifiers)
    if (places.length === 0 || again === mostAgain) return places
    deps.log.info({ ...part, places }, 'rows came while an erasure ran; they go as well')
    await eraseLatecomers(deps, part, identifiers)
    await eraseRows(deps, stepsOf(deps, part), { part, identifiers, keepRecord: false })
    await writeKeyArchive(deps)
  }
}

/** Looks by index whether anything is left that the register leads to; what is, stops the run loudly. */
export const checkErasure = async (deps: Deps, part: ErasurePart): Promise<Progress> => {
  const { organisationId, requestId } = part
  const identifiers = await withErasure(deps, part, async (scope) => {
    const request = await findRequest(scope.tx, organisationId, requestId)
    if (!request) throw new Error('an erasure without its request')
    return openIdentifiers(scope, request)
  })
  const left = await findJobsAndFiles(deps, organisationId, identifiers)
  const places = [...left, ...(await eraseStragglers(deps, part, identifiers))]
  if (places.length > 0) {
    await failErasure(deps, part, 'erase', places)
    return waiting
  }
  return withErasure(deps, part, async ({ tx, at }) => {
    await moveRequest(tx, organisationId, requestId, ['running', 'failed'], {
      state: 'verifying',
      step: 'pass',
      erasedAt: at,
      workAt: null,
      updatedAt: at,
    })
    return onward
  })
}
