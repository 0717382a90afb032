import { v7 as newId } from 'uuid'
import { hashSecret, newSecret } from '#src/crypto/secrets.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import { Problem } from '#src/errors.ts'
import { insertToken, spendToken } from '#src/features/accounts/tokens.queries.ts'

/** What a mailed token of the platform is made for; a mail for one purpose opens no other. */
type TokenPurpose = 'verifyEmail' | 'resetPassword' | 'emailChange' | 'emailChangeUndo'

/**
 * Makes a single-use secret for a mail: 256 bits, of which only the hash is stored.
 * @returns the token's row id and the secret
 */
export const issueToken = async (
  { tx, at }: Scope,
  token: { purpose: TokenPurpose; accountId: string; subjectId?: string; expiresAt: string },
): Promise<{ tokenId: string; token: string }> => {
  const { purpose, accountId, subjectId = accountId, expiresAt } = token
  const tokenId = newId()
  const secret = newSecret()
  await insertToken(tx, {
    organisationId: PLATFORM_ID,
    id: tokenId,
    purpose,
    hash: hashSecret(secret),
    accountId,
    subjectId,
    expiresAt,
    usedAt: null,
    createdAt: at,
  })
  return { tokenId, token: secret }
}

/**
 * Consumes a token: of many at once, one gets through (`SECURITY.md` S7).
 * @throws Problem `invalid-token` when it is spent or has expired
 */
export const consumeToken = async (
  { tx, at }: Scope,
  purpose: TokenPurpose,
  token: string,
): Promise<void> => {
  if (!(await spendToken(tx, purpose, hashSecret(token), at))) throw new Problem('invalid-token')
}
