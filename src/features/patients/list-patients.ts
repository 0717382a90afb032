import type { Keyring } from '#src/crypto/keyring.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { completeFields } from '#src/features/organisations/settings.ts'
import { listDeletions } from '#src/features/patients/patient-traces.queries.ts'
import type { ListedRow, PatientPosition } from '#src/features/patients/patients.queries.ts'
import type { DeletedPatient, ListedPatient } from '#src/features/patients/patients.schema.ts'
import { type OpenPatient, openCachedPatient, openPatients } from '#src/features/patients/sealed-patient.ts'
import { asListed } from '#src/features/patients/show-patient.ts'

const daysDeletionsAreShown = 30

/** The oldest deletion that is still told of. */
export const deletionsSince = (at: string): string =>
  new Date(Date.parse(at) - daysDeletionsAreShown * 86_400_000).toISOString()

const show = (rows: readonly ListedRow[], opened: readonly OpenPatient[], at: string): ListedPatient[] =>
  rows.map((row, i) =>
    asListed(row, opened[i] as OpenPatient, { profile: completeFields(row.patientFields), at }),
  )

/** Read patients by keys that are at hand; undefined when one is not. */
export const showCachedPatients = (
  keyring: Keyring,
  rows: readonly ListedRow[],
  at: string,
): ListedPatient[] | undefined => {
  const opened: OpenPatient[] = []
  for (const row of rows) {
    const open = openCachedPatient(keyring, row)
    if (!open) return undefined
    opened.push(open)
  }
  return show(rows, opened, at)
}

/** Read patients by keys that the scope reaches. */
export const showPatients = async (
  { tx, deps, at }: OrganisationScope,
  rows: readonly ListedRow[],
): Promise<ListedPatient[]> => show(rows, await openPatients(deps.keyring, tx, rows), at)

/** Who is gone of late, at most `limit + 1`. */
export const showDeletions = async (
  { tx, actor, at }: OrganisationScope,
  updatedSince: string | undefined,
  after: PatientPosition | null,
  limit: number,
): Promise<DeletedPatient[]> => {
  const oldest = deletionsSince(at)
  const since =
    updatedSince !== undefined && Date.parse(updatedSince) > Date.parse(oldest) ? updatedSince : oldest
  return listDeletions(tx, actor.organisationId, since, after, limit)
}

type Entry = ListedPatient | DeletedPatient

const isDeleted = (entry: Entry): entry is DeletedPatient => 'deletedAt' in entry

/** Where a list's entry stands in it. */
export const positionOf = (entry: Entry): PatientPosition => [
  isDeleted(entry) ? entry.deletedAt : entry.updatedAt,
  entry.id,
]

/** Both in one order, by time of change and id. */
export const inOrder = (patients: readonly ListedPatient[], deleted: readonly DeletedPatient[]): Entry[] =>
  [...patients, ...deleted].sort((a, b) => {
    const [[at, id], [otherAt, otherId]] = [positionOf(a), positionOf(b)]
    if (at !== otherAt) return at < otherAt ? -1 : 1
    return id < otherId ? -1 : 1
  })

/** A page of both, each in a list of its own. */
export const apart = ({ data, nextCursor }: { data: readonly Entry[]; nextCursor: string | null }) => ({
  data: data.filter((entry) => !isDeleted(entry)) as ListedPatient[],
  deleted: data.filter(isDeleted),
  nextCursor,
})
