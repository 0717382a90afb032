import { v7 as newId } from 'uuid'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type JobScope, withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import {
  findOpenErasure,
  type InactivePatient,
  insertInactiveErasure,
  isLinkedElsewhere,
  listInactivePatients,
} from '#src/features/retention/inactive-people.queries.ts'
import { deadlineOf, regimeOf } from '#src/privacy/law/deadlines.ts'
import { dueDate } from '#src/privacy/law/due-date.ts'

const atOnce = 200

/** Files one controller's part; the key is there for what the erasure has to remember until its end. */
const file = async (
  scope: JobScope,
  part: { id: string; accountId: string | null; patientId: string | null },
): Promise<void> => {
  const { tx, at, deps, organisationId } = scope
  const ofPlatform = organisationId === PLATFORM_ID
  const { country, timeZone } = ofPlatform
    ? { country: '', timeZone: 'UTC' }
    : await findOrganisation(tx, organisationId)
  await deps.keyring.createSubjectKey(tx, {
    organisationId,
    subjectId: part.id,
    class: 'request',
    accountId: part.accountId,
  })
  // Nobody waits for the answer: that days off could move its last day makes no difference.
  const { unrolled } = dueDate(at, deadlineOf(country, 'erasure').period, timeZone, {
    isHoliday: () => false,
  })
  await insertInactiveErasure(tx, {
    ...part,
    organisationId,
    regime: regimeOf(country),
    dueOn: unrolled,
    at,
  })
}

/** The account's own part where nothing else hangs on it; filed first, so that both have one id whenever this ends. */
const fileAccount = (deps: Deps, accountId: string, organisationId: string): Promise<string | undefined> =>
  withJob(deps, PLATFORM_ID, async (scope) => {
    if (await isLinkedElsewhere(scope.tx, accountId, organisationId)) return undefined
    const open = await findOpenErasure(scope.tx, PLATFORM_ID, accountId)
    if (open !== undefined) return open
    const id = newId()
    await file(scope, { id, accountId, patientId: null })
    return id
  })

const fileOne = async (
  deps: Deps,
  organisationId: string,
  { id: patientId, accountId }: InactivePatient,
): Promise<void> => {
  const ofAccount = accountId === null ? undefined : await fileAccount(deps, accountId, organisationId)
  await withJob(deps, organisationId, async (scope) => {
    await file(scope, { id: ofAccount ?? newId(), accountId, patientId })
  })
}

/**
 * Files the erasure of deactivated patients to whom no booking refers any more, and of their account where nothing else
 * hangs on it: it begins at once, and waits where the law or a hold says so.
 */
export const fileInactive = async (deps: Deps, organisationId: string): Promise<void> => {
  let after: string | null = null
  do {
    const page: InactivePatient[] = await withJob(deps, organisationId, ({ tx }) =>
      listInactivePatients(tx, organisationId, after, atOnce),
    )
    for (const patient of page) await fileOne(deps, organisationId, patient)
    after = page.length === atOnce ? (page.at(-1)?.id ?? null) : null
  } while (after !== null)
}
