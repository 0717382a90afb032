import type { Keyring } from '#src/crypto/keyring.ts'
import type { ScopedTx } from '#src/db/database.ts'
import type { StoredGuardian } from '#src/features/patients/guardians.queries.ts'
import type { GuardianDetails } from '#src/features/patients/guardians.schema.ts'

type Sealed = Pick<StoredGuardian, 'organisationId' | 'id' | 'sealed'>

const placeOf = (rowId: string) => ({ field: 'guardians.sealed', rowId })

/** Seals what is known of a guardian with the child's `rest` key: it goes with the child. */
export const sealGuardian = (
  keyring: Keyring,
  tx: ScopedTx,
  { organisationId, id, patientId }: Pick<StoredGuardian, 'organisationId' | 'id' | 'patientId'>,
  details: GuardianDetails,
): Promise<Buffer> =>
  keyring.seal(tx, { organisationId, subjectId: patientId, class: 'rest' }, placeOf(id), details)

/** Opens guardians in their order. */
export const openGuardians = (
  keyring: Keyring,
  tx: ScopedTx,
  rows: readonly Sealed[],
): Promise<GuardianDetails[]> =>
  keyring.openMany<GuardianDetails>(
    tx,
    rows.map(({ organisationId, id, sealed }) => ({ organisationId, sealed, place: placeOf(id) })),
  )

/** Opens one guardian. */
export const openGuardian = (keyring: Keyring, tx: ScopedTx, row: Sealed): Promise<GuardianDetails> =>
  keyring.open<GuardianDetails>(tx, row.organisationId, row.sealed, placeOf(row.id))
