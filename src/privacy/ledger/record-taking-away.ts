import { v7 as newId } from 'uuid'
import type { Scope } from '#src/db/scope.ts'

/** What takes something away, so that a restored backup must not bring it back. */
export type TakingAway =
  | 'erased'
  | 'consentWithdrawn'
  | 'objected'
  | 'restricted'
  | 'optedOut'
  | 'unsubscribed'
  | 'patientDeactivated'
  | 'membershipRevoked'
  | 'guardianRevoked'
  | 'invitationRevoked'
  | 'clientRevoked'
  | 'keyDestroyed'
  | 'sessionsEnded'
  | 'passwordChanged'
  | 'factorRemoved'
  | 'recoveryCodeUsed'
  | 'assignmentEnded'
  | 'organisationPurged'

/** One such act; ids and codes, nothing that tells of anybody. */
export interface LedgerAct {
  /** The controller; `PLATFORM_ID` for what belongs to an account. */
  organisationId: string
  action: TakingAway
  accountId?: string | null
  patientId?: string | null
  subjectId?: string | null
  detail?: Readonly<Record<string, string>>
  /** Of an act that may be recorded twice: under one id it is one act. */
  id?: string
  /** Blind indexes of the person's, for rows that carry no id of theirs, such as sign-in attempts. */
  blindIndexes?: readonly Buffer[]
}

const hashOf = (deps: Scope['deps'] | undefined, organisationId: string, index: Buffer): string => {
  if (!deps) throw new Error('blind indexes are hashed by the ledger of a whole scope')
  return deps.ledger.hashFor(organisationId, index)
}

/**
 * Writes an act down in the transaction that does it; the ledger's file takes it up after the commit, and the request's
 * answer waits for that.
 * @returns false where its id was recorded before
 */
export const recordTakingAway = async (
  { tx, at, deps, requestId }: Pick<Scope, 'tx' | 'at'> & Partial<Pick<Scope, 'deps' | 'requestId'>>,
  act: LedgerAct,
): Promise<boolean> => {
  const { organisationId, blindIndexes = [] } = act
  if (requestId) deps?.ledger.note(requestId)
  const row = {
    organisationId,
    action: act.action,
    accountId: act.accountId ?? null,
    patientId: act.patientId ?? null,
    subjectId: act.subjectId ?? null,
    detail: act.detail ?? {},
    hashes: blindIndexes.map((index) => hashOf(deps, organisationId, index)),
    createdAt: at,
    position: null,
  }
  const insert = tx.insertInto('ledgerActs').values({ ...row, id: act.id ?? newId() })
  if (act.id === undefined) {
    await insert.execute()
    return true
  }
  const { numInsertedOrUpdatedRows } = await insert
    .onConflict((same) => same.columns(['organisationId', 'id']).doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}
