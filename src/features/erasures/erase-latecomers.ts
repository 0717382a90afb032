import { PLATFORM_ID } from '#src/db/database.ts'
import { withErasedPerson, withErasure } from '#src/db/erasure-scope.ts'
import { withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { findRequest } from '#src/features/data-requests/data-requests.queries.ts'
import { addMissingParts } from '#src/features/erasures/add-missing-parts.ts'
import { eraseRows, type RunStep, stepsOf } from '#src/features/erasures/erase-rows.ts'
import {
  type ErasureIdentifiers,
  gatherIdentifiers,
  nobody,
} from '#src/features/erasures/erasure-identifiers.ts'
import {
  type ErasurePart,
  findPatientsOfPart,
  findPractitionersOf,
  listParts,
  unlinkPatients,
} from '#src/features/erasures/erasures.queries.ts'
import { findRows } from '#src/features/erasures/find-left.ts'
import { tieAddresses } from '#src/features/reviews/tie-addresses.ts'
import { findPlaces, listHolders } from '#src/privacy/held.queries.ts'

/** Where something leads to an account beside the platform. */
interface Latecomer {
  readonly organisationId: string
  /** Tables, or `table.column`. */
  readonly places: readonly string[]
  /** Whether the account is a patient or practitioner there. */
  readonly linked: boolean
}

/** Organisations that were asked, and those that hold something; the account itself may be gone by now. */
const listOrganisations = (
  deps: Deps,
  requestId: string,
  { accountId, loginEmailIndex }: { accountId: string; loginEmailIndex: string | null },
): Promise<string[]> =>
  withErasedPerson(deps, requestId, async ({ tx }) => {
    const index = Buffer.from(loginEmailIndex ?? '', 'base64')
    const asked = (await listParts(tx, requestId)).map(({ organisationId }) => organisationId)
    const person = await findPlaces(tx, { accountId, loginEmailIndex: index })
    const found = new Set([...asked, ...(await listHolders(tx, person))])
    found.delete(PLATFORM_ID)
    return [...found].sort()
  })

const lookAt = (deps: Deps, organisationId: string, accountId: string): Promise<Latecomer> =>
  withJob(deps, organisationId, async (scope) => {
    const { tx } = scope
    const patients = await findPatientsOfPart(tx, { organisationId, patientId: null, accountId })
    const practitioners = await findPractitionersOf(tx, organisationId, accountId)
    const known = { accountId, patientIds: patients.map(({ id }) => id), practitionerIds: [] }
    const places = await findRows(scope, known, 'organisation')
    return { organisationId, places, linked: patients.length + practitioners.length > 0 }
  })

/**
 * What came to be in organisations while their parts were done: somebody booked again where they had been erased
 * already, or the log of use was written down later. Of a part that is not the account's nothing is looked at.
 */
export const findLatecomers = async (
  deps: Deps,
  { organisationId, requestId }: ErasurePart,
  { accountId, loginEmailIndex }: Pick<ErasureIdentifiers, 'accountId' | 'loginEmailIndex'>,
): Promise<Latecomer[]> => {
  if (organisationId !== PLATFORM_ID || accountId === null) return []
  const found: Latecomer[] = []
  for (const id of await listOrganisations(deps, requestId, { accountId, loginEmailIndex }))
    found.push(await lookAt(deps, id, accountId))
  return found.filter(({ places, linked }) => places.length > 0 || linked)
}

const stateOf = (deps: Deps, { organisationId, requestId }: ErasurePart) =>
  withJob(
    deps,
    organisationId,
    async ({ tx }) => (await findRequest(tx, organisationId, requestId))?.state ?? null,
  )

const eraseAsAsked = async (deps: Deps, part: ErasurePart, accountId: string): Promise<void> => {
  const identifiers = await withErasure(deps, part, async (scope) => {
    const request = await findRequest(scope.tx, part.organisationId, part.requestId)
    if (!request) throw new Error('an erasure without its request')
    const gathered = await gatherIdentifiers(
      scope,
      { ...request, accountId },
      { wholeAccount: true, named: null },
    )
    await tieAddresses(scope, gathered)
    return gathered
  })
  await eraseRows(deps, stepsOf(deps, part), { part, identifiers, keepRecord: false })
}

/** Where nobody was asked, or was told to keep the patient: what is the account's own goes, and the patient stays. */
const eraseAccountThere = async (deps: Deps, part: ErasurePart, accountId: string): Promise<void> => {
  const { organisationId } = part
  const run: RunStep = (step) => withJob(deps, organisationId, step)
  await run(({ tx, at }) => unlinkPatients(tx, organisationId, accountId, at))
  const identifiers = { ...nobody, accountId }
  // The ledger would have the patient erased as well where a backup is restored.
  await eraseRows(deps, run, { part, identifiers, keepRecord: false, again: true })
}

const settled = new Set(['completed', 'refused', 'withdrawn', null])

/** @returns whether it is to be judged first */
const eraseAt = async (
  deps: Deps,
  part: ErasurePart,
  accountId: string,
  linked: boolean,
): Promise<boolean> => {
  const state = await stateOf(deps, part)
  if (!settled.has(state)) return true
  if (state === null && linked) {
    await addMissingParts(deps, part, [part.organisationId])
    return true
  }
  await (state === 'completed' ? eraseAsAsked : eraseAccountThere)(deps, part, accountId)
  return false
}

/**
 * Takes what `findLatecomers` finds, now that nobody can sign in any more. Who came to be a patient where nobody was
 * asked yet is judged there first.
 * @returns whether the account has to wait for that
 */
export const eraseLatecomers = async (
  deps: Deps,
  part: ErasurePart,
  identifiers: Pick<ErasureIdentifiers, 'accountId' | 'loginEmailIndex'>,
): Promise<boolean> => {
  const { accountId } = identifiers
  if (accountId === null) return false
  let waits = false
  for (const { organisationId, linked } of await findLatecomers(deps, part, identifiers)) {
    const there = { organisationId, requestId: part.requestId }
    if (await eraseAt(deps, there, accountId, linked)) waits = true
  }
  return waits
}
