import { type JobScope, withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { listMailedGuardians } from '#src/features/messages/messages.queries.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import type { ReviewSettings } from '#src/features/organisations/review-settings.schema.ts'
import { judgeCandidates } from '#src/features/reviews/judge-drafts.ts'
import { makeInvitations } from '#src/features/reviews/make-invitations.ts'
import { openRecipients } from '#src/features/reviews/open-recipients.ts'
import { zonesOfPatient } from '#src/features/reviews/patient-zones.ts'
import { listRecipients } from '#src/features/reviews/recipients.queries.ts'
import { lockInvitations } from '#src/features/reviews/review-invitations.queries.ts'
import { findVisit } from '#src/features/reviews/visits.queries.ts'

type Visit = NonNullable<Awaited<ReturnType<typeof findVisit>>> & { patientId: string }

/** Somebody without an address cannot be asked, and is noted so that nobody looks again. */
const nobody = { email: '', emailIndex: Buffer.alloc(0), held: true }

const draftOf = async (scope: JobScope, visit: Visit, reviews: ReviewSettings) => {
  const { tx, at, organisationId } = scope
  const [patient] = await listRecipients(tx, organisationId, [visit.patientId], at)
  if (!patient) return null
  const opened = (await openRecipients(scope, organisationId, [patient])).get(patient.id)
  const common = {
    source: 'automatic' as const,
    patientId: patient.id,
    appointmentId: visit.id,
    practitionerId: visit.practitionerId,
    createdBy: null,
    firstName: opened?.firstName ?? '',
    lastName: opened?.lastName ?? '',
    quietIn: zonesOfPatient(opened ?? {}, visit.timeZone),
  }
  const language = reviews.language ?? patient.locale
  const email = opened?.email ?? null
  // A guardian who reads the child's mail must not learn of it.
  const hidden = visit.confidential && (await listMailedGuardians(tx, organisationId, patient.id)).length > 0
  const untold = visit.untold && !reviews.consentRequired
  if (email === null || hidden || untold) return { ...common, language, ...nobody }
  const [judged] = await judgeCandidates(scope, organisationId, [{ patient, email }], reviews)
  return { ...common, language, ...nobody, ...judged }
}

/**
 * Asks, by itself, whoever was at a completed appointment, if the organisation still wants it: once per appointment,
 * whatever runs twice. Who may not be asked has an invitation that is `withdrawn` from the start.
 */
export const inviteAfterVisit = (
  deps: Deps,
  { organisationId, appointmentId }: { organisationId: string; appointmentId: string },
): Promise<void> =>
  withJob(deps, organisationId, async (scope) => {
    const { tx } = scope
    await lockInvitations(tx, organisationId)
    const { settings } = await findOrganisation(tx, organisationId)
    const visit = await findVisit(tx, organisationId, appointmentId)
    if (!settings.reviews.automatic || !visit?.patientId || visit.imported || visit.asked) return
    const draft = await draftOf(scope, { ...visit, patientId: visit.patientId }, settings.reviews)
    if (draft) await makeInvitations(scope, organisationId, [draft])
  })
