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
  | 'clientRevoked'
  | 'keyDestroyed'
  | 'sessionsEnded'
  | 'factorRemoved'
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
}

/** Writes an act down in the transaction that does it; the ledger's file takes it up after the commit. */
export const recordTakingAway = async (
  { tx, at }: Pick<Scope, 'tx' | 'at'>,
  act: LedgerAct,
): Promise<void> => {
  await tx
    .insertInto('ledgerActs')
    .values({
      organisationId: act.organisationId,
      id: newId(),
      action: act.action,
      accountId: act.accountId ?? null,
      patientId: act.patientId ?? null,
      subjectId: act.subjectId ?? null,
      detail: act.detail ?? {},
      createdAt: at,
      position: null,
    })
    .execute()
}
