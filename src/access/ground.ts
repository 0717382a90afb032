/** Why somebody may see or change a person's data. */
export type Ground =
  | 'careRelation'
  | 'self'
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
}

/**
 * The ground on which an actor sees or changes the data of these patients: the one that was declared, their own data,
 * care by a practitioner, administration by anybody else.
 */
export const groundOf = ({ roles, patientId, ground }: Acting, patientIds: readonly string[]): Ground => {
  if (ground !== undefined) return ground
  if (patientIds.length === 0) return 'administration'
  if (patientIds.every((id) => id === patientId)) return 'self'
  return roles.includes('practitioner') ? 'careRelation' : 'administration'
}

/** The roles in which an actor acts on that ground: who is both staff and patient is one of them at a time. */
export const rolesOn = (ground: Ground, roles: readonly string[]): string => {
  const acting = ground === 'self' ? roles : roles.filter((role) => role !== 'patient')
  return acting.join(',') || 'newcomer'
}
