import type { ScopedTx } from '#src/db/database.ts'
import type { PatientPosition } from '#src/features/patients/patients.queries.ts'

/** Says that a patient is gone, and forgets of whom that was said before an instant. */
export const recordDeletion = async (
  tx: ScopedTx,
  row: { organisationId: string; id: string; mergedInto: string | null; deletedAt: string },
  forgetBefore: string,
): Promise<void> => {
  await tx
    .deleteFrom('patientDeletions')
    .where('organisationId', '=', row.organisationId)
    .where('deletedAt', '<', forgetBefore)
    .execute()
  await tx.insertInto('patientDeletions').values(row).execute()
}

/** Who is gone since an instant, the latest last, at most `limit + 1`. */
export const listDeletions = (
  tx: ScopedTx,
  organisationId: string,
  since: string,
  after: PatientPosition | null,
  limit: number,
) =>
  tx
    .selectFrom('patientDeletions')
    .select(['id', 'deletedAt'])
    .where('organisationId', '=', organisationId)
    .where('deletedAt', '>=', since)
    .$if(after !== null, (query) =>
      query.where((row) =>
        row(row.refTuple('deletedAt', 'id'), '>', row.tuple(after?.[0] ?? '', after?.[1] ?? '')),
      ),
    )
    .orderBy('deletedAt')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
