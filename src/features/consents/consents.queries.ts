import { sql } from 'kysely'
import type { ScopedTx } from '#src/db/database.ts'

/** What a patient's fields need consent to. */
type ConsentPurpose = 'demographics' | 'socialProfiles' | 'specialCategories'

/**
 * Whether a patient's consent to a purpose is in force: the newest decision says so. Asked anew each time, so that a
 * withdrawal holds from the next request on.
 */
export const hasConsent = async (
  tx: ScopedTx,
  organisationId: string,
  patientId: string,
  purpose: ConsentPurpose,
): Promise<boolean> => {
  const { rows } = await sql<{ granted: boolean }>`
    select granted from consents
     where organisation_id = ${organisationId} and patient_id = ${patientId} and purpose = ${purpose}
     order by created_at desc, id desc limit 1`.execute(tx)
  return rows[0]?.granted ?? false
}
