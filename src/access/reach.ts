import { type RawBuilder, sql } from 'kysely'
import type { Access, Role } from '#src/access/access.ts'

const widest = (access: Access): Role[] =>
  access.kind === 'organisation'
    ? (Object.keys(access.roles) as Role[]).filter((role) => access.roles[role] === 'organisation')
    : []

/**
 * The SQL condition that a row is within the caller's reach: the transaction's roles, set by `enter_organisation`,
 * hold one that reaches the whole organisation, or the row is the caller's own.
 * @param access the route's declaration
 * @param own the row's columns that make it a patient's or practitioner's own
 */
export const reachText = (access: Access, own: { patient?: string; practitioner?: string }): string => {
  const everything = widest(access).map((role) => `'${role}'`)
  const role = (name: Role) => access.kind === 'organisation' && access.roles[name] === 'own'
  const setting = (name: string) => `nullif(current_setting('app.${name}', true), '')::uuid`
  const conditions = [
    ...(everything.length
      ? [`string_to_array(current_setting('app.roles', true), ',') && array[${everything.join(', ')}]`]
      : []),
    ...(own.patient && role('patient') ? [`${own.patient} = ${setting('patient_id')}`] : []),
    ...(own.practitioner && role('practitioner')
      ? [`${own.practitioner} = ${setting('practitioner_id')}`]
      : []),
  ]
  return conditions.length ? `(${conditions.join(' or ')})` : 'false'
}

/** The same condition for a Kysely query. */
export const withinReach = (
  access: Access,
  own: { patient?: string; practitioner?: string },
): RawBuilder<boolean> => sql.raw<boolean>(reachText(access, own))
