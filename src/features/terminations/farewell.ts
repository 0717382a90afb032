import { PLATFORM_ID } from '#src/db/database.ts'
import type { JobScope } from '#src/db/scope.ts'
import type { StoredPurge } from '#src/features/terminations/terminations.schema.ts'
import type { Language } from '#src/schema/primitives.ts'

/** What the last mails to an organisation's administrators need once nothing else of it is left. */
export interface Farewell {
  name: string
  language: Language
  country: string
  addresses: string[]
}

const place = (id: string) => ({ field: 'organisationPurges.sealed', rowId: id })

/** Seals it for the record of a purge, in the platform's scope. */
export const sealFarewell = ({ tx, deps }: JobScope, id: string, farewell: Farewell): Promise<Buffer> =>
  deps.keyring.seal(
    tx,
    { organisationId: PLATFORM_ID, subjectId: PLATFORM_ID, class: 'platform' },
    place(id),
    farewell,
  )

/** Opens it; null once it was erased. */
export const openFarewell = async (
  { tx, deps }: JobScope,
  { id, sealed }: Pick<StoredPurge, 'id' | 'sealed'>,
): Promise<Farewell | null> =>
  sealed === null ? null : deps.keyring.open<Farewell>(tx, PLATFORM_ID, sealed, place(id))
