import type { ScopedTx } from '#src/db/database.ts'
import type { Statement } from '#src/db/transact.ts'

/** The organisation whose mail carried a live token that links a patient, as `organisationId`; null where none did. */
export const organisationOfLinkStatement = (hash: Buffer, at: string): Statement => ({
  text: `select token_organisation('patientLink', $1, $2) as "organisationId"`,
  values: [hash, at],
})

/** A token that links a patient, before it is spent. */
export interface NewLinkToken {
  organisationId: string
  id: string
  patientId: string
  hash: Buffer
  at: string
  expiresAt: string
}

/** Stores new tokens that link a patient each. */
export const insertLinkTokens = async (tx: ScopedTx, tokens: readonly NewLinkToken[]): Promise<void> => {
  await tx
    .insertInto('tokens')
    .values(
      tokens.map((token) => ({
        organisationId: token.organisationId,
        id: token.id,
        purpose: 'patientLink',
        hash: token.hash,
        accountId: null,
        subjectId: token.patientId,
        expiresAt: token.expiresAt,
        usedAt: null,
        createdAt: token.at,
      })),
    )
    .execute()
}

/** Spends a live token. @returns the patient that it links; undefined where another request was faster */
export const spendLinkToken = async (
  tx: ScopedTx,
  organisationId: string,
  hash: Buffer,
  at: string,
): Promise<string | undefined> => {
  const spent = await tx
    .updateTable('tokens')
    .set({ usedAt: at })
    .where('organisationId', '=', organisationId)
    .where('purpose', '=', 'patientLink')
    .where('hash', '=', hash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', at)
    .returning('subjectId')
    .executeTakeFirst()
  return spent?.subjectId
}

/** Ends every token that was mailed for a patient; a mail that still waits with one is not sent any more. */
export const endLinkTokens = async (
  tx: ScopedTx,
  organisationId: string,
  patientId: string,
  at: string,
): Promise<void> => {
  await tx
    .updateTable('tokens')
    .set({ usedAt: at })
    .where('organisationId', '=', organisationId)
    .where('purpose', '=', 'patientLink')
    .where('subjectId', '=', patientId)
    .where('usedAt', 'is', null)
    .execute()
}
