import type { IndexKind } from '#src/crypto/index-keys.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { invalid } from '#src/errors.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { demandProfile } from '#src/features/patients/field-profile.ts'
import { distanceOfName, wordsOf } from '#src/features/patients/name-tokens.ts'
import { findCandidates } from '#src/features/patients/patient-names.ts'
import { storedEmail, storedNationalId, storedPhone } from '#src/features/patients/patient-values.ts'
import { patientsAccess } from '#src/features/patients/patients.access.ts'
import { findPatientsOfIds, searchPatients } from '#src/features/patients/patients.queries.ts'
import type { ListedPatient, PatientSearch } from '#src/features/patients/patients.schema.ts'
import { type OpenPatient, openIdentities, openPatients } from '#src/features/patients/sealed-patient.ts'
import { asListed, type PatientView } from '#src/features/patients/show-patient.ts'

const mostFoundByName = 50

const openAll = async (
  { tx, deps }: OrganisationScope,
  rows: Awaited<ReturnType<typeof findPatientsOfIds>>,
  view: PatientView,
): Promise<ListedPatient[]> => {
  const opened = await openPatients(deps.keyring, tx, rows)
  return rows.map((row, i) => asListed(row, opened[i] as OpenPatient, view))
}

const findByName = async (
  scope: OrganisationScope,
  query: string,
  hiddenAt: string | null,
  limit: number,
  view: PatientView,
): Promise<ListedPatient[]> => {
  const { tx, deps, actor } = scope
  const { words, ids } = await findCandidates(scope, query, patientsAccess.search)
  if (ids.length === 0) return []
  const rows = await findPatientsOfIds(tx, actor.organisationId, ids, patientsAccess.search, hiddenAt)
  const names = await openIdentities(deps.keyring, tx, rows)
  const ranked = rows
    .map((row, i) => {
      const { firstName = '', lastName = '' } = names[i] ?? {}
      const distance = distanceOfName(words, wordsOf(firstName, lastName))
      return { row, distance, name: `${lastName} ${firstName}` }
    })
    .filter(({ distance }) => distance !== null)
    .sort(
      (a, b) =>
        (a.distance ?? 0) - (b.distance ?? 0) ||
        a.name.localeCompare(b.name) ||
        (a.row.id < b.row.id ? -1 : 1),
    )
  return openAll(
    scope,
    ranked.slice(0, Math.min(limit, mostFoundByName)).map(({ row }) => row),
    view,
  )
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
