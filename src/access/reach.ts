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
}

const ofWholeOrganisation = (access: Access): string[] => {
  const roles = widest(access).map((role) => `'${role}'`)
  return roles.length
    ? [`string_to_array(current_setting('app.roles', true), ',') && array[${roles.join(', ')}]`]
    : []
}

const ofOwnRows = (access: Access, own: OwnColumns): string[] => {
  const role = (name: Role) => access.kind === 'organisation' && access.roles[name] === 'own'
  const setting = (name: string) => `nullif(current_setting('app.${name}', true), '')::uuid`
  return [
    ...(own.patient && role('patient') ? [`${own.patient} = ${setting('patient_id')}`] : []),
    ...(own.practitioner && role('practitioner')
      ? [`${own.practitioner} = ${setting('practitioner_id')}`]
      : []),
  ]
}

const anyOf = (conditions: readonly string[]) =>
  conditions.length ? `(${conditions.join(' or ')})` : 'false'

/**
 * The SQL condition that a row is within the caller's reach: the transaction's roles, set by `enter_organisation`,
 * hold one that reaches the whole organisation, or the row is the caller's own.
 * @param access the route's declaration
 * @param own the row's columns that make it a patient's or practitioner's own
 */
export const reachText = (access: Access, own: OwnColumns): string =>
  anyOf([...ofWholeOrganisation(access), ...ofOwnRows(access, own)])

/**
 * The same condition as branches of which a caller enters one. The first depends on no row, so that PostgreSQL decides
 * it once and reads by index, where an `or` between role and row would read all of an organisation.
 */
export const reachBranches = (access: Access, own: OwnColumns): readonly string[] => {
  const everything = anyOf(ofWholeOrganisation(access))
  const ownRows = ofOwnRows(access, own)
  return ownRows.length ? [everything, `not ${everything} and ${anyOf(ownRows)}`] : [everything]
}

/** The same condition for a Kysely query. */
export const withinReach = (access: Access, own: OwnColumns): RawBuilder<boolean> =>
  sql.raw<boolean>(reachText(access, own))
