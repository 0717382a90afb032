import { blindIndexOf, deriveKey } from '#src/crypto/derivation.ts'
import type { JobScope } from '#src/db/scope.ts'

/**
 * Makes hashes by which rows are known again, with a key of the organisation's own. It is made at the first import and
 * wrapped anew but never replaced: of a row that was not stored nothing is left from which its hash could be made again.
 */
export const sourceHash = async ({
  tx,
  deps,
  organisationId,
}: JobScope): Promise<(text: string) => Buffer> => {
  const owner = { organisationId, subjectId: organisationId, class: 'root' } as const
  const root =
    (await deps.keyring.keyOf(tx, owner)) ??
    (await deps.keyring.createSubjectKey(tx, { ...owner, accountId: null }))
  const key = deriveKey(root.secret, 'importSource')
  return (text) => blindIndexOf(key, text)
}
