import type { IndexKind } from '#src/crypto/index-keys.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { invalid } from '#src/errors.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { demandProfile } from '#src/features/patients/field-profile.ts'
import { distanceOfName, wordsOf } from '#src/features/patients/name-tokens.ts'
import { type Candidate, findCandidates } from '#src/features/patients/patient-names.ts'
import { storedEmail, storedNationalId, storedPhone } from '#src/features/patients/patient-values.ts'
import { patientsAccess } from '#src/features/patients/patients.access.ts'
import { findPatientsOfIds, searchPatients } from '#src/features/patients/patients.queries.ts'
import type { ListedPatient, PatientSearch } from '#src/features/patients/patients.schema.ts'
import { type OpenPatient, openPatients } from '#src/features/patients/sealed-patient.ts'
import { asListed, type PatientView } from '#src/features/patients/show-patient.ts'

const mostFoundByName = 50

/** What is opened at a time, where fewer are asked for: of who is mistyped some turn out to be somebody else. */
const fewestOpened = 20

const openAll = async (
  { tx, deps }: OrganisationScope,
  rows: Awaited<ReturnType<typeof findPatientsOfIds>>,
  view: PatientView,
): Promise<ListedPatient[]> => {
  const opened = await openPatients(deps.keyring, tx, rows)
  return rows.map((row, i) => asListed(row, opened[i] as OpenPatient, view))
}

/** A patient and how far their name is from what is looked for. */
interface Namesake {
  patient: ListedPatient
  distance: number
}

const nearestFirst = (one: Namesake, other: Namesake): number =>
  one.distance - other.distance ||
  one.patient.lastName.localeCompare(other.patient.lastName) ||
  one.patient.firstName.localeCompare(other.patient.firstName) ||
  (one.patient.id < other.patient.id ? -1 : 1)

const findByName = async (
  scope: OrganisationScope,
  query: string,
  hiddenAt: string | null,
  limit: number,
  view: PatientView,
): Promise<ListedPatient[]> => {
  const { tx, actor } = scope
  const most = Math.min(limit, mostFoundByName)
  const { words, candidates } = await findCandidates(scope, query, patientsAccess.search)
  const compare = (patient: ListedPatient): Namesake[] => {
    const distance = distanceOfName(words, wordsOf(patient.firstName, patient.lastName))
    return distance === null ? [] : [{ patient, distance }]
  }
  let namesakes: Namesake[] = []
  const settled = ({ least }: Candidate) =>
    (namesakes[most - 1]?.distance ?? Number.POSITIVE_INFINITY) <= least
  const waiting = [...candidates]
  while (waiting[0] && !settled(waiting[0])) {
    const ids = waiting.splice(0, Math.max(most, fewestOpened)).map(({ id }) => id)
    const rows = await findPatientsOfIds(tx, actor.organisationId, ids, patientsAccess.search, hiddenAt)
    const opened = await openAll(scope, rows, view)
    namesakes = [...namesakes, ...opened.flatMap(compare)].sort(nearestFirst)
  }
  return namesakes.slice(0, most).map(({ patient }) => patient)
}

const demandOneWay = ({ query, email, phone, nationalId }: PatientSearch) => {
  const whole = [email, phone, nationalId].some((value) => value !== undefined)
  if (query === undefined && !whole) throw invalid('/query', 'is needed where nothing else is looked for')
  if (query !== undefined && whole) throw invalid('/query', 'stands alone')
}

/**
 * The patients whose name is like a query, best first and 50 at the most; or those who have exactly this e-mail
 * address, phone number and national number, at most `limit + 1` after an id.
 * @throws Problem 400 where nothing is looked for, 422 for an impossible number or a field that the organisation hides
 */
export const findPatients = async (
  scope: OrganisationScope,
  search: PatientSearch,
  after: string | null,
  limit: number,
): Promise<ListedPatient[]> => {
  const { tx, deps, actor, at } = scope
  demandOneWay(search)
  const { query, email, phone, nationalId, includeRestricted = false } = search
  const { country, settings } = await findOrganisation(tx, actor.organisationId)
  const profile = settings.patientFields
  const view = { profile, at }
  const hiddenAt = includeRestricted ? null : at
  if (query !== undefined) return findByName(scope, query, hiddenAt, limit, view)
  demandProfile(profile, { email, phone, nationalId }, false)
  const indexes = (kind: IndexKind, value: string) =>
    deps.keyring.blindIndexes(tx, actor.organisationId, kind, value)
  const by = {
    ...(email === undefined ? {} : { emailIndexes: await indexes('email', storedEmail(email)) }),
    ...(phone === undefined ? {} : { phoneIndexes: await indexes('phone', storedPhone(phone, country)) }),
    ...(nationalId === undefined
      ? {}
      : { nationalIdIndexes: await indexes('nationalId', storedNationalId(nationalId, country)) }),
  }
  const reach = { access: patientsAccess.search, hiddenAt }
  return openAll(scope, await searchPatients(tx, actor.organisationId, by, after, limit, reach), view)
}
