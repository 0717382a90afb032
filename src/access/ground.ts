import type { Emergencies, GuardedChild } from '#src/access/relations.ts'

/** Why somebody may see or change a person's data. */
export type Ground =
  | 'careRelation'
  | 'self'
  | 'guardian'
  | 'consent'
  | 'administration'
  | 'emergency'
  | 'law'
  | 'security'
  | 'system'

/** Of an actor, what decides the ground. */
interface Acting {
  readonly roles: readonly string[]
  readonly patientId: string | null
  /** A ground that was declared for it, such as that of a live break-glass. */
  readonly ground?: Ground
  readonly guarded?: readonly GuardedChild[]
  readonly emergencies?: Emergencies
}

/**
 * The ground on which an actor sees or changes the data of these patients: the one that was declared, their own data,
 * care by a practitioner, a child by its guardian, administration by anybody else. A break-glass for one of them is told
 * before everything but what was declared.
 */
export const groundOf = (acting: Acting, patientIds: readonly string[]): Ground => {
  const { roles, patientId, ground, guarded = [], emergencies = {} } = acting
  if (ground !== undefined) return ground
  if (patientIds.length === 0) return 'administration'
  if (patientIds.some((id) => emergencies[id] !== undefined)) return 'emergency'
  if (patientIds.every((id) => id === patientId)) return 'self'
  if (roles.includes('practitioner')) return 'careRelation'
  const isStaff = roles.includes('receptionist') || roles.includes('org_admin')
  const ofFamily = (id: string) => id === patientId || guarded.some((child) => child.patientId === id)
  return !isStaff && patientIds.every(ofFamily) ? 'guardian' : 'administration'
}

/** The roles in which an actor acts on that ground: who is both staff and patient is one of them at a time. */
export const rolesOn = (ground: Ground, roles: readonly string[]): string => {
  const acting = ground === 'self' ? roles : roles.filter((role) => role !== 'patient')
  return acting.join(',') || 'newcomer'
}
