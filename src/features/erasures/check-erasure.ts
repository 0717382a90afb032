import { writeKeyArchive } from '#src/backups/key-archive.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withErasure } from '#src/db/erasure-scope.ts'
import type { JobScope } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { findRequest, moveRequest } from '#src/features/data-requests/data-requests.queries.ts'
import { mailJobOf, messageIdOf } from '#src/features/erasures/clear-jobs-and-files.ts'
import { eraseRows, stepsOf } from '#src/features/erasures/erase-rows.ts'
import {
  type ErasureIdentifiers,
  openIdentifiers,
  subjectOf,
} from '#src/features/erasures/erasure-identifiers.ts'
import type { ErasurePart } from '#src/features/erasures/erasures.queries.ts'
import { failErasure } from '#src/features/erasures/fail-erasure.ts'
import { onward, type Progress, waiting } from '#src/features/erasures/progress.ts'
import {
  actorColumns,
  countActor,
  countKeys,
  countRows,
  losesRows,
} from '#src/privacy/erasure/erase.queries.ts'
import { isTenant, register } from '#src/privacy/register.ts'

const checked = (platform: boolean) =>
  register.filter((table) => table.name !== 'keys.subjectKeys' && (platform || isTenant(table)))

// By ids alone: whoever has erased everything may register again with the same address at once.
const leadsById = (path: { of?: string; erased?: string }) =>
  path.erased === undefined && path.of !== 'loginEmail'

const findRows = async (scope: JobScope, identifiers: ErasureIdentifiers): Promise<string[]> => {
  const { tx, organisationId } = scope
  // Where the account can still sign in it leaves new rows; with the account they go, and the pass looks for its id.
  const accountId = organisationId === PLATFORM_ID ? identifiers.accountId : null
  const subject = subjectOf(organisationId, { ...identifiers, accountId })
  const places: string[] = []
  for (const table of checked(organisationId === PLATFORM_ID)) {
    if (losesRows(table) && (await countRows(tx, table, subject, organisationId, leadsById)) > 0)
      places.push(table.name)
    if (accountId === null) continue
    for (const { name } of actorColumns(table))
      if ((await countActor(tx, table, name, accountId, organisationId)) > 0)
        places.push(`${table.name}.${name}`)
  }
  return places
}

const findKeys = async ({ tx, organisationId }: JobScope, identifiers: ErasureIdentifiers) => {
  const { patientIds, accountId } = identifiers
  const owners =
    organisationId === PLATFORM_ID && accountId !== null ? [...patientIds, accountId] : patientIds
  return (await countKeys(tx, organisationId, owners, ['account', 'care', 'rest'])) > 0
    ? ['keys.subjectKeys']
    : []
}

const findJobsAndFiles = async (deps: Deps, organisationId: string, { mailIds }: ErasureIdentifiers) => {
  for (const mailId of mailIds) {
    if (await deps.queue.producer.getJob(mailJobOf(organisationId, mailId))) return ['queue']
    if (await deps.mailer.holds(messageIdOf(deps, mailId))) return ['mail files']
  }
  return []
}

const find = (deps: Deps, part: ErasurePart, identifiers: ErasureIdentifiers): Promise<string[]> =>
  withErasure(deps, part, async (scope) => [
    ...(await findRows(scope, identifiers)),
    ...(await findKeys(scope, identifiers)),
  ])

/** What began before the freeze may be stored after the rows of its table went: that goes once more, and is no fault. */
const mostAgain = 2

const eraseStragglers = async (deps: Deps, part: ErasurePart, identifiers: ErasureIdentifiers) => {
  for (let again = 0; ; again++) {
    const places = await find(deps, part, identifiers)
    if (places.length === 0 || again === mostAgain) return places
    deps.log.info({ ...part, places }, 'rows came while an erasure ran; they go as well')
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
