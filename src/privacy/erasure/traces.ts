import { domainToASCII } from 'node:url'

/** By what somebody can be known again in a text, in any of its usual forms. */
export interface Traces {
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly nationalIds: readonly string[]
  /** Of accounts and patients. */
  readonly ids: readonly string[]
  /** Whether mails in the folder are theirs alone: of who stays elsewhere, others may write there. */
  readonly mails: boolean
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')

const emailForms = (email: string): string[] => {
  const lower = email.toLowerCase()
  const at = lower.lastIndexOf('@')
  const ascii = domainToASCII(lower.slice(at + 1))
  const forms = [lower, ...(ascii === '' ? [] : [`${lower.slice(0, at)}@${ascii}`])]
  // In a URL, and as quoted-printable in a mail.
  return [...new Set(forms.flatMap((form) => [form, form.replace('@', '%40'), form.replace('@', '=40')]))]
}

/** Digits as people and programs write them: with or without what stands between them. */
const spaced = (digits: string) => [...digits].join('[ ().-]{0,2}')

const bounded = (inner: string) => `(^|[^0-9a-z])${inner}([^0-9a-z]|$)`

// A number of E.164 without its prefix is local: which digits are the prefix only a table of countries knows, so each
// of its usual lengths is tried; shorter than six digits nothing is.
const phoneForms = (phone: string): string[] => {
  const digits = phone.replace(/\D/g, '')
  if (digits.length < 7) return []
  const local = [1, 2, 3].map((prefix) => digits.slice(prefix)).filter((rest) => rest.length >= 7)
  return [bounded(`(\\+|00)?${spaced(digits)}`), ...local.map((rest) => bounded(`0${spaced(rest)}`))]
}

const numberForms = (number: string): string[] => {
  const signs = number.toLowerCase().replace(/[^0-9a-z]/g, '')
  if (signs.length < 6) return []
  const forms = /^(19|20)\d{10}$/.test(signs) ? [signs, signs.slice(2)] : [signs]
  return forms.map((form) => bounded([...form].map(escaped).join('[ +-]{0,1}')))
}

const idForms = (id: string): string[] => [escaped(id), id.replaceAll('-', '')]

/** Patterns of PostgreSQL and JavaScript alike, for texts in lower case; null where there is nothing to look for. */
export interface TracePatterns {
  /** Whether a text could hold any of it, quickly: whatever another pattern finds, this one does. */
  readonly filter: string
  /** Everything. */
  readonly all: string
  /** Without ids: for columns that the register keeps, which name them. */
  readonly withoutIds: string
  /** Ids and addresses as hex digits, for bytes. */
  readonly hex: string
  readonly ids: readonly string[]
}

const either = (forms: readonly string[]) => (forms.length === 0 ? '(?!)' : forms.join('|'))

const digitsOf = (text: string) => text.replace(/\D/g, '').length

// An address has an at sign, however it is written; everything else has digits, as many as the shortest of them at the least.
const filterFor = (numbers: readonly string[]): string => {
  const fewest = Math.min(3, ...numbers.map(digitsOf))
  return fewest === 0 ? '' : `@|[%=]40|([0-9].*){${fewest}}`
}

/** What to look for of somebody, or of several at once. */
export const patternsOf = (traces: readonly Traces[]): TracePatterns => {
  const names = traces.flatMap(({ emails, phones, nationalIds }) => [
    ...emails.flatMap(emailForms).map((form) => `(^|[^0-9a-z._+-])${escaped(form)}`),
    ...phones.flatMap(phoneForms),
    ...nationalIds.flatMap(numberForms),
  ])
  const ids = [...new Set(traces.flatMap((one) => one.ids))]
  const numbers = traces.flatMap(({ phones, nationalIds }) => [...phones, ...nationalIds])
  return {
    filter: filterFor([...numbers, ...ids]),
    all: either([...names, ...ids.flatMap(idForms)]),
    withoutIds: either(names),
    hex: either(ids.map((id) => id.replaceAll('-', ''))),
    ids,
  }
}
