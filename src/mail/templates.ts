import { stripControls } from '#src/mail/controls.ts'
import { fieldsOfVariables, type MailField } from '#src/mail/mail-fields.ts'
import { type Rendered, readTemplate, toHtml, toText, type Variables } from '#src/mail/template-files.ts'
import type { BlockerReason } from '#src/mail/told-request.ts'
import {
  beginSentence,
  calendarDate,
  elapsed,
  fieldList,
  localTime,
  organisationList,
  requestWords,
  reviewNotice,
  type StoredField,
} from '#src/mail/wording.ts'
import type { Authority } from '#src/privacy/law/authorities.ts'
import type { RequestKind } from '#src/privacy/law/deadlines.ts'
import type { ExtensionReason, RefusalReason } from '#src/privacy/law/request-reasons.ts'
import { type Language, languages } from '#src/schema/primitives.ts'

/**
 * What an appointment mail tells. Service, practitioner and reason have no place here: they are shown after
 * sign-in (S72). The street of the site is let into the body, as a person has to find the door; it stands in
 * no subject and in no calendar, which others than the recipient read.
 */
interface AppointmentValues {
  /** First name. */
  name: string
  organisation: string
  /** An instant, ISO 8601. */
  startsAt: string
  /** The site's IANA zone. */
  timeZone: string
  /** The site's street and town, on one line. */
  place?: string
  link: string
  /** Where one says that one wants no review invitations; given where they would follow. */
  refusalLink?: string | null
}

/** A new version of a policy or notice: an instant, ISO 8601, and the zone in which it is a day. */
interface PolicyValues {
  organisation: string
  effectiveFrom: string
  timeZone: string
  link: string
}

/** A data-subject request and where to read more of it. */
interface RequestValues {
  organisations: readonly (string | null)[]
  request: RequestKind
  link: string
}

/** The same with the last day of the answer, `YYYY-MM-DD`. */
interface DueRequestValues extends RequestValues {
  dueOn: string
}

/** The most lines of an announcement: the templates name each. */
export const mostLines = 20

/** The platform's own words; each line is a paragraph. */
interface AnnouncementValues {
  title: string
  lines: readonly string[]
}

/**
 * What each kind of mail needs to be told. To patients `organisation` is its `mailDisplayName` or `unnamedOrganisation`,
 * never a name that may tell of health; who is invited to work there may read its name.
 */
export interface MailValues {
  verifyEmail: { link: string; token: string; hours: number }
  /** Somebody registered with an address that has an account: sent instead of verifyEmail. */
  registrationForExistingAccount: { link: string }
  resetPassword: { link: string; token: string; minutes: number }
  passwordChanged: Record<never, never>
  /** A refresh token was used again: its session was ended. */
  sessionAlert: Record<never, never>
  secondFactorAdded: Record<never, never>
  secondFactorRemoved: Record<never, never>
  /** How many recovery codes are left. */
  recoveryCodeUsed: { left: number }
  /** To the technicians: a cause's code and how often, nothing about anybody. */
  securityAlert: { cause: string; count: number }
  /** To whoever reported misuse of their account: the way back in. */
  misuseReported: { link: string; token: string; hours: number }
  /** To the address of somebody without account who asks for something: nothing happens before it is confirmed. */
  requestAddress: { organisation: string; request: RequestKind; link: string; token: string; hours: number }
  /** To an organisation's contact or administrators: somebody reported something; what, is read after sign-in. */
  privacyReported: { link: string }
  /** To an address that is to become a login e-mail. */
  emailChangeRequested: { link: string; token: string; hours: number }
  /** The same where the address has an account of its own: sent instead. */
  emailChangeForExistingAccount: { link: string }
  /** To the address that was the login e-mail before. */
  emailChanged: { link: string; token: string; days: number }
  /** To the same once it is again: the way back in. */
  emailChangeUndone: { link: string; token: string; hours: number }
  invitation: { organisation: string; link: string; token: string; days: number }
  /** Names of the stored fields, never their values. */
  patientRegistered: {
    organisation: string
    fieldNames: readonly StoredField[]
    link: string
    token: string
    days: number
  }
  /** To somebody who is to be guardian of a child, whom the mail does not name. */
  guardianInvited: { organisation: string; link: string; token: string; days: number }
  /** To an organisation's administrators: a practitioner reached a patient by a break-glass. */
  breakGlassUsed: { link: string }
  /** To the same: the platform asks for one. */
  breakGlassRequested: { link: string }
  /** `endsAt`: an instant, ISO 8601; `timeZone`: the organisation's. */
  restrictionLifted: { organisation: string; endsAt: string; timeZone: string }
  appointmentConfirmation: AppointmentValues
  appointmentChange: AppointmentValues
  appointmentCancellation: AppointmentValues
  appointmentReminder: AppointmentValues
  policyPublished: PolicyValues
  /** It must be accepted before going on. */
  policyToAccept: PolicyValues
  noticeChanged: PolicyValues
  requestReceived: DueRequestValues
  /** An erasure that begins at an instant unless its link is used. */
  requestGrace: {
    organisations: readonly (string | null)[]
    graceEndsAt: string
    timeZone: string
    link: string
    token: string
  }
  requestIdentityAsked: RequestValues
  requestIdentityConfirmed: DueRequestValues
  requestExtended: DueRequestValues & { reason: ExtensionReason }
  requestRefused: RequestValues & { reason: RefusalReason; authority: Authority | null }
  requestBlocked: Omit<RequestValues, 'request'> & { blockers: readonly BlockerReason[] }
  requestWithdrawn: Omit<RequestValues, 'link'>
  requestResolved: RequestValues
  /** To those who answer: the last day of the answer comes near or is over. */
  requestDue: Pick<DueRequestValues, 'request' | 'dueOn' | 'link'>
  /** With the certificate as attachment. */
  requestErased: Omit<RequestValues, 'request'>
  /** The organisation's grace ends then. */
  organisationLeaving: PolicyValues
  organisationStays: { organisation: string }
  /** To administrators, with the certificate attached. */
  organisationPurged: { organisation: string }
  /** `controller`: who answers for the data from then on. */
  ownershipTransferAnnounced: PolicyValues & { controller: string }
  ownershipTransferCancelled: { organisation: string }
  incidentAnnounced: AnnouncementValues
  informationAnnounced: AnnouncementValues
}

export type MailKind = keyof MailValues

interface RenderedMail {
  subject: string
  text: string
  html: string
  fields: readonly MailField[]
}

const appointment = (values: AppointmentValues, language: Language): Variables => ({
  name: values.name,
  organisation: values.organisation,
  place: values.place ?? '',
  link: values.link,
  reviewNotice: values.refusalLink ? reviewNotice(language, values.organisation) : '',
  refusalLink: values.refusalLink ?? '',
  ...localTime(language, values.startsAt, values.timeZone),
})

const policy = (
  { organisation, effectiveFrom, timeZone, link }: PolicyValues,
  language: Language,
): Variables => ({
  organisation,
  date: localTime(language, effectiveFrom, timeZone).date,
  link,
})

const request = ({ organisations, request, link }: RequestValues, language: Language) => ({
  organisation: organisationList(language, organisations),
  request: requestWords(language).request(request),
  link,
})

const dueRequest = (values: DueRequestValues, language: Language) => ({
  ...request(values, language),
  due: calendarDate(language, values.dueOn),
})

const announcement = ({ title, lines }: AnnouncementValues): Variables => ({
  title,
  ...Object.fromEntries(Array.from({ length: mostLines }, (_none, n) => [`line${n + 1}`, lines[n] ?? ''])),
})

const variablesOf: { [K in MailKind]: (values: MailValues[K], language: Language) => Variables } = {
  verifyEmail: ({ link, token, hours }, language) => ({
    link,
    token,
    hours: elapsed(language, hours, 'hour'),
  }),
  registrationForExistingAccount: ({ link }) => ({ link }),
  resetPassword: ({ link, token, minutes }, language) => ({
    link,
    token,
    minutes: elapsed(language, minutes, 'minute'),
  }),
  passwordChanged: () => ({}),
  sessionAlert: () => ({}),
  secondFactorAdded: () => ({}),
  secondFactorRemoved: () => ({}),
  recoveryCodeUsed: ({ left }) => ({ left: String(left) }),
  securityAlert: ({ cause, count }) => ({ cause, count: String(count) }),
  misuseReported: ({ link, token, hours }, language) => ({
    link,
    token,
    hours: elapsed(language, hours, 'hour'),
  }),
  requestAddress: ({ organisation, request: kind, link, token, hours }, language) => ({
    organisation,
    request: requestWords(language).request(kind),
    link,
    token,
    hours: elapsed(language, hours, 'hour'),
  }),
  privacyReported: ({ link }) => ({ link }),
  emailChangeRequested: ({ link, token, hours }, language) => ({
    link,
    token,
    hours: elapsed(language, hours, 'hour'),
  }),
  emailChangeForExistingAccount: ({ link }) => ({ link }),
  emailChanged: ({ link, token, days }, language) => ({ link, token, days: elapsed(language, days, 'day') }),
  emailChangeUndone: ({ link, token, hours }, language) => ({
    link,
    token,
    hours: elapsed(language, hours, 'hour'),
  }),
  invitation: ({ organisation, link, token, days }, language) => ({
    organisation,
    link,
    token,
    days: elapsed(language, days, 'day'),
  }),
  patientRegistered: ({ organisation, fieldNames, link, token, days }, language) => ({
    organisation,
    storedFields: fieldList(language, fieldNames),
    link,
    token,
    days: elapsed(language, days, 'day'),
  }),
  guardianInvited: ({ organisation, link, token, days }, language) => ({
    organisation,
    link,
    token,
    days: elapsed(language, days, 'day'),
  }),
  breakGlassUsed: ({ link }) => ({ link }),
  breakGlassRequested: ({ link }) => ({ link }),
  restrictionLifted: ({ organisation, endsAt, timeZone }, language) => ({
    organisation,
    ...localTime(language, endsAt, timeZone),
  }),
  appointmentConfirmation: appointment,
  appointmentChange: appointment,
  appointmentCancellation: appointment,
  appointmentReminder: appointment,
  policyPublished: policy,
  policyToAccept: policy,
  noticeChanged: policy,
  requestReceived: dueRequest,
  requestGrace: ({ organisations, graceEndsAt, timeZone, link, token }, language) => ({
    organisation: organisationList(language, organisations),
    ...localTime(language, graceEndsAt, timeZone),
    link,
    token,
  }),
  requestIdentityAsked: request,
  requestIdentityConfirmed: dueRequest,
  requestExtended: (values, language) => ({
    ...dueRequest(values, language),
    reason: requestWords(language).extension(values.reason),
  }),
  requestRefused: (values, language) => ({
    ...request(values, language),
    reason: requestWords(language).refusal(values.reason),
    authority: requestWords(language).authority(values.authority),
  }),
  requestBlocked: ({ organisations, blockers, link }, language) => ({
    organisation: organisationList(language, organisations),
    blockers: requestWords(language).blockers(blockers),
    link,
  }),
  requestWithdrawn: ({ organisations, request }, language) => ({
    organisation: organisationList(language, organisations),
    request: requestWords(language).request(request),
  }),
  requestResolved: request,
  requestErased: ({ organisations, link }, language) => ({
    organisation: organisationList(language, organisations),
    link,
  }),
  requestDue: ({ request, dueOn, link }, language) => ({
    request: requestWords(language).request(request),
    due: calendarDate(language, dueOn),
    link,
  }),
  organisationLeaving: policy,
  organisationStays: ({ organisation }) => ({ organisation }),
  organisationPurged: ({ organisation }) => ({ organisation }),
  ownershipTransferAnnounced: (values, language) => ({
    ...policy(values, language),
    controller: values.controller,
  }),
  ownershipTransferCancelled: ({ organisation }) => ({ organisation }),
  incidentAnnounced: announcement,
  informationAnnounced: announcement,
}

/** Every kind of mail; each has a template in each language's folder. */
export const mailKinds = Object.keys(variablesOf) as MailKind[]

const calendarEntry = 'calendarEntry'
const templates = new Map(
  languages.flatMap((language) =>
    [...mailKinds, calendarEntry].map(
      (name) => [`${language}/${name}`, readTemplate(language, name)] as const,
    ),
  ),
)

// Templates write `organisationFirst` where a sentence begins with it.
const withBeginnings = (language: Language, variables: Variables): Variables =>
  variables.organisation === undefined
    ? variables
    : { ...variables, organisationFirst: beginSentence(language, variables.organisation) }

const render = (language: Language, name: string, variables: Variables): Rendered => {
  const template = templates.get(`${language}/${name}`)
  if (!template) throw new TypeError(`No mail template ${name} in ${language}`)
  const stripped = Object.entries(withBeginnings(language, variables)).map(([key, value]) => [
    key,
    stripControls(value),
  ])
  return template(Object.fromEntries(stripped))
}

/**
 * A mail's subject, text and HTML, both made from the same blocks of one template. Values are stripped of
 * control characters, and escaped in the HTML.
 * @throws TypeError when `link` is neither http nor https
 */
export const renderMail = <K extends MailKind>(
  kind: K,
  language: Language,
  values: MailValues[K],
): RenderedMail => {
  const variables = variablesOf[kind](values, language)
  if (variables.link !== undefined && !/^https?:\/\//.test(variables.link))
    throw new TypeError('A link in a mail is http or https')
  const rendered = render(language, kind, variables)
  return {
    subject: rendered.subject,
    text: toText(rendered),
    html: toHtml(rendered, language),
    fields: fieldsOfVariables(Object.keys(variables)),
  }
}

/** The words of a calendar entry: a neutral summary, and when it is on the site's clock. */
export const renderCalendarEntry = (language: Language, startsAt: string, timeZone: string) => {
  const rendered = render(language, calendarEntry, localTime(language, startsAt, timeZone))
  return { summary: rendered.subject, description: toText(rendered).trim() }
}
