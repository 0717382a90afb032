import { domainToASCII } from 'node:url'
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'

const LONGEST_EMAIL = 254
const LONGEST_PHONE = 32

// RFC 5321's Dot-string of ASCII; a quoted part is legal and used by nobody but attackers.
const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

// What UTS 46 would quietly map away or turn into a number is refused instead: nobody types a soft hyphen or %41.
const typedDomain = /^[\p{L}\p{M}\p{N}.-]+$/u

const normaliseDomain = (typed: string): string | null => {
  if (!typedDomain.test(typed)) return null
  const domain = domainToASCII(typed)
  const labels = domain.split('.')
  if (labels.length < 2 || !labels.every((one) => label.test(one))) return null
  // A last label of digits is an IPv4 address in one of its many spellings, never a top-level domain.
  return /^\d+$/.test(labels.at(-1) ?? '') ? null : domain
}

/**
 * The one form of an e-mail address that is stored, indexed and sent to (`SECURITY.md` S44): ASCII local part in
 * lower case, domain in IDNA's ASCII form (UTS 46). Non-ASCII local parts, quoted parts and IP addresses are
 * refused, so that no two spellings of different people become one.
 * @returns null for what is no such address
 */
export const normaliseEmail = (typed: string): string | null => {
  if (typed.length > 2 * LONGEST_EMAIL) return null
  const [local = '', domain, ...more] = typed.trim().split('@')
  if (domain === undefined || more.length > 0 || local.length > 64 || !localPart.test(local)) return null
  const ascii = normaliseDomain(domain)
  if (ascii === null) return null
  const email = `${local.toLowerCase()}@${ascii}`
  return email.length > LONGEST_EMAIL ? null : email
}

const asCountry = (country: string | null): CountryCode | undefined =>
  country !== null && isSupportedCountry(country) ? country : undefined

/**
 * A phone number as E.164, if its length is possible in its country; whether it is assigned nobody can know.
 * @param defaultCountry ISO 3166-1 alpha-2, of a number typed without `+`; null: only with `+`
 * @returns null for what is no possible number
 */
export const normalisePhone = (typed: string, defaultCountry: string | null): string | null => {
  if (typed.length > LONGEST_PHONE) return null
  const country = asCountry(defaultCountry)
  const number = parsePhoneNumberFromString(typed, {
    extract: false,
    ...(country ? { defaultCountry: country } : {}),
  })
  return number?.isPossible() && !number.ext ? number.number : null
}

/** A name as it is stored: NFC, no space around it, single spaces inside. */
export const normaliseName = (typed: string): string => typed.normalize('NFC').trim().replace(/\s+/gu, ' ')

/** A note as it is stored: NFC, lines ended by a newline alone, no space around it. */
export const normaliseNote = (typed: string): string => typed.normalize('NFC').replaceAll('\r\n', '\n').trim()
