import type { JobScope } from '#src/db/scope.ts'
import { reindexRegistrations } from '#src/features/accounts/reindex-accounts.ts'
import { reindexInvitations } from '#src/features/organisations/reindex-invitations.ts'
import { reindexPatients } from '#src/features/patients/reindex-patients.ts'

/** Rows that are found by blind indexes, and how some of them are indexed by the newest key. */
export interface IndexedRows {
  /** For whoever watches the rotation. */
  readonly name: string
  /** Whose key indexes them: an address that signs in is indexed by the platform's, wherever the row is. */
  readonly keyOf: 'organisation' | 'platform'
  /** Where they are. */
  readonly in: 'organisations' | 'platform'
  /** @returns the last id, for the next call; null when there are no more */
  reindex(scope: JobScope, version: number, after: string | null, limit: number): Promise<string | null>
}

/** All rows with blind indexes but the accounts, which are found by both keys for longer. A new kind is a line here. */
export const indexedRows: readonly IndexedRows[] = [
  { name: 'patients', keyOf: 'organisation', in: 'organisations', reindex: reindexPatients },
  {
    name: 'invitations',
    keyOf: 'platform',
    in: 'organisations',
    reindex: (scope, _version, after, limit) => reindexInvitations(scope, after, limit),
  },
  {
    name: 'registrations',
    keyOf: 'platform',
    in: 'platform',
    reindex: (scope, _version, after, limit) => reindexRegistrations(scope, after, limit),
  },
]
