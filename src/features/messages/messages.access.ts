import { organisation } from '#src/access/access.ts'

/** Staff sees what was sent about any appointment, a patient about their own. */
export const messagesAccess = {
  read: organisation({
    org_admin: 'organisation',
    practitioner: 'organisation',
    receptionist: 'organisation',
    patient: 'own',
  }),
}
