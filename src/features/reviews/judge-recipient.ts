import type { ReviewSettings } from '#src/features/organisations/review-settings.schema.ts'
import { isRestricted } from '#src/features/patients/restriction.ts'
import type { Recipient } from '#src/features/reviews/recipients.queries.ts'

type Standing = Pick<
  Recipient,
  | 'state'
  | 'restrictedAt'
  | 'restrictionEndsAt'
  | 'erasureRequestId'
  | 'granted'
  | 'decidedAt'
  | 'objected'
  | 'marketing'
>

const saysNo = (patient: Standing, at: string): boolean =>
  patient.state !== 'active' ||
  isRestricted(patient, at) ||
  patient.objected ||
  patient.granted === false ||
  (patient.marketing === false && patient.granted !== true)

/** A consent that was given after the opt-out takes it back. */
const stillOptedOut = (optedOutAt: string | null, patients: readonly Standing[]): boolean =>
  optedOutAt !== null &&
  !patients.some(({ granted, decidedAt }) => granted === true && (decidedAt ?? '') > optedOutAt)

/**
 * Whether somebody may be asked for a review, by what holds now: nobody is who opted out, refused, objected, wants no
 * marketing, whose data is restricted or who is not in the practice's care any more; and where the settings demand
 * consent, whoever has not given it.
 * @param patients the patient; of an address everybody whose address it is, of whom none may have said no
 * @param optedOutAt since when the address wants nothing, null where it does not say so
 */
export const mayBeAsked = (
  patients: readonly Standing[],
  optedOutAt: string | null,
  { consentRequired }: Pick<ReviewSettings, 'consentRequired'>,
  at: string,
): boolean =>
  !patients.some((patient) => saysNo(patient, at)) &&
  !stillOptedOut(optedOutAt, patients) &&
  (!consentRequired || patients.some(({ granted }) => granted === true))
