import { withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { readFile } from '#src/features/files/read-file.ts'
import { asObject } from '#src/features/imports/fhir.ts'
import { fileRows } from '#src/features/imports/file-rows.ts'
import { findReferred } from '#src/features/imports/imports.queries.ts'
import type { StoredImport } from '#src/features/imports/imports.schema.ts'
import { directoryOf } from '#src/features/imports/judge-visit.ts'
import type { PatientRules } from '#src/features/imports/patient-fields.ts'
import { readCsvPatient, readFhirPatient } from '#src/features/imports/patient-source.ts'
import { type ReadLine, type RowReader, readLines } from '#src/features/imports/read-lines.ts'
import { csvPointers, fhirPointers, patientStore } from '#src/features/imports/store-patients.ts'
import type { RowStore } from '#src/features/imports/store-rows.ts'
import { visitStore } from '#src/features/imports/store-visits.ts'
import { readCsvVisit, readFhirVisit } from '#src/features/imports/visit-source.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { isOfAge } from '#src/features/patients/age.ts'

/** How the rows of one import are read and stored. */
export interface ImportPlan<T> {
  reader: RowReader<T>
  store: RowStore<T>
  /** Where a row of this format says an e-mail address. */
  emailPointer: string
}

/** The resource of a Bundle's entry, or what else a row holds. */
const resourceOf = ({ contentType }: StoredImport, value: unknown): unknown =>
  contentType === 'application/fhir+json' ? asObject(value)?.resource : value

type Rules = Awaited<ReturnType<typeof findOrganisation>>

const patientPlan = (job: StoredImport, rules: Rules, at: string): ImportPlan<unknown> => {
  const csv = job.contentType === 'text/csv'
  const pointers = csv ? csvPointers : fhirPointers
  const { settings, country, timeZone } = rules
  const reading: PatientRules = {
    country,
    fields: settings.patientFields,
    isTooYoung: (dateOfBirth) => !isOfAge(dateOfBirth, settings.minAccountAge, at, timeZone),
  }
  return {
    reader: {
      kind: 'patients',
      json: (value) => readFhirPatient(resourceOf(job, value), reading),
      csv: (cell) => readCsvPatient(cell, reading),
    },
    store: patientStore(job, rules, pointers) as RowStore<unknown>,
    emailPointer: pointers.email,
  }
}

/** Decides how an import is read and stored, by what the organisation is like now. */
export const planImport = (deps: Deps, job: StoredImport): Promise<ImportPlan<unknown>> =>
  withJob(deps, job.organisationId, async ({ tx, organisationId, at }) => {
    const rules = await findOrganisation(tx, organisationId)
    if (job.kind === 'patients') return patientPlan(job, rules, at)
    const directory = directoryOf(await findReferred(tx, organisationId), job.serviceId)
    if (!directory) throw new Error('an import of appointments began without a service')
    const idPointer = job.contentType === 'text/csv' ? '/externalId' : '/id'
    return {
      reader: {
        kind: 'appointments',
        json: (value) => readFhirVisit(resourceOf(job, value)),
        csv: (cell) => readCsvVisit(cell, rules.timeZone),
      },
      store: visitStore(job, rules, directory, idPointer) as RowStore<unknown>,
      emailPointer: '',
    }
  })

const rowsOf = (deps: Deps, job: StoredImport) =>
  fileRows(readFile(deps, job.organisationId, job.fileId), job.contentType)

/** The lines of an import's file, read. */
export const linesOf = (
  deps: Deps,
  job: StoredImport,
  { reader }: ImportPlan<unknown>,
): AsyncGenerator<ReadLine<unknown>> => readLines(rowsOf(deps, job), reader, job.columns)

/** Counts a file's rows, without the header of a CSV file; once there are more than `most` it counts no further. */
export const countRows = async (deps: Deps, job: StoredImport, most: number): Promise<number> => {
  let count = job.contentType === 'text/csv' ? -1 : 0
  for await (const _row of rowsOf(deps, job)) if (++count > most) break
  return Math.max(0, count)
}
