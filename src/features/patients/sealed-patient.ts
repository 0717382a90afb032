import type { Keyring } from '#src/crypto/keyring.ts'
import { sealValue } from '#src/crypto/sealing.ts'
import type { ScopedTx } from '#src/db/database.ts'
import type { StoredPatient } from '#src/features/patients/patients.queries.ts'
import type { PatientContact, PatientIdentity } from '#src/features/patients/patients.schema.ts'
import { normalisePhone } from '#src/schema/text.ts'

/** A patient's sealed values, open. */
export interface OpenPatient {
  care: PatientIdentity
  rest: PatientContact
}

type Sealed = Pick<StoredPatient, 'organisationId' | 'id' | 'care' | 'rest'>

const careOf = (rowId: string) => ({ field: 'patients.care', rowId })
const restOf = (rowId: string) => ({ field: 'patients.rest', rowId })

// What an import could not read as a phone number is kept as it was typed, and nobody is found by it.
const findable = (phone: string | null) =>
  phone === null || normalisePhone(phone, null) !== phone ? null : phone

/** The blind indexes by which an organisation finds a patient. */
export const indexPatient = async (
  keyring: Keyring,
  tx: ScopedTx,
  organisationId: string,
  { email, phone }: Pick<PatientContact, 'email' | 'phone'>,
) => {
  const index = (kind: 'email' | 'phone', value: string | null) =>
    value === null ? null : keyring.blindIndex(tx, organisationId, kind, value)
  const [byEmail, byPhone] = [await index('email', email), await index('phone', findable(phone))]
  return {
    emailIndex: byEmail?.index ?? null,
    phoneIndex: byPhone?.index ?? null,
    // Without an index its version tells nothing.
    indexVersion: (byEmail ?? byPhone)?.version ?? 1,
  }
}

/** Makes a new patient's two keys and seals by them. */
export const sealNewPatient = async (
  keyring: Keyring,
  tx: ScopedTx,
  owner: { organisationId: string; id: string; accountId: string | null },
  { care, rest }: OpenPatient,
) => {
  const key = (keyClass: 'care' | 'rest') =>
    keyring.createSubjectKey(tx, {
      organisationId: owner.organisationId,
      subjectId: owner.id,
      class: keyClass,
      accountId: owner.accountId,
    })
  const [careKey, restKey] = [await key('care'), await key('rest')]
  return {
    care: sealValue(careKey, careOf(owner.id), care),
    rest: sealValue(restKey, restOf(owner.id), rest),
    ...(await indexPatient(keyring, tx, owner.organisationId, rest)),
  }
}

/** Seals a known patient's values anew. */
export const sealPatient = async (
  keyring: Keyring,
  tx: ScopedTx,
  { organisationId, id }: { organisationId: string; id: string },
  { care, rest }: OpenPatient,
) => {
  const owner = { organisationId, subjectId: id }
  return {
    care: await keyring.seal(tx, { ...owner, class: 'care' }, careOf(id), care),
    rest: await keyring.seal(tx, { ...owner, class: 'rest' }, restOf(id), rest),
    ...(await indexPatient(keyring, tx, organisationId, rest)),
  }
}

/** Opens patients in their order, all keys that are not at hand by one query. */
export const openPatients = async (
  keyring: Keyring,
  tx: ScopedTx,
  rows: readonly Sealed[],
): Promise<OpenPatient[]> => {
  const open = <T>(values: (row: Sealed) => { sealed: Buffer; place: { field: string; rowId: string } }) =>
    keyring.openMany<T>(
      tx,
      rows.map((row) => ({ organisationId: row.organisationId, ...values(row) })),
    )
  const cares = await open<PatientIdentity>(({ care, id }) => ({ sealed: care, place: careOf(id) }))
  const rests = await open<PatientContact>(({ rest, id }) => ({ sealed: rest, place: restOf(id) }))
  return rows.map((_row, i) => ({ care: cares[i] as PatientIdentity, rest: rests[i] as PatientContact }))
}

/** Opens one patient. */
export const openPatient = async (keyring: Keyring, tx: ScopedTx, row: Sealed): Promise<OpenPatient> => {
  const { organisationId, id } = row
  return {
    care: await keyring.open<PatientIdentity>(tx, organisationId, row.care, careOf(id)),
    rest: await keyring.open<PatientContact>(tx, organisationId, row.rest, restOf(id)),
  }
}

/** Opens one patient by keys that are at hand; undefined when one is not. */
export const openCachedPatient = (keyring: Keyring, row: Sealed): OpenPatient | undefined => {
  const care = keyring.openCached<PatientIdentity>(row.organisationId, row.care, careOf(row.id))
  const rest = keyring.openCached<PatientContact>(row.organisationId, row.rest, restOf(row.id))
  return care && rest && { care: care.value, rest: rest.value }
}
