import { organisation } from '#src/access/access.ts'

const staff = {
  org_admin: 'organisation',
  practitioner: 'organisation',
  receptionist: 'organisation',
} as const

/** Permission -> role -> reach. */
export const appointmentsAccess = {
  /** Anybody who is signed in books for themselves and becomes a patient by it; staff books for a patient, a guardian for their child. */
  book: organisation(
    { practitioner: 'organisation', receptionist: 'organisation', patient: 'own', guardian: 'linked' },
    { newcomer: true },
  ),
  read: organisation(
    { ...staff, patient: 'own', guardian: 'linked' },
    { platform: 'breakGlass', leaving: true },
  ),
  move: organisation({
    practitioner: 'organisation',
    receptionist: 'organisation',
    patient: 'own',
    guardian: 'linked',
  }),
  cancel: organisation(
    { practitioner: 'organisation', receptionist: 'organisation', patient: 'own', guardian: 'linked' },
    { leaving: true },
  ),
  attend: organisation(staff),
  correct: organisation({ practitioner: 'organisation' }),
  slots: organisation({ ...staff, patient: 'organisation', guardian: 'organisation' }),
  hours: organisation(staff),
}
