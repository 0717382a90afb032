/** How much of a child a guardian sees at the child's age: everything, or bookings alone, without notes. */
export type Sight = 'full' | 'partly'

/** A child whose guardian the caller is, as long as its age lets them see anything. */
export interface GuardedChild {
  readonly patientId: string
  readonly sight: Sight
}

/** Break-glasses of the caller that are in force: patient id to the id of the break-glass. */
export type Emergencies = Readonly<Record<string, string>>

interface Relations {
  readonly patientId: string | null
  readonly guarded: readonly GuardedChild[]
}

/** Whether the caller reaches a patient as guardian alone, so that what is confidential stays hidden. */
export const isGuardianOf = (caller: Relations & { readonly reach: string }, patientId: string): boolean =>
  caller.reach === 'linked' &&
  caller.patientId !== patientId &&
  caller.guarded.some((child) => child.patientId === patientId)

/** Whether the caller, reaching the patient, reads texts as well: all but a guardian who sees bookings alone. */
export const readsTexts = (caller: Relations & { readonly reach: string }, patientId: string): boolean =>
  !isGuardianOf(caller, patientId) ||
  caller.guarded.some((child) => child.patientId === patientId && child.sight === 'full')
