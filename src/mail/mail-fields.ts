import type { DataCategory } from '#src/privacy/annotations.ts'

/**
 * What of a person mails carry, and what it tells of them. Whoever passes mails on gets this and nothing beyond (P25); health
 * and what is most sensitive have no place here: that is read after sign-in.
 */
export const mailFields = {
  email: 'contact',
  firstName: 'identity',
  lastName: 'identity',
  /** The neutral name of who writes. */
  organisation: 'booking',
  /** Who was visited. */
  practitioner: 'booking',
  /** What a practice writes itself: how it asks for a review, and what it answers to one. */
  practiceWords: 'booking',
  /** Where to go: street and town of a site. */
  siteAddress: 'booking',
  /** When an appointment is, or until when something is done. */
  times: 'booking',
  /** What opens or confirms something: links and their tokens. */
  links: 'credential',
  /** What was asked for, and what became of it, in set phrases; certificates. */
  dataRequest: 'usage',
  /** Which fields are stored, never what is in them. */
  storedFieldNames: 'usage',
  /** What happened to a sign-in, as codes and numbers. */
  security: 'usage',
} as const satisfies Record<string, Exclude<DataCategory, 'health' | 'special'>>
export type MailField = keyof typeof mailFields

/** Their names, as a processor's `fields` state them. */
export const mailFieldNames = Object.keys(mailFields) as MailField[]

/** Null: it tells of nobody. */
const fieldOfVariable: Readonly<Record<string, MailField | null>> = {
  name: 'firstName',
  organisation: 'organisation',
  organisationFirst: 'organisation',
  controller: 'organisation',
  // Of appointment mails that say that the practice may ask for a review.
  reviewNotice: 'organisation',
  refusalLink: 'links',
  place: 'siteAddress',
  ...{ day: 'times', date: 'times', time: 'times', zone: 'times', due: 'times' },
  ...{ link: 'links', token: 'links' },
  ...{ request: 'dataRequest', reason: 'dataRequest', blockers: 'dataRequest', authority: 'dataRequest' },
  storedFields: 'storedFieldNames',
  ...{ left: 'security', cause: 'security', count: 'security' },
  ...{ hours: null, minutes: null, days: null, title: null },
}

/**
 * The fields that a mail carries by these variables of its template.
 * @throws TypeError for a variable of which nobody has said what it tells
 */
export const fieldsOfVariables = (names: readonly string[]): MailField[] => {
  const fields = names.map((name) => {
    const field = /^line\d+$/.test(name) ? null : fieldOfVariable[name]
    if (field === undefined) throw new TypeError(`No mail carries ${name}`)
    return field
  })
  return [...new Set(fields.filter((field) => field !== null))]
}
