import type { JobScope } from '#src/db/scope.ts'
import { noteSources } from '#src/features/imports/imports.queries.ts'
import type { StoredImport } from '#src/features/imports/imports.schema.ts'
import type { SourcePatient } from '#src/features/imports/patient-source.ts'
import type { SourceRow } from '#src/features/imports/read-lines.ts'
import {
  hashRows,
  isUnchanged,
  type MailClock,
  nextMail,
  type Outcomes,
  type RowStore,
} from '#src/features/imports/store-rows.ts'
import type { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { isOfAge } from '#src/features/patients/age.ts'
import { importPatients } from '#src/features/patients/import-patients.ts'

type Rules = Awaited<ReturnType<typeof findOrganisation>>

const isTooYoung = ({ dateOfBirth }: SourcePatient, { settings, timeZone }: Rules, at: string) =>
  dateOfBirth !== null && !isOfAge(dateOfBirth, settings.minAccountAge, at, timeZone)

/** Stores people. @param birthPointer where a row of this format says when they were born */
export const patientStore = (
  job: StoredImport,
  rules: Rules,
  pointers: { birth: string; id: string },
): RowStore<SourcePatient> => {
  const store = async (scope: JobScope, rows: readonly SourceRow<SourcePatient>[], mails: MailClock) => {
    const outcomes: Outcomes = new Map()
    const hashed = await hashRows(scope, 'patients', rows)
    const wanted = hashed.filter((row) => {
      if (isTooYoung(row.value, rules, scope.at)) {
        const error = { pointer: pointers.birth, code: 'belowMinimumAge' } as const
        outcomes.set(row.line, { outcome: 'failed', error })
        return false
      }
      if (isUnchanged(row)) outcomes.set(row.line, { outcome: 'unchanged' })
      return !isUnchanged(row)
    })
    const people = wanted.map(({ sourceId, value }) => ({ externalId: sourceId, ...value }))
    const order = {
      importId: job.id,
      enteredBy: job.enteredBy,
      informedAt: job.informedAt ?? scope.at,
      language: rules.language,
      nextMail: () => nextMail(mails),
    }
    const imported = await importPatients(scope, order, people)
    const sources = wanted.flatMap(({ line, sourceId, sourceHash, rowHash }) => {
      const one = imported.get(sourceId)
      if (!one) return []
      outcomes.set(line, { outcome: one.outcome, noAddress: one.noAddress })
      const { patientId } = one
      return [{ sourceHash, rowHash, outcome: 'stored' as const, patientId, rowId: patientId }]
    })
    await noteSources(scope.tx, scope.organisationId, 'patients', sources, scope.at)
    return outcomes
  }
  return { store, refusal: () => ({ pointer: pointers.id, code: 'clash' }) }
}
