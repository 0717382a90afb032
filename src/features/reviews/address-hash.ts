import type { KeyObject } from 'node:crypto'
import { blindIndexOf, deriveKey } from '#src/crypto/derivation.ts'
import type { Scope } from '#src/db/scope.ts'
import { lockRoot } from '#src/features/reviews/review-invitations.queries.ts'

type Keys = Pick<Scope, 'tx' | 'deps'>

/** The organisation's root, which is wrapped anew but never replaced; made where there is none yet. */
const rootOf = async ({ tx, deps }: Keys, organisationId: string): Promise<KeyObject> => {
  const owner = { organisationId, subjectId: organisationId, class: 'root' } as const
  let root = await deps.keyring.keyOf(tx, owner)
  if (!root) {
    // Of two that make it at once the second finds the first one's.
    await lockRoot(tx, organisationId)
    root =
      (await deps.keyring.keyOf(tx, owner)) ??
      (await deps.keyring.createSubjectKey(tx, { ...owner, accountId: null }))
  }
  return root.secret
}

/**
 * Makes the hashes by which an organisation knows an address again that it has asked or that wants none, with a key of
 * its own: an opt-out holds no address from which its hash could be made again.
 */
export const addressHash = async (
  keys: Keys,
  organisationId: string,
): Promise<(normalised: string) => Buffer> => {
  const key = deriveKey(await rootOf(keys, organisationId), 'reviewAddress')
  return (normalised) => blindIndexOf(key, normalised)
}

/** The secret of the link by which a patient refuses to be asked: the same in every mail that holds it, as a mail may be written twice. */
export const refusalSecret = async (keys: Keys, organisationId: string, patientId: string): Promise<string> =>
  blindIndexOf(deriveKey(await rootOf(keys, organisationId), 'reviewRefusal'), patientId).toString(
    'base64url',
  )
