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
  /** An invitation that came by a list became the patient's who is erased next. */
  | 'reviewInvitationTied'
  | 'sessionsEnded'
  | 'passwordChanged'
  /** The address of before opens nothing any more. */
  | 'loginEmailChanged'
  | 'factorRemoved'
  | 'recoveryCodeUsed'
  | 'assignmentEnded'
  | 'organisationPurged'

/** What ends such an act, so that a replay does not hold somebody to what was lifted. */
export type Lifting = 'restrictionLifted' | 'objectionLifted'

/** Every act that stands in the ledger. */
export type LedgerAction = TakingAway | Lifting

/** One such act; ids and codes, nothing that tells of anybody. */
export interface LedgerAct<Action extends LedgerAction = TakingAway> {
  /** Of an act that may be recorded twice, or with something sealed in its detail: under one id it is one act. */
  id?: string
  /** The controller; `PLATFORM_ID` for what belongs to an account. */
  organisationId: string
  action: Action
  accountId?: string | null
  patientId?: string | null
  subjectId?: string | null
  detail?: Readonly<Record<string, string>>
  /** Blind indexes of the person's, for rows that carry no id of theirs, such as sign-in attempts. */
  blindIndexes?: readonly Buffer[]
}

type LedgerScope = Pick<Scope, 'tx' | 'at'> & Partial<Pick<Scope, 'deps' | 'requestId'>>

const hashOf = (deps: Scope['deps'] | undefined, organisationId: string, index: Buffer): string => {
  if (!deps) throw new Error('blind indexes are hashed by the ledger of a whole scope')
  return deps.ledger.hashFor(organisationId, index)
}

const record = async (
  { tx, at, deps, requestId }: LedgerScope,
  act: LedgerAct<LedgerAction>,
): Promise<boolean> => {
  const { organisationId, blindIndexes = [] } = act
  if (requestId) deps?.ledger.note(requestId)
  const row = {
    organisationId,
    id: act.id ?? newId(),
    action: act.action,
    accountId: act.accountId ?? null,
    patientId: act.patientId ?? null,
    subjectId: act.subjectId ?? null,
    detail: act.detail ?? {},
    hashes: blindIndexes.map((index) => hashOf(deps, organisationId, index)),
    createdAt: at,
    position: null,
  }
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('ledgerActs')
    .values(row)
    .$if(act.id !== undefined, (insert) =>
      insert.onConflict((same) => same.columns(['organisationId', 'id']).doNothing()),
    )
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/**
 * Writes an act down in the transaction that does it; the ledger's file takes it up after the commit, and the request's
 * answer waits for that.
 * @returns false where its id was recorded before
 */
export const recordTakingAway = (scope: LedgerScope, act: LedgerAct): Promise<boolean> => record(scope, act)

/**
 * The same for what ends a restriction or an objection.
 * @param act its detail says in `endsAt` from when on, an ISO 8601 instant
 */
export const recordLifting = (
  scope: LedgerScope,
  act: LedgerAct<Lifting> & { detail: { endsAt: string } },
): Promise<boolean> => record(scope, act)
