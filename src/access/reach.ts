import { type RawBuilder, sql } from 'kysely'
import type { Access, Role } from '#src/access/access.ts'

const widest = (access: Access): Role[] =>
  access.kind === 'organisation'
    ? (Object.keys(access.roles) as Role[]).filter((role) => access.roles[role] === 'organisation')
    : []

/** The columns that make a row a patient's or practitioner's own. */
interface OwnColumns {
  patient?: string
  practitioner?: string
  /** Rows that guardians never see; with it the rest is seen by those as well who see bookings alone. */
  confidential?: string
}

const setting = (name: string) => `nullif(current_setting('app.${name}', true), '')`
const ids = (name: string) => `string_to_array(${setting(name)}, ',')::uuid[]`
const ofPlatform = `coalesce(current_setting('app.roles', true), '') = 'platform'`

/** The caller is a practitioner, and nothing more, where patients are seen within the care relation alone. */
const byCareAlone = `coalesce(current_setting('app.visibility', true), '') = 'assigned'`

const narrowsToCare = (access: Access, own: OwnColumns): boolean =>
  own.patient !== undefined && widest(access).includes('practitioner')

const ofWholeOrganisation = (access: Access, own: OwnColumns): string[] => {
  const roles = widest(access).map((role) => `'${role}'`)
  if (!roles.length) return []
  const entitled = `string_to_array(current_setting('app.roles', true), ',') && array[${roles.join(', ')}]`
  return [narrowsToCare(access, own) ? `(${entitled} and not ${byCareAlone})` : entitled]
}

const ofGuardian = ({ patient, confidential }: OwnColumns): string =>
  confidential === undefined
    ? `${patient} = any (${ids('children_seen_fully')})`
    : `(${patient} = any (${ids('children_seen')}) and not ${confidential})`

const ofOwnRows = (access: Access, own: OwnColumns): string[] => {
  if (access.kind !== 'organisation') return []
  const { patient, practitioner } = own
  const reaches = access.roles
  return [
    ...(patient && reaches.patient === 'own' ? [`${patient} = ${setting('patient_id')}::uuid`] : []),
    ...(practitioner && reaches.practitioner === 'own'
      ? [`${practitioner} = ${setting('practitioner_id')}::uuid`]
      : []),
    ...(patient && reaches.guardian === 'linked' ? [ofGuardian(own)] : []),
    ...(patient && access.platform === 'breakGlass'
      ? [`(${ofPlatform} and ${patient} = any (${ids('emergency_patients')}))`]
      : []),
  ]
}

const anyOf = (conditions: readonly string[]) =>
  conditions.length ? `(${conditions.join(' or ')})` : 'false'

/**
 * The SQL condition that a row is within the caller's reach: the transaction's roles, set by `enter_organisation`,
 * hold one that reaches the whole organisation, or the row is the caller's own, of a child whom the caller is guardian
 * of, of a patient in the caller's care, or of one for whom a break-glass stands.
 * @param access the route's declaration
 * @param own the row's columns that make it a patient's or practitioner's own
 */
export const reachText = (access: Access, own: OwnColumns): string =>
  anyOf([
    ...ofWholeOrganisation(access, own),
    ...ofOwnRows(access, own),
    ...(narrowsToCare(access, own) ? [`(${byCareAlone} and cares_for(${own.patient}))`] : []),
  ])

/**
 * The same condition as branches of which a caller enters one. All but the rows' own depends on no row, so that
 * PostgreSQL decides it once and reads by index, where an `or` between role and row would read all of an organisation.
 */
export const reachBranches = (access: Access, own: OwnColumns): readonly string[] => {
  const everything = anyOf(ofWholeOrganisation(access, own))
  const ownRows = ofOwnRows(access, own)
  if (!narrowsToCare(access, own))
    return ownRows.length ? [everything, `not ${everything} and ${anyOf(ownRows)}`] : [everything]
  const cared = `${own.patient} = any ((select cared_for())::uuid[])`
  return [
    everything,
    ...(ownRows.length ? [`not ${everything} and not ${byCareAlone} and ${anyOf(ownRows)}`] : []),
    `${byCareAlone} and ${anyOf([cared, ...ownRows])}`,
  ]
}

/** The same condition for a Kysely query. */
export const withinReach = (access: Access, own: OwnColumns): RawBuilder<boolean> =>
  sql.raw<boolean>(reachText(access, own))
