import { organisation } from '#src/access/access.ts'

/** Staff sees what was sent about any appointment, a patient about their own, a guardian about their child's. */
export const messagesAccess = {
  read: organisation({
    org_admin: 'organisation',
    practitioner: 'organisation',
    receptionist: 'organisation',
    patient: 'own',
    guardian: 'linked',
  }),
}
