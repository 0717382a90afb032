import type { JobScope } from '#src/db/scope.ts'
import { type ErasureIdentifiers, subjectOf } from '#src/features/erasures/erasure-identifiers.ts'
import {
  actorColumns,
  countActor,
  countKeys,
  countRows,
  losesRows,
} from '#src/privacy/erasure/erase.queries.ts'
import { isTenant, register } from '#src/privacy/register.ts'

// By ids alone: whoever has erased everything may register again with the same address at once.
const leadsById = (path: { of?: string; erased?: string }) =>
  path.erased === undefined && path.of !== 'loginEmail'

/**
 * Tables whose rows still lead to somebody in the scope's organisation, and `table.column` where their account stands as
 * who did something: by index.
 * @param reach `everything`: the tables of accounts as well, where the platform is the controller
 */
export const findRows = async (
  { tx, organisationId }: Pick<JobScope, 'tx' | 'organisationId'>,
  identifiers: Pick<ErasureIdentifiers, 'accountId' | 'patientIds' | 'practitionerIds'>,
  reach: 'everything' | 'organisation',
): Promise<string[]> => {
  const { accountId } = identifiers
  const subject = subjectOf(organisationId, { ...identifiers, loginEmailIndex: null })
  const places: string[] = []
  for (const table of register) {
    if (table.name === 'keys.subjectKeys' || !(reach === 'everything' || isTenant(table))) continue
    if (losesRows(table) && (await countRows(tx, table, subject, organisationId, leadsById)) > 0)
      places.push(table.name)
    if (accountId === null) continue
    for (const { name } of actorColumns(table))
      if ((await countActor(tx, table, name, accountId, organisationId)) > 0)
        places.push(`${table.name}.${name}`)
  }
  return places
}

/** The same of keys. */
export const findKeys = async (
  { tx, organisationId }: Pick<JobScope, 'tx' | 'organisationId'>,
  owners: readonly string[],
): Promise<string[]> =>
  (await countKeys(tx, organisationId, owners, ['account', 'care', 'rest'])) > 0 ? ['keys.subjectKeys'] : []
