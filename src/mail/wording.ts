import { stripControls } from '#src/mail/controls.ts'
import { readLanguage } from '#src/mail/template-files.ts'
import type { BlockerReason } from '#src/mail/told-request.ts'
import type { RequestKind } from '#src/privacy/law/deadlines.ts'
import type { ExtensionReason, RefusalReason } from '#src/privacy/law/request-reasons.ts'
import { type Language, languages } from '#src/schema/primitives.ts'

/** The fields of a patient that a mail can name, in the words of its language. */
export type StoredField =
  | 'firstName'
  | 'lastName'
  | 'email'
  | 'phone'
  | 'dateOfBirth'
  | 'nationalId'
  | 'address'
  | 'sex'
  | 'town'
  | 'interests'
  | 'socialProfiles'
  | 'religion'
  | 'ethnicity'
  | 'politicalViews'
  | 'externalId'
  | 'language'

interface Wording {
  /** BCP 47, for dates and numbers. */
  locale: string
  /** What an organisation without a neutral name of its own is called. */
  organisation: string
  storedFields: Record<StoredField, string>
  /** What data-subject requests ask for, and why they are refused, extended or blocked. */
  requests: Record<RequestKind, string>
  refusals: Record<RefusalReason, string>
  extensions: Record<ExtensionReason, string>
  blockers: Record<BlockerReason, string>
  /** That one is asked after a visit: a sentence that names `{organisation}`. */
  reviewNotice: string
  /** Where no authority is known. */
  authority: string
}

const wordings = Object.fromEntries(
  languages.map((language) => [language, readLanguage(language)]),
) as Record<Language, Wording>

/** What a mail to a patient calls an organisation that has set no `mailDisplayName`: its name may tell of health (S72). */
export const unnamedOrganisation = (language: Language): string => wordings[language].organisation

/** An organisation where a sentence begins: its own name as it is, our word for one that has none with a capital letter. */
export const beginSentence = (language: Language, organisation: string): string => {
  const { locale } = wordings[language]
  return organisation.startsWith(unnamedOrganisation(language))
    ? organisation.slice(0, 1).toLocaleUpperCase(locale) + organisation.slice(1)
    : organisation
}

/** That whoever books is asked later what they think of the visit, unless they refuse (`LEGAL.md` § 7). */
export const reviewNotice = (language: Language, organisation: string): string =>
  wordings[language].reviewNotice.replace('{organisation}', () => organisation)

/** `24 hours`, `1 timme`. */
export const elapsed = (language: Language, count: number, unit: 'minute' | 'hour' | 'day'): string =>
  new Intl.NumberFormat(wordings[language].locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count)

/** `first name, phone number and date of birth`. */
export const fieldList = (language: Language, fields: readonly StoredField[]): string =>
  new Intl.ListFormat(wordings[language].locale, { type: 'conjunction' }).format(
    fields.map((field) => wordings[language].storedFields[field]),
  )

const list = (language: Language, items: readonly string[]): string =>
  new Intl.ListFormat(wordings[language].locale, { type: 'conjunction' }).format(items)

/** Organisations by their neutral names, each once; null for one that has none. */
export const organisationList = (language: Language, names: readonly (string | null)[]): string =>
  list(language, [...new Set(names.map((name) => name ?? unnamedOrganisation(language)))])

/** What a request asks for, why it is refused or extended, what blocks it: in words. */
export const requestWords = (language: Language) => {
  const { requests, refusals, extensions, blockers, authority } = wordings[language]
  return {
    request: (kind: RequestKind) => requests[kind],
    refusal: (reason: RefusalReason) => refusals[reason],
    extension: (reason: ExtensionReason) => extensions[reason],
    blockers: (reasons: readonly BlockerReason[]) =>
      list(
        language,
        reasons.map((reason) => blockers[reason]),
      ),
    authority: (known: { name: string; url: string } | null) =>
      known === null ? authority : `${known.name}, ${known.url}`,
  }
}

/** A calendar date, `YYYY-MM-DD`, in the words of a language. */
export const calendarDate = (language: Language, day: string): string =>
  localTime(language, `${day}T12:00:00Z`, 'UTC').date

/**
 * An instant on the wall clock of a zone, in the words of a language: `day` `12 May`, `date`
 * `Tuesday 12 May 2026`, `time` `09:00`, `zone` `Central European Summer Time`.
 */
export const localTime = (language: Language, startsAt: string, timeZone: string) => {
  const { locale } = wordings[language]
  const instant = new Date(startsAt)
  const format = (options: Intl.DateTimeFormatOptions) =>
    stripControls(new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(instant))
  const zoneName = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'long' })
    .formatToParts(instant)
    .find((part) => part.type === 'timeZoneName')
  return {
    day: format({ day: 'numeric', month: 'long' }),
    date: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    time: format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    zone: zoneName?.value ?? timeZone,
  }
}
