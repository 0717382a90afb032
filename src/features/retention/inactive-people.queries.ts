import { sql } from 'kysely'
import type { ScopedTx } from '#src/db/database.ts'

/** A deactivated patient to whom no booking refers any more. */
export interface InactivePatient {
  id: string
  accountId: string | null
}

/** Deactivated patients without a booking, a hold on them and a request that was filed for it already, at most `limit`. */
export const listInactivePatients = async (
  tx: ScopedTx,
  organisationId: string,
  after: string | null,
  limit: number,
): Promise<InactivePatient[]> => {
  const { rows } = await sql<InactivePatient>`
    select p.id, p.account_id as "accountId" from patients p
     where p.organisation_id = ${organisationId} and p.state = 'deactivated' and (${after}::uuid is null or p.id > ${after}::uuid)
       and not exists (select from appointments a where a.organisation_id = p.organisation_id and a.patient_id = p.id)
       and not exists (select from legal_holds h where h.organisation_id = p.organisation_id and h.lifted_at is null
         and (h.patient_id is null or h.patient_id = p.id))
       and not exists (select from data_requests r where r.organisation_id = p.organisation_id and r.patient_id = p.id
         and r.kind = 'erasure' and (r.closed_at is null or r.rule = 'inactive'))
     order by p.id limit ${limit}`.execute(tx)
  return rows
}

/** Whether an account is anything but a patient of the organisation. */
export const isLinkedElsewhere = async (
  tx: ScopedTx,
  accountId: string,
  organisationId: string,
): Promise<boolean> => {
  const { rows } = await sql<{
    linked: boolean
  }>`select is_linked_elsewhere(${accountId}::uuid, ${organisationId}::uuid) as linked`.execute(tx)
  return rows[0]?.linked ?? true
}

/** The erasure of an account that is under way; undefined where none is. */
export const findOpenErasure = async (
  tx: ScopedTx,
  organisationId: string,
  accountId: string,
): Promise<string | undefined> => {
  const { rows } = await sql<{ id: string }>`
    select r.id from data_requests r
     where r.organisation_id = ${organisationId} and r.account_id = ${accountId} and r.kind = 'erasure' and r.closed_at is null
     order by r.id limit 1`.execute(tx)
  return rows[0]?.id
}

/** What is filed for somebody who is inactive. */
export interface InactiveErasure {
  organisationId: string
  id: string
  accountId: string | null
  patientId: string | null
  regime: string
  dueOn: string
  at: string
}

/** Files an erasure that may begin at once. */
export const insertInactiveErasure = async (tx: ScopedTx, filed: InactiveErasure): Promise<void> => {
  const { organisationId, id, accountId, patientId, regime, dueOn, at } = filed
  await sql`
    insert into data_requests (organisation_id, id, account_id, patient_id, patient_ids, kind, object, state, source, expedite, regime, rule,
        received_at, due_on, unrolled_on, grace_ends_at, blockers, version, created_at, updated_at)
    values (${organisationId}, ${id}, ${accountId}, ${patientId}, '{}', 'erasure', 'all', 'grace', 'staff', true, ${regime}, 'inactive',
      ${at}, ${dueOn}, ${dueOn}, ${at}, '[]', 1, ${at}, ${at})`.execute(tx)
}
