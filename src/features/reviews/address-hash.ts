import { sql } from 'kysely'
import { blindIndexOf, deriveKey } from '#src/crypto/derivation.ts'
import type { Scope } from '#src/db/scope.ts'

/**
 * Makes the hashes by which an organisation knows an address again that it has asked or that wants none, with a key of
 * its own that is wrapped anew but never replaced: an opt-out holds no address from which its hash could be made again.
 */
export const addressHash = async (
  { tx, deps }: Pick<Scope, 'tx' | 'deps'>,
  organisationId: string,
): Promise<(normalised: string) => Buffer> => {
  const owner = { organisationId, subjectId: organisationId, class: 'root' } as const
  let root = await deps.keyring.keyOf(tx, owner)
  if (!root) {
    // Of two that make it at once the second finds the first one's.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`root/${organisationId}`}, 0))`.execute(tx)
    root =
      (await deps.keyring.keyOf(tx, owner)) ??
      (await deps.keyring.createSubjectKey(tx, { ...owner, accountId: null }))
  }
  const key = deriveKey(root.secret, 'reviewAddress')
  return (normalised) => blindIndexOf(key, normalised)
}
