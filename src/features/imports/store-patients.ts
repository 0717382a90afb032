import type { JobScope } from '#src/db/scope.ts'
import { noteSources } from '#src/features/imports/imports.queries.ts'
import type { StoredImport } from '#src/features/imports/imports.schema.ts'
import type { SourcePatient } from '#src/features/imports/patient-fields.ts'
import type { SourceRow } from '#src/features/imports/read-lines.ts'
import {
  type HashedRow,
  hashRows,
  isUnchanged,
  type MailClock,
  nextMail,
  type Outcomes,
  type RowStore,
} from '#src/features/imports/store-rows.ts'
import type { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { missingField, type ProfiledField } from '#src/features/patients/field-profile.ts'
import { importPatients } from '#src/features/patients/import-patients.ts'
import { findReferencesByExternalId } from '#src/features/patients/patients.queries.ts'
import { noticeVersionAt } from '#src/features/privacy/record-notice.ts'

type Rules = Awaited<ReturnType<typeof findOrganisation>>
type Row = HashedRow<SourcePatient>

/** Where a row of one format says what. */
type Pointers = Readonly<Partial<Record<ProfiledField, string>> & Record<'id' | 'email' | 'sex', string>>

/** Of a table by the template. */
export const csvPointers: Pointers = {
  id: '/externalId',
  email: '/email',
  phone: '/phone',
  dateOfBirth: '/dateOfBirth',
  address: '/street',
  nationalId: '/nationalId',
  sex: '/sex',
}

/** Of a FHIR Patient. */
export const fhirPointers: Pointers = {
  id: '/id',
  email: '/telecom',
  phone: '/telecom',
  dateOfBirth: '/birthDate',
  address: '/address',
  nationalId: '/identifier',
  sex: '/gender',
}

/** The rows of people who are new here and of whom something is missing that the organisation needs. */
const findIncomplete = async (
  { tx, organisationId }: JobScope,
  { settings }: Rules,
  rows: readonly Row[],
): Promise<ReadonlyMap<Row, ProfiledField>> => {
  const found = new Map<Row, ProfiledField>()
  for (const row of rows) {
    const field = missingField(settings.patientFields, row.value)
    if (field !== null) found.set(row, field)
  }
  const ids = [...found.keys()].map(({ sourceId }) => sourceId)
  if (ids.length === 0) return found
  const references = await findReferencesByExternalId(tx, organisationId, ids)
  const known = new Set(references.map(({ externalId }) => externalId))
  for (const row of found.keys()) if (known.has(row.sourceId)) found.delete(row)
  return found
}

/** Stores people. */
export const patientStore = (
  job: StoredImport,
  rules: Rules,
  pointers: Pointers,
): RowStore<SourcePatient> => {
  const store = async (scope: JobScope, rows: readonly SourceRow<SourcePatient>[], mails: MailClock) => {
    const outcomes: Outcomes = new Map()
    const hashed = await hashRows(scope, 'patients', rows)
    for (const { line } of hashed.filter(isUnchanged)) outcomes.set(line, { outcome: 'unchanged' })
    const changed = hashed.filter((row) => !isUnchanged(row))
    const incomplete = await findIncomplete(scope, rules, changed)
    for (const [{ line }, field] of incomplete) {
      const error = { pointer: pointers[field] ?? '', code: 'required' } as const
      outcomes.set(line, { outcome: 'failed', error })
    }
    const wanted = changed.filter((row) => !incomplete.has(row))
    const people = wanted.map(({ sourceId, value }) => ({ externalId: sourceId, ...value }))
    const informedAt = job.informedAt ?? scope.at
    const order = {
      importId: job.id,
      enteredBy: job.enteredBy,
      informedAt,
      informedNoticeVersion: await noticeVersionAt(scope, scope.organisationId, informedAt),
      language: rules.language,
      nextMail: () => nextMail(mails),
    }
    const imported = await importPatients(scope, order, people)
    const sources = wanted.flatMap(({ line, sourceId, sourceHash, rowHash }) => {
      const one = imported.get(sourceId)
      if (!one) return []
      const { patientId, outcome, noAddress, withoutConsent } = one
      const ignored = withoutConsent ? ([{ pointer: pointers.sex, code: 'needsConsent' }] as const) : []
      outcomes.set(line, { outcome, noAddress, ignored })
      // Who consents later gets it stored by the same row: it does not count as known as a whole.
      const known = withoutConsent ? sourceHash : rowHash
      return [{ sourceHash, rowHash: known, outcome: 'stored' as const, patientId, rowId: patientId }]
    })
    await noteSources(scope.tx, scope.organisationId, 'patients', sources, scope.at)
    return outcomes
  }
  return { store, refusal: () => ({ pointer: pointers.id, code: 'clash' }) }
}
