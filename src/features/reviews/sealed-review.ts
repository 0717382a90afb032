import type { SealedValue } from '#src/crypto/keyring.ts'
import type { Scope } from '#src/db/scope.ts'

/** What a review says in words. */
export interface ReviewTexts {
  text: string | null
  reply: string | null
}

interface Sealed {
  id: string
  sealed: Buffer | null
}

const place = (id: string) => ({ field: 'reviews.sealed', rowId: id })

const nothing: ReviewTexts = { text: null, reply: null }

/** The words of many reviews, in their order. */
export const openReviews = async (
  { tx, deps }: Pick<Scope, 'tx' | 'deps'>,
  rows: readonly (Sealed & { organisationId: string })[],
): Promise<ReviewTexts[]> => {
  const values: (SealedValue & { row: number })[] = rows.flatMap(({ organisationId, id, sealed }, row) =>
    sealed ? [{ organisationId, sealed, place: place(id), row }] : [],
  )
  const opened = await deps.keyring.openMany<ReviewTexts>(tx, values)
  const byRow = new Map(values.map(({ row }, i) => [row, opened[i]]))
  return rows.map((_row, i) => byRow.get(i) ?? nothing)
}

/** The words of one. */
export const openReviewTexts = async (
  scope: Pick<Scope, 'tx' | 'deps'>,
  organisationId: string,
  row: Sealed,
): Promise<ReviewTexts> => (await openReviews(scope, [{ ...row, organisationId }]))[0] ?? nothing

/**
 * Seals the words of a review under the patient's key; of an address, which is forgotten before its review, under the
 * organisation's. Null where there are none.
 */
export const sealReviewTexts = async (
  { tx, deps }: Pick<Scope, 'tx' | 'deps'>,
  { organisationId, patientId, id }: { organisationId: string; patientId: string | null; id: string },
  texts: ReviewTexts,
): Promise<Buffer | null> => {
  if (texts.text === null && texts.reply === null) return null
  const owner =
    patientId === null
      ? ({ organisationId, subjectId: organisationId, class: 'organisation' } as const)
      : ({ organisationId, subjectId: patientId, class: 'rest' } as const)
  return deps.keyring.seal(tx, owner, place(id), texts)
}
