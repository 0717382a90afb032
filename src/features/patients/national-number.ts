import { idnr } from '@navikt/fnrvalidator'
import { validate as isNhsNumber } from 'nhs-number-validator'
import Personnummer from 'personnummer'
// Each by itself: the whole of the library holds every country's numbers, and eight megabytes of memory.
import { validate as validateBelgian } from 'stdnum/lib/cjs/be/insz.js'
import { validate as validateDanish } from 'stdnum/lib/cjs/dk/cpr.js'
import { validate as validateFinnish } from 'stdnum/lib/cjs/fi/hetu.js'
import { validate as validateFrench } from 'stdnum/lib/cjs/fr/nir.js'
import { validate as validateDutch } from 'stdnum/lib/cjs/nl/bsn.js'
import type { ValidateReturn } from 'stdnum/lib/cjs/types.js'

type Check = (typed: string) => string | null

const compact = (typed: string) => typed.replace(/[\s.\-/]/g, '').toUpperCase()

const ofForm =
  (form: RegExp): Check =>
  (typed) => {
    const number = compact(typed)
    return form.test(number) ? number : null
  }

const byStdnum =
  (validate: (typed: string) => ValidateReturn, form: RegExp): Check =>
  (typed) => {
    const answer = validate(typed.trim().toUpperCase())
    return answer.isValid && form.test(answer.compact) ? answer.compact : null
  }

// Its types name a default export that its module is itself.
const { valid, parse } = Personnummer as unknown as (typeof Personnummer)['default']

// Ten digits leave the century to the sign: `+` from the hundredth birthday on.
const swedish: Check = (typed) => {
  const number = typed.replace(/\s/g, '')
  if (!/^(\d{6}|\d{8})[-+]?\d{4}$/.test(number) || !valid(number)) return null
  return parse(number).format(true).replace(/\D/g, '')
}

const norwegian: Check = (typed) => {
  const number = compact(typed)
  return /^\d{11}$/.test(number) && idnr(number).status === 'valid' ? number : null
}

// The library takes nine zeros for a number: 0 is a multiple of 11.
const dutch: Check = (typed) => {
  const number = byStdnum(validateDutch, /^\d{9}$/)(typed)
  return number === null || /^0+$/.test(number) ? null : number
}

// Ten zeros pass the check digit as well.
const british: Check = (typed) => {
  const number = compact(typed)
  return /^\d{10}$/.test(number) && !/^0+$/.test(number) && isNhsNumber(number) ? number : null
}

const digitSum = (number: number) => Math.floor(number / 10) + (number % 10)

// § 290 SGB V: the letter as two digits (A = 01), weights 1 and 2 in turn, digit sums, modulo 10.
const german: Check = (typed) => {
  const number = compact(typed)
  if (!/^[A-Z]\d{9}$/.test(number)) return null
  const letter = String(number.charCodeAt(0) - 64).padStart(2, '0')
  const digits = [...`${letter}${number.slice(1, 9)}`].map(Number)
  const sum = digits.reduce((total, digit, i) => total + digitSum(digit * (i % 2 === 0 ? 1 : 2)), 0)
  return sum % 10 === Number(number.at(-1)) ? number : null
}

// Azerbaijan and Morocco publish no check digit, Denmark has used none since 2007.
const checks: Readonly<Record<string, Check>> = {
  AZ: ofForm(/^[0-9A-HJ-NP-Z]{7}$/),
  BE: byStdnum(validateBelgian, /^\d{11}$/),
  DE: german,
  DK: byStdnum(validateDanish, /^\d{10}$/),
  FI: byStdnum(validateFinnish, /^\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]$/),
  FR: byStdnum(validateFrench, /^\d{5}[0-9AB]{2}\d{8}$/),
  GB: british,
  MA: ofForm(/^[A-Z]{1,2}\d{1,6}$/),
  NL: dutch,
  NO: norwegian,
  SE: swedish,
}

const printableAscii = /^[\x20-\x7e]{1,32}$/

/** The countries whose national numbers are known (ISO 3166-1 alpha-2). */
export const countriesOfNumbers: readonly string[] = Object.keys(checks)

/**
 * The normal form of a national number: letters in upper case, no spaces or separators but the Finnish sign, which
 * tells the century; a Swedish one always has twelve digits.
 * @param country ISO 3166-1 alpha-2 of the country that gave it
 * @returns null for what is no number of that country, and for countries whose numbers are not known
 */
export const normaliseNationalNumber = (typed: string, country: string): string | null =>
  printableAscii.test(typed) ? (checks[country]?.(typed) ?? null) : null
