import type { Insertable } from 'kysely'
import type { Access } from '#src/access/access.ts'
import { withinReach } from '#src/access/reach.ts'
import type { Database, ScopedTx, Tx } from '#src/db/database.ts'
import type { ConsentPurpose } from '#src/features/consents/consents.schema.ts'

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
  const newest = await tx
    .selectFrom('consents')
    .select('granted')
    .where('organisationId', '=', organisationId)
    .where('patientId', '=', patientId)
    .where('purpose', '=', purpose)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.granted ?? false
}

/** Adds decisions; nothing of what was decided before is touched. */
export const insertConsents = (tx: Tx, rows: Insertable<Database['consents']>[]) =>
  tx.insertInto('consents').values(rows).execute()

const decided = ['organisationId', 'id', 'purpose', 'granted', 'textId', 'source', 'createdAt'] as const

/** Every decision of a patient, newest first. */
export const listPatientConsents = (tx: ScopedTx, organisationId: string, patientId: string) =>
  tx
    .selectFrom('consents')
    .select(decided)
    .where('organisationId', '=', organisationId)
    .where('patientId', '=', patientId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1000)
    .execute()

/** Every decision of a person towards organisations and platform, newest first. */
export const listOwnConsents = async (tx: Tx, accountId: string) => {
  const asPatient = tx
    .selectFrom('patients')
    .innerJoin('consents', (join) =>
      join
        .onRef('consents.organisationId', '=', 'patients.organisationId')
        .onRef('consents.patientId', '=', 'patients.id'),
    )
    .select(decided.map((name) => `consents.${name}` as const))
    .where('patients.accountId', '=', accountId)
  const ofAccount = tx.selectFrom('consents').select(decided).where('accountId', '=', accountId)
  return asPatient
    .unionAll(ofAccount)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1000)
    .execute()
}

/** Adds the words of a request for consent. */
export const insertConsentText = (tx: ScopedTx, row: Insertable<Database['consentTexts']>) =>
  tx.insertInto('consentTexts').values(row).returningAll().executeTakeFirstOrThrow()

/** The words of an organisation, newest first. */
export const listConsentTexts = (tx: Tx, organisationId: string) =>
  tx
    .selectFrom('consentTexts')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .orderBy('publishedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1000)
    .execute()

/** The newest words of each purpose and language. */
export const currentConsentTexts = (tx: Tx, organisationIds: readonly string[]) =>
  tx
    .selectFrom('consentTexts')
    .selectAll()
    .distinctOn(['organisationId', 'purpose', 'language'])
    .where('organisationId', 'in', [...organisationIds])
    .orderBy('organisationId')
    .orderBy('purpose')
    .orderBy('language')
    .orderBy('number', 'desc')
    .execute()

// A guardian decides until the age of consent, which may lie above the age until which they see everything.
const reached = (access: Access) => withinReach(access, { patient: 'id', confidential: 'false' })

/** A patient within the caller's reach whose decisions nobody else writes until the transaction ends. */
export const lockReachablePatient = (tx: ScopedTx, organisationId: string, id: string, access: Access) =>
  tx
    .selectFrom('patients')
    .select(['id', 'care', 'state'])
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where(reached(access))
    .forNoKeyUpdate()
    .executeTakeFirst()

/** A patient within the caller's reach. */
export const findReachablePatient = (tx: ScopedTx, organisationId: string, id: string, access: Access) =>
  tx
    .selectFrom('patients')
    .select(['id', 'care', 'state'])
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where(reached(access))
    .executeTakeFirst()

/** The patient that an account is in the organisation in scope, locked as above. */
export const lockPatientOfAccount = (tx: ScopedTx, organisationId: string, accountId: string) =>
  tx
    .selectFrom('patients')
    .select(['id', 'care', 'state'])
    .where('organisationId', '=', organisationId)
    .where('accountId', '=', accountId)
    .forNoKeyUpdate()
    .executeTakeFirst()

/** The organisations in which the person in scope is a patient. */
export const listOwnControllers = (tx: Tx, accountId: string) =>
  tx
    .selectFrom('patients')
    .select('organisationId')
    .where('accountId', '=', accountId)
    .orderBy('organisationId')
    .limit(1000)
    .execute()
