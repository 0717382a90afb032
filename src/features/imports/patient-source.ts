import { asObject, asObjects, asText, type FhirObject, namesOf } from '#src/features/imports/fhir.ts'
import { type Finding, type FindingCode, type ReadRow, RefusedRow } from '#src/features/imports/findings.ts'
import type { ImportedPatient } from '#src/features/patients/import-patients.ts'
import { isDate } from '#src/schema/dates.ts'
import { formats } from '#src/schema/formats.ts'
import { type Address, type Language, languages } from '#src/schema/primitives.ts'
import { normaliseEmail, normaliseName, normalisePhone } from '#src/schema/text.ts'

/** What a row tells of a person; its id stands beside it. */
export type SourcePatient = Omit<ImportedPatient, 'externalId'>

const longest = { name: 100, phone: 32, externalId: 128 }

const nameAt = (pointer: string, value: unknown): string => {
  const text = asText(value)
  if (text === undefined) throw new RefusedRow(pointer, 'required')
  const name = normaliseName(text)
  if (name.length > longest.name || !formats.name(name)) throw new RefusedRow(pointer, 'wrongForm')
  return name
}

const externalIdAt = (pointer: string, value: unknown): string => {
  const text = asText(value)?.trim()
  if (text === undefined) throw new RefusedRow(pointer, 'required')
  if (text.length > longest.externalId || !formats.name(text)) throw new RefusedRow(pointer, 'wrongForm')
  return text
}

const emailAt = (pointer: string, value: unknown): string | null => {
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
const phoneOf = (value: unknown, country: string): string | null => {
  const text = asText(value)
  if (text === undefined) return null
  const typed = normaliseName(text)
  return (
    normalisePhone(typed, country) ?? (typed.length <= longest.phone && formats.name(typed) ? typed : null)
  )
}

const localeOf = (tag: unknown): Language | null => {
  const language = asText(tag)?.trim().toLowerCase().split('-')[0]
  return languages.find((known) => known === language) ?? null
}

const addressOf = (
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

/** What a Patient tells that is stored or that stores nothing; whatever else it holds is named as left out. */
const known = new Set([
  'resourceType',
  'id',
  'meta',
  'name',
  'telecom',
  'birthDate',
  'address',
  'active',
  'deceasedBoolean',
  'deceasedDateTime',
  'communication',
])

const official = (names: readonly FhirObject[]): number => {
  const by = (use: string) => names.findIndex((name) => name.use === use)
  const present = names.findIndex((name) => name.use !== 'old' && name.use !== 'maiden')
  return [by('official'), by('usual'), present, 0].find((n) => n >= 0) ?? 0
}

const leftOut = (
  base: string,
  object: FhirObject,
  kept: readonly string[],
  code: FindingCode = 'notStored',
) =>
  Object.keys(object)
    .filter((key) => !kept.includes(key))
    .map((key): Finding => ({ pointer: `${base}/${pointerPart(key)}`, code }))

// A key is of the file: what is no word of FHIR's is not repeated.
const pointerPart = (key: string) => (/^_?[A-Za-z]{1,40}$/.test(key) ? key : '*')

const others = (path: string, count: number, kept: number): Finding[] =>
  Array.from({ length: count }, (_one, n) => n)
    .filter((n) => n !== kept)
    .map((n) => ({ pointer: `/${path}/${n}`, code: 'notStored' }))

const nameOf = (resource: FhirObject) => {
  const names = asObjects(resource.name)
  const n = official(names)
  const name = names[n]
  if (!name) throw new RefusedRow('/name', 'required')
  const given = Array.isArray(name.given) ? name.given.filter((one) => asText(one)).join(' ') : ''
  return {
    firstName: nameAt(`/name/${n}/given`, given),
    lastName: nameAt(`/name/${n}/family`, name.family),
    ignored: [
      ...others('name', names.length, n),
      ...leftOut(`/name/${n}`, name, ['use', 'family', 'given', 'text']),
    ],
  }
}

const homeOf = (resource: FhirObject, country: string) => {
  const addresses = asObjects(resource.address)
  const n = Math.max(
    0,
    addresses.findIndex(({ use }) => use === 'home'),
  )
  const one = addresses[n]
  if (!one) return { address: null, ignored: [] }
  const street = Array.isArray(one.line) ? one.line.filter((line) => asText(line)).join(', ') : undefined
  const { postalCode, city } = one
  const address = addressOf({ street, postalCode, city, country: one.country }, country)
  const kept = ['use', 'type', 'line', 'city', 'postalCode', 'country', 'text']
  return {
    address,
    ignored: [
      ...others('address', addresses.length, n),
      ...(address
        ? leftOut(`/address/${n}`, one, kept)
        : [{ pointer: `/address/${n}`, code: 'incomplete' } as const]),
    ],
  }
}

const contactOf = (resource: FhirObject, country: string) => {
  const telecom = asObjects(resource.telecom)
  const by = (system: string) => telecom.findIndex((one) => one.system === system && one.use !== 'old')
  const [e, p] = [by('email'), by('phone')]
  const email = emailAt(`/telecom/${e}/value`, telecom[e]?.value)
  const phone = phoneOf(telecom[p]?.value, country)
  const stored = [...(email === null ? [] : [e]), ...(phone === null ? [] : [p])]
  return {
    email,
    phone,
    ignored: telecom
      .map((_one, n): Finding => ({ pointer: `/telecom/${n}`, code: 'notStored' }))
      .filter((_finding, n) => !stored.includes(n)),
  }
}

const languageOf = (resource: FhirObject) => {
  const spoken = asObjects(resource.communication)
  const preferred = spoken.find(({ preferred }) => preferred === true) ?? spoken[0]
  const locale = namesOf(preferred?.language).map(localeOf).find(Boolean) ?? null
  const ignored: Finding[] =
    spoken.length > 0 && locale === null ? [{ pointer: '/communication', code: 'notStored' }] : []
  return { locale, ignored }
}

const isDead = ({ deceasedBoolean, deceasedDateTime }: FhirObject) =>
  deceasedBoolean === true || asText(deceasedDateTime) !== undefined

/**
 * A FHIR R4 Patient. Its id is the person's external id. What Praxis has no field for is named and left out.
 * @param country ISO 3166-1 of the organisation, for phones and addresses that name none
 * @throws RefusedRow with a pointer to the first element that cannot be taken
 */
export const readFhirPatient = (value: unknown, country: string): ReadRow<SourcePatient> => {
  const resource = asObject(value)
  if (!resource) throw new RefusedRow('', 'unreadable')
  if (resource.resourceType !== 'Patient')
    return { kind: 'leftOut', ignored: [{ pointer: '/resourceType', code: 'otherResource' }] }
  if (resource.modifierExtension !== undefined) throw new RefusedRow('/modifierExtension', 'notUnderstood')
  const sourceId = externalIdAt('/id', resource.id)
  const { address, ignored: ofAddress } = homeOf(resource, country)
  const { firstName, lastName, ignored: ofName } = nameOf(resource)
  const { email, phone, ignored: ofContact } = contactOf(resource, address?.country ?? country)
  const { locale, ignored: ofLanguage } = languageOf(resource)
  return {
    kind: 'row',
    sourceId,
    value: {
      firstName,
      lastName,
      email,
      phone,
      dateOfBirth: dateAt('/birthDate', resource.birthDate),
      address,
      locale,
      deactivated: resource.active === false || isDead(resource),
    },
    ignored: [...ofName, ...ofContact, ...ofAddress, ...ofLanguage, ...leftOut('', resource, [...known])],
  }
}

/**
 * A line of the CSV template.
 * @param cell what the line holds in a column of the template; undefined where there is none
 * @param country as `readFhirPatient`
 * @throws RefusedRow with a pointer to the column
 */
export const readCsvPatient = (
  cell: (column: string) => string | undefined,
  country: string,
): ReadRow<SourcePatient> => {
  const parts = {
    street: cell('street'),
    postalCode: cell('postalCode'),
    city: cell('city'),
    country: cell('country'),
  }
  const address = addressOf(parts, country)
  const partial = address === null && Object.values(parts).some((part) => asText(part) !== undefined)
  const phone = phoneOf(cell('phone'), address?.country ?? country)
  const unstored = phone === null && asText(cell('phone')) !== undefined
  return {
    kind: 'row',
    sourceId: externalIdAt('/externalId', cell('externalId')),
    value: {
      firstName: nameAt('/firstName', cell('firstName')),
      lastName: nameAt('/lastName', cell('lastName')),
      email: emailAt('/email', cell('email')),
      phone,
      dateOfBirth: dateAt('/dateOfBirth', cell('dateOfBirth')),
      address,
      locale: localeOf(cell('language')),
      deactivated: /^(true|yes|1)$/i.test(cell('deceased')?.trim() ?? ''),
    },
    ignored: [
      ...(partial ? [{ pointer: '/street', code: 'incomplete' } as const] : []),
      ...(unstored ? [{ pointer: '/phone', code: 'notStored' } as const] : []),
    ],
  }
}
