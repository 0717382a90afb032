import { PLATFORM_ID } from '#src/db/database.ts'
import {
  type Erasing,
  type ErasureScope,
  eraseRows,
  type RunStep,
} from '#src/features/erasures/erase-rows.ts'
import { type ErasureIdentifiers, nobody } from '#src/features/erasures/erasure-identifiers.ts'
import { findPractitionersOf, unlinkPatients, wasErased } from '#src/features/erasures/erasures.queries.ts'
import { findPerson, listHolders } from '#src/privacy/held.queries.ts'
import type { LedgerEntry } from '#src/privacy/ledger/ledger-line.ts'

type ErasedAct = Pick<
  LedgerEntry,
  'organisationId' | 'accountId' | 'patientId' | 'subjectId' | 'id' | 'detail'
>

const practitionersOf = async ({ tx }: ErasureScope, organisationId: string, accountId: string | null) =>
  accountId === null || organisationId === PLATFORM_ID
    ? []
    : (await findPractitionersOf(tx, organisationId, accountId)).map(({ id }) => id)

const eraseAt = async (
  scope: ErasureScope,
  run: RunStep,
  { organisationId, requestId }: Erasing['part'],
  { keepRecord, ...known }: Partial<ErasureIdentifiers> & { keepRecord: boolean },
): Promise<void> => {
  const { accountId = null } = known
  const practitionerIds = await practitionersOf(scope, organisationId, accountId)
  const identifiers = { ...nobody, ...known, practitionerIds }
  const there: RunStep = (step) => run((open) => step({ ...open, organisationId }))
  const part = { organisationId, requestId }
  await eraseRows(scope.deps, there, { part, identifiers, keepRecord, again: true })
}

/** What leads to the account where it was erased too, and its patients where somebody was told to keep them. */
const eraseElsewhere = async (scope: ErasureScope, run: RunStep, requestId: string, accountId: string) => {
  const { tx, at } = scope
  const person = await findPerson(tx, accountId)
  if (!person) return null
  const loginEmailIndex = person.loginEmailIndex.toString('base64')
  for (const organisationId of await listHolders(tx, person)) {
    if (await wasErased(tx, organisationId, accountId)) {
      const patientIds = [...(person.patients.get(organisationId) ?? [])]
      const known = { accountId, wholeAccount: true, loginEmailIndex, patientIds, keepRecord: false }
      await eraseAt(scope, run, { organisationId, requestId }, known)
    } else await unlinkPatients(tx, organisationId, accountId, at)
  }
  return loginEmailIndex
}

/**
 * Erases once more whom a restored database still holds, as the ledger says (`erased`), with the steps of the erasure
 * itself. The act is in the ledger already: it is not written down again.
 * @param scope of the database's owner, from whom no policy hides rows
 */
export const eraseAgain = async (scope: ErasureScope, run: RunStep, act: ErasedAct): Promise<void> => {
  const { organisationId, accountId, patientId, detail } = act
  const requestId = detail.requestId ?? act.id
  const wholeAccount = organisationId === PLATFORM_ID && accountId !== null
  const loginEmailIndex = wholeAccount ? await eraseElsewhere(scope, run, requestId, accountId) : null
  await eraseAt(
    scope,
    run,
    { organisationId, requestId },
    {
      accountId,
      wholeAccount,
      loginEmailIndex,
      patientIds: patientId === null ? [] : [patientId],
      keepRecord: detail.kept === 'record',
    },
  )
}
