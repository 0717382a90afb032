import type { Keyring } from '#src/crypto/keyring.ts'
import { sealValue } from '#src/crypto/sealing.ts'
import type { ScopedTx } from '#src/db/database.ts'
import type { JobScope } from '#src/db/scope.ts'
import type { StoredPatient } from '#src/features/patients/patients.queries.ts'
import type {
  PatientContact,
  PatientIdentity,
  PatientSpecialCategories,
} from '#src/features/patients/patients.schema.ts'
import { normalisePhone } from '#src/schema/text.ts'

/** A patient's sealed values, open. */
export interface OpenPatient {
  care: PatientIdentity
  rest: PatientContact
  /** Left out, or null, where nothing of it is stored. */
  special?: PatientSpecialCategories | null
}

type Sealed = Pick<StoredPatient, 'organisationId' | 'id' | 'care' | 'rest'>
type SealedWhole = Sealed & Pick<StoredPatient, 'special'>

const careOf = (rowId: string) => ({ field: 'patients.care', rowId })
const restOf = (rowId: string) => ({ field: 'patients.rest', rowId })
const specialOf = (rowId: string) => ({ field: 'patients.special', rowId })

/** Nothing is sealed where nothing is told. */
const told = (special: OpenPatient['special']): PatientSpecialCategories | null =>
  special && Object.values(special).some((value) => value !== null) ? special : null

/** What a patient can be found by as a whole. */
type Indexed = Partial<Pick<PatientContact, 'email' | 'phone'> & Pick<PatientIdentity, 'nationalId'>>

// What an import could not read as a phone number is kept as it was typed, and nobody is found by it.
const findable = (phone: string | null) =>
  phone === null || normalisePhone(phone, null) !== phone ? null : phone

/** The blind indexes by which an organisation finds a patient. */
export const indexPatient = async (
  keyring: Keyring,
  tx: ScopedTx,
  organisationId: string,
  { email = null, phone = null, nationalId = null }: Indexed,
) => {
  const index = (kind: 'email' | 'phone' | 'nationalId', value: string | null) =>
    value === null ? null : keyring.blindIndex(tx, organisationId, kind, value)
  const byEmail = await index('email', email)
  const byPhone = await index('phone', findable(phone))
  const byNationalId = await index('nationalId', nationalId)
  return {
    emailIndex: byEmail?.index ?? null,
    phoneIndex: byPhone?.index ?? null,
    nationalIdIndex: byNationalId?.index ?? null,
    // Without an index its version tells nothing.
    indexVersion: (byEmail ?? byPhone ?? byNationalId)?.version ?? 1,
  }
}

const indexed = ({ care, rest }: OpenPatient): Indexed => ({
  email: rest.email,
  phone: rest.phone,
  nationalId: care.nationalId,
})

/** Makes a new patient's two keys and seals by them. */
export const sealNewPatient = async (
  keyring: Keyring,
  tx: ScopedTx,
  owner: { organisationId: string; id: string; accountId: string | null },
  values: OpenPatient,
) => {
  const { care, rest } = values
  const special = told(values.special)
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
    special: special && sealValue(restKey, specialOf(owner.id), special),
    ...(await indexPatient(keyring, tx, owner.organisationId, indexed(values))),
  }
}

/** Seals a known patient's values anew. */
export const sealPatient = async (
  keyring: Keyring,
  tx: ScopedTx,
  { organisationId, id }: { organisationId: string; id: string },
  values: OpenPatient,
) => {
  const { care, rest } = values
  const special = told(values.special)
  const owner = { organisationId, subjectId: id }
  return {
    care: await keyring.seal(tx, { ...owner, class: 'care' }, careOf(id), care),
    rest: await keyring.seal(tx, { ...owner, class: 'rest' }, restOf(id), rest),
    special: special && (await keyring.seal(tx, { ...owner, class: 'rest' }, specialOf(id), special)),
    ...(await indexPatient(keyring, tx, organisationId, indexed(values))),
  }
}

/** Opens patients' identity and contact in their order, all keys that are not at hand by one query. */
export const openPatients = async (
  keyring: Keyring,
  tx: ScopedTx,
  rows: readonly Sealed[],
): Promise<OpenPatient[]> => {
  const opened = await keyring.openMany<PatientIdentity | PatientContact>(
    tx,
    rows.flatMap(({ organisationId, id, care, rest }) => [
      { organisationId, sealed: care, place: careOf(id) },
      { organisationId, sealed: rest, place: restOf(id) },
    ]),
  )
  return rows.map((_row, i) => ({
    care: opened[2 * i] as PatientIdentity,
    rest: opened[2 * i + 1] as PatientContact,
  }))
}

/** Opens one patient. */
export const openPatient = async (
  keyring: Keyring,
  tx: ScopedTx,
  row: SealedWhole,
): Promise<OpenPatient & { special: PatientSpecialCategories | null }> => {
  const { organisationId, id, special } = row
  return {
    care: await keyring.open<PatientIdentity>(tx, organisationId, row.care, careOf(id)),
    rest: await keyring.open<PatientContact>(tx, organisationId, row.rest, restOf(id)),
    special:
      special && (await keyring.open<PatientSpecialCategories>(tx, organisationId, special, specialOf(id))),
  }
}

/** Opens a patient's identity and contact by keys that are at hand; undefined when one is not. */
export const openCachedPatient = (keyring: Keyring, row: Sealed): OpenPatient | undefined => {
  const care = keyring.openCached<PatientIdentity>(row.organisationId, row.care, careOf(row.id))
  const rest = keyring.openCached<PatientContact>(row.organisationId, row.rest, restOf(row.id))
  return care && rest && { care: care.value, rest: rest.value }
}

/** A patient's contact with nothing in it, under a new `rest` key: the one before it is destroyed. */
export const emptyContact = async (
  { tx, deps, organisationId }: Pick<JobScope, 'tx' | 'organisationId'> & { deps: { keyring: Keyring } },
  id: string,
): Promise<Buffer> => {
  const key = await deps.keyring.createSubjectKey(tx, {
    organisationId,
    subjectId: id,
    class: 'rest',
    accountId: null,
  })
  const nothing: PatientContact = { email: null, phone: null, address: null }
  return sealValue(key, restOf(id), nothing)
}
