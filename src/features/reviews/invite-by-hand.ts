import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { Problem, refused } from '#src/errors.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { findPractitioner } from '#src/features/organisations/practitioners.queries.ts'
import { type Candidate, judgeCandidates } from '#src/features/reviews/judge-drafts.ts'
import { makeInvitations } from '#src/features/reviews/make-invitations.ts'
import { openRecipients } from '#src/features/reviews/open-recipients.ts'
import { listRecipients } from '#src/features/reviews/recipients.queries.ts'
import { countMadeSince, lockInvitations } from '#src/features/reviews/review-invitations.queries.ts'
import type {
  MadeReviewInvitations,
  NewReviewInvitations,
  ReviewRecipient,
} from '#src/features/reviews/review-invitations.schema.ts'
import { reviewsAccess } from '#src/features/reviews/reviews.access.ts'
import type { TemplateLanguage } from '#src/features/reviews/template-languages.schema.ts'
import { normaliseEmail, normaliseName } from '#src/schema/text.ts'

const dayMilliseconds = 86_400_000

interface Wanted extends Candidate {
  firstName: string
  lastName: string
  language: TemplateLanguage | null
}

/** A practitioner asks about themselves, an administrator about whom they say, or about the practice. */
const practitionerOf = async (
  { tx, actor }: OrganisationScope,
  practitionerId: string | undefined,
): Promise<string | null> => {
  const isAdministrator = actor.roles.includes('org_admin')
  if (practitionerId === undefined) return isAdministrator ? null : actor.practitionerId
  if (!isAdministrator && practitionerId !== actor.practitionerId)
    throw refused('/practitionerId', 'is somebody else')
  if (!(await findPractitioner(tx, actor.organisationId, practitionerId)))
    throw refused('/practitionerId', 'does not exist')
  return practitionerId
}

/** Who is meant by each recipient, in their order. */
const resolve = async (
  scope: OrganisationScope,
  recipients: readonly ReviewRecipient[],
  language: TemplateLanguage | null,
): Promise<Wanted[]> => {
  const { tx, actor, at } = scope
  const ids = recipients.flatMap((one) => ('patientId' in one ? one.patientId : []))
  const patients = await listRecipients(tx, actor.organisationId, ids, at, reviewsAccess.invite)
  const byId = new Map(patients.map((patient) => [patient.id, patient]))
  const opened = await openRecipients(scope, actor.organisationId, patients)
  return recipients.map((one, i) => {
    if (!('patientId' in one)) {
      const email = normaliseEmail(one.email)
      if (email === null) throw refused(`/recipients/${i}/email`, 'is no address that mail can go to')
      const names = { firstName: normaliseName(one.firstName), lastName: normaliseName(one.lastName) }
      return { patient: null, email, ...names, language }
    }
    const patient = byId.get(one.patientId)
    const open = opened.get(one.patientId)
    if (!patient || !open) throw refused(`/recipients/${i}/patientId`, 'does not exist')
    if (open.email === null) throw refused(`/recipients/${i}/patientId`, 'has no e-mail address')
    const { email, firstName, lastName } = open
    return { patient, email, firstName, lastName, language: language ?? patient.locale }
  })
}

const distinctBy = <T>(values: readonly T[], key: (value: T) => string): T[] =>
  [...new Map(values.toReversed().map((value) => [key(value), value])).values()].toReversed()

const demandFew = async ({ tx, actor, at }: OrganisationScope, wanted: number, most: number) => {
  const since = new Date(Date.parse(at) - dayMilliseconds).toISOString()
  const made = await countMadeSince(tx, actor.organisationId, since)
  if (made + wanted > most)
    throw new Problem('invitation-cap', {
      detail: `${Math.max(0, most - made)} of ${most} are left within 24 hours.`,
    })
}

/**
 * Asks patients and addresses for a review, at once. Who opted out, was asked within the cool-down or may not be asked
 * is not: their invitation is `withdrawn` from the start, whatever the reason.
 * @returns an id for each recipient, in their order; an address that comes twice has one
 * @throws Problem 422 for an unknown patient or practitioner, a patient without address, too many in a day
 */
export const inviteByHand = async (
  scope: OrganisationScope,
  { recipients, practitionerId, language }: NewReviewInvitations,
): Promise<MadeReviewInvitations> => {
  const { tx, actor } = scope
  const { organisationId } = actor
  const about = await practitionerOf(scope, practitionerId)
  const { settings } = await findOrganisation(tx, organisationId)
  const { reviews } = settings
  const wanted = await resolve(scope, recipients, language ?? reviews.language)
  const distinct = distinctBy(wanted, ({ email }) => email)
  await lockInvitations(tx, organisationId)
  await demandFew(scope, distinct.length, reviews.invitationsPerDay)
  const judged = await judgeCandidates(scope, organisationId, distinct, reviews)
  const made = await makeInvitations(
    scope,
    organisationId,
    judged.map(({ patient, ...one }) => ({
      ...one,
      source: patient ? 'staff' : 'list',
      patientId: patient?.id ?? null,
      appointmentId: null,
      practitionerId: about,
      createdBy: actor.accountId,
      quietIn: null,
    })),
  )
  await recordAct(scope, {
    action: 'create',
    resource: 'reviewInvitation',
    resourceIds: made.map(({ id }) => id),
    patientIds: distinct.flatMap(({ patient }) => patient?.id ?? []),
    detail: { count: made.length },
  })
  const byEmail = new Map(distinct.map(({ email }, i) => [email, made[i]]))
  return { data: wanted.map(({ email }) => byEmail.get(email) as (typeof made)[number]) }
}
