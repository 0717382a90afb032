import { asText } from '#src/features/imports/fhir.ts'
import { type Finding, RefusedRow } from '#src/features/imports/findings.ts'
import type { PatientFields } from '#src/features/organisations/organisations.schema.ts'
import type { ImportedPatient } from '#src/features/patients/import-patients.ts'
import { normaliseNationalNumber } from '#src/features/patients/national-number.ts'
import { RecordKept } from '#src/features/patients/patients.schema.ts'
import { isDate } from '#src/schema/dates.ts'
import { formats } from '#src/schema/formats.ts'
import { type Address, type Language, languages } from '#src/schema/primitives.ts'
import { normaliseEmail, normaliseName, normalisePhone } from '#src/schema/text.ts'

/** What a row tells of a person; its id stands beside it. */
export type SourcePatient = Omit<ImportedPatient, 'externalId'>

/** What decides of a person's row what is taken. */
export interface PatientRules {
  /** ISO 3166-1 of the organisation: of national numbers, and of phones and addresses that name none. */
  readonly country: string
  /** What the organisation uses: nothing else is taken, nor looked at. */
  readonly fields: PatientFields
  /** @param dateOfBirth `YYYY-MM-DD` */
  isTooYoung(dateOfBirth: string): boolean
}

const longest = { name: 100, phone: 32, externalId: 128 }

/** @throws RefusedRow for none, or what is none */
export const nameAt = (pointer: string, value: unknown): string => {
  const text = asText(value)
  if (text === undefined) throw new RefusedRow(pointer, 'required')
  const name = normaliseName(text)
  if (name.length > longest.name || !formats.name(name)) throw new RefusedRow(pointer, 'wrongForm')
  return name
}

/** @throws RefusedRow for none, or what is none */
export const externalIdAt = (pointer: string, value: unknown): string => {
  const text = asText(value)?.trim()
  if (text === undefined) throw new RefusedRow(pointer, 'required')
  if (text.length > longest.externalId || !formats.name(text)) throw new RefusedRow(pointer, 'wrongForm')
  return text
}

/** The address in its stored form; null where nothing stands. @throws RefusedRow for what is none */
export const emailAt = (pointer: string, value: unknown): string | null => {
  const text = asText(value)
  if (text === undefined) return null
  const email = normaliseEmail(text)
  if (email === null) throw new RefusedRow(pointer, 'wrongForm')
  return email
}

const dateAt = (pointer: string, value: unknown): string | null => {
  const text = asText(value)
  if (text === undefined) return null
  if (!isDate(text.trim())) throw new RefusedRow(pointer, 'wrongForm')
  return text.trim()
}

/** Never a reason to refuse a row: a number that is none is kept as it was typed, and one that holds more is left out. */
export const phoneOf = (value: unknown, country: string): string | null => {
  const text = asText(value)
  if (text === undefined) return null
  const typed = normaliseName(text)
  return (
    normalisePhone(typed, country) ?? (typed.length <= longest.phone && formats.name(typed) ? typed : null)
  )
}

/** The language of a tag (RFC 5646) that is spoken here, or null. */
export const localeOf = (tag: unknown): Language | null => {
  const language = asText(tag)?.trim().toLowerCase().split('-')[0]
  return languages.find((known) => known === language) ?? null
}

/** An address of which nothing is missing, or null. @param home its country where it names none */
export const addressOf = (
  parts: { street: unknown; postalCode: unknown; city: unknown; country: unknown },
  home: string,
): Address | null => {
  const line = (value: unknown, most: number) => {
    const text = asText(value)
    const name = text && normaliseName(text)
    return name && name.length <= most && formats.name(name) ? name : undefined
  }
  const street = line(parts.street, 200)
  const postalCode = line(parts.postalCode, 20)
  const city = line(parts.city, 100)
  const country = asText(parts.country)?.trim().toUpperCase() ?? home
  if (!street || !postalCode || !city || !formats.country(country)) return null
  return { street, postalCode, city, country }
}

/** That a field was left out as the organisation does not use it. */
export const notUsed = (pointer: string): Finding => ({ pointer, code: 'notUsed' })

/**
 * When somebody was born, where the organisation keeps that. It refuses who is too young in any case.
 * @throws RefusedRow below the minimum age, or for a used date that is none
 */
export const birthAt = (pointer: string, value: unknown, { fields, isTooYoung }: PatientRules) => {
  const used = fields.dateOfBirth !== 'hidden'
  const readable = isDate(asText(value)?.trim() ?? '')
  const date = used || readable ? dateAt(pointer, value) : null
  if (date !== null && isTooYoung(date)) throw new RefusedRow(pointer, 'belowMinimumAge')
  return used || asText(value) === undefined
    ? { dateOfBirth: date, ignored: [] }
    : { dateOfBirth: null, ignored: [notUsed(pointer)] }
}

const sexes = ['female', 'male', 'other'] as const

/** The sex, where the organisation uses it; what else than `female`, `male` and `other` stands there is left out. */
export const sexAt = (pointer: string, value: unknown, { fields }: PatientRules) => {
  const text = asText(value)?.trim()
  if (text === undefined) return { sex: null, ignored: [] }
  if (fields.sex === 'hidden') return { sex: null, ignored: [notUsed(pointer)] }
  const sex = sexes.find((one) => one === text) ?? null
  const ignored: Finding[] = sex === null ? [{ pointer, code: 'notStored' }] : []
  return { sex, ignored }
}

/** A national number in its normal form; null where nothing stands. @throws RefusedRow for one of no such number */
export const numberAt = (pointer: string, value: unknown, { country }: PatientRules): string | null => {
  const text = asText(value)
  if (text === undefined) return null
  const number = normaliseNationalNumber(text, country)
  if (number === null) throw new RefusedRow(pointer, 'wrongNumber')
  return number
}

const recordKinds: readonly string[] = RecordKept.properties.kind.enum ?? []

/**
 * The record that the law makes the organisation keep, by the columns that tell of it; null where none does.
 * @throws RefusedRow for an unknown kind, or a kind without the date of its last entry
 */
export const recordAt = (cell: (column: string) => string | undefined): RecordKept | null => {
  const kind = asText(cell('recordKind'))?.trim()
  const lastEntryAt = dateAt('/lastEntryAt', cell('lastEntryAt'))
  const endedAt = dateAt('/treatmentEndedAt', cell('treatmentEndedAt'))
  if (kind === undefined && lastEntryAt === null && endedAt === null) return null
  if (kind !== undefined && !recordKinds.includes(kind)) throw new RefusedRow('/recordKind', 'wrongForm')
  if (lastEntryAt === null) throw new RefusedRow('/lastEntryAt', 'required')
  return {
    kind: (kind ?? 'general') as RecordKept['kind'],
    lastEntryAt,
    ...(endedAt === null ? {} : { endedAt }),
  }
}
