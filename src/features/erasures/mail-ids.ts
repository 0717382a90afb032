import type { JobScope } from '#src/db/scope.ts'
import { type ErasureIdentifiers, subjectOf } from '#src/features/erasures/erasure-identifiers.ts'
import { listIds } from '#src/privacy/erasure/erase.queries.ts'

/** The mails that the register leads to from a person: their files and jobs are found by these once the rows are gone. */
export const listMailIds = ({ tx, organisationId }: JobScope, identifiers: ErasureIdentifiers) =>
  listIds(tx, 'mails', subjectOf(organisationId, identifiers), organisationId)
