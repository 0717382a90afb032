import { asObject, asObjects, asText, type FhirObject, namesOf } from '#src/features/imports/fhir.ts'
import { type Finding, type FindingCode, type ReadRow, RefusedRow } from '#src/features/imports/findings.ts'
import { nationalIdentifier } from '#src/features/imports/national-identifier.ts'
import {
  addressOf,
  birthAt,
  emailAt,
  externalIdAt,
  localeOf,
  nameAt,
  notUsed,
  numberAt,
  type PatientRules,
  phoneOf,
  recordAt,
  type SourcePatient,
  sexAt,
} from '#src/features/imports/patient-fields.ts'

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
  'gender',
  'identifier',
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

const homeOf = (resource: FhirObject, { country, fields }: PatientRules) => {
  const addresses = asObjects(resource.address)
  const n = Math.max(
    0,
    addresses.findIndex(({ use }) => use === 'home'),
  )
  const one = addresses[n]
  if (!one) return { address: null, home: country, ignored: [] }
  const street = Array.isArray(one.line) ? one.line.filter((line) => asText(line)).join(', ') : undefined
  const { postalCode, city } = one
  const address = addressOf({ street, postalCode, city, country: one.country }, country)
  const home = address?.country ?? country
  if (fields.address === 'hidden')
    return { address: null, home, ignored: addresses.map((_one, place) => notUsed(`/address/${place}`)) }
  const kept = ['use', 'type', 'line', 'city', 'postalCode', 'country', 'text']
  return {
    address,
    home,
    ignored: [
      ...others('address', addresses.length, n),
      ...(address
        ? leftOut(`/address/${n}`, one, kept)
        : [{ pointer: `/address/${n}`, code: 'incomplete' } as const]),
    ],
  }
}

const contactOf = (resource: FhirObject, { fields }: PatientRules, country: string) => {
  const telecom = asObjects(resource.telecom)
  const isHidden = (system: unknown) =>
    (system === 'email' || system === 'phone') && fields[system] === 'hidden'
  const by = (system: string) =>
    isHidden(system) ? -1 : telecom.findIndex((one) => one.system === system && one.use !== 'old')
  const [e, p] = [by('email'), by('phone')]
  const email = emailAt(`/telecom/${e}/value`, telecom[e]?.value)
  const phone = phoneOf(telecom[p]?.value, country)
  const stored = [...(email === null ? [] : [e]), ...(phone === null ? [] : [p])]
  return {
    email,
    phone,
    ignored: telecom
      .map(({ system }, n): Finding => {
        const pointer = `/telecom/${n}`
        return isHidden(system) ? notUsed(pointer) : { pointer, code: 'notStored' }
      })
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

const numberOf = (resource: FhirObject, rules: PatientRules) => {
  const identifiers = asObjects(resource.identifier)
  const n = nationalIdentifier(identifiers, rules.country)
  const used = rules.fields.nationalId !== 'hidden'
  const nationalId = used ? numberAt(`/identifier/${n}/value`, identifiers[n]?.value, rules) : null
  const ignored = others('identifier', identifiers.length, used ? n : -1)
  return {
    nationalId,
    ignored: ignored.map((one, place) => (!used && place === n ? notUsed(one.pointer) : one)),
  }
}

const isDead = ({ deceasedBoolean, deceasedDateTime }: FhirObject) =>
  deceasedBoolean === true || asText(deceasedDateTime) !== undefined

/**
 * A FHIR R4 Patient. Its id is the person's external id. What Praxis has no field for is named and left out.
 * @throws RefusedRow with a pointer to the first element that cannot be taken
 */
export const readFhirPatient = (value: unknown, rules: PatientRules): ReadRow<SourcePatient> => {
  const resource = asObject(value)
  if (!resource) throw new RefusedRow('', 'unreadable')
  if (resource.resourceType !== 'Patient')
    return { kind: 'leftOut', ignored: [{ pointer: '/resourceType', code: 'otherResource' }] }
  if (resource.modifierExtension !== undefined) throw new RefusedRow('/modifierExtension', 'notUnderstood')
  const sourceId = externalIdAt('/id', resource.id)
  const { address, home, ignored: ofAddress } = homeOf(resource, rules)
  const { firstName, lastName, ignored: ofName } = nameOf(resource)
  const { email, phone, ignored: ofContact } = contactOf(resource, rules, home)
  const { locale, ignored: ofLanguage } = languageOf(resource)
  const { dateOfBirth, ignored: ofBirth } = birthAt('/birthDate', resource.birthDate, rules)
  const { sex, ignored: ofSex } = sexAt('/gender', resource.gender, rules)
  const { nationalId, ignored: ofNumber } = numberOf(resource, rules)
  const ofRest = leftOut('', resource, [...known])
  return {
    kind: 'row',
    sourceId,
    value: {
      firstName,
      lastName,
      email,
      phone,
      dateOfBirth,
      nationalId,
      sex,
      recordKept: null,
      address,
      locale,
      deactivated: resource.active === false || isDead(resource),
    },
    ignored: [ofName, ofContact, ofBirth, ofSex, ofNumber, ofAddress, ofLanguage, ofRest].flat(),
  }
}

/** What of the cells is taken, and which that hold something are not, as the organisation does not use them. */
const usedCells = (cell: (column: string) => string | undefined, { fields }: PatientRules) => {
  const hidden = (['email', 'phone', 'nationalId'] as const).filter((field) => fields[field] === 'hidden')
  const address = ['street', 'postalCode', 'city', 'country']
  const unused: readonly string[] = [...hidden, ...(fields.address === 'hidden' ? address : [])]
  return {
    used: (column: string) => (unused.includes(column) ? undefined : cell(column)),
    ignored: unused
      .filter((column) => asText(cell(column)) !== undefined)
      .map((column) => notUsed(`/${column}`)),
  }
}

const addressIn = (cell: (column: string) => string | undefined, country: string) => {
  const [street, postalCode, city] = [cell('street'), cell('postalCode'), cell('city')]
  const parts = { street, postalCode, city, country: cell('country') }
  const address = addressOf(parts, country)
  const partial = address === null && Object.values(parts).some((part) => asText(part) !== undefined)
  const ignored: Finding[] = partial ? [{ pointer: '/street', code: 'incomplete' }] : []
  return { address, ignored }
}

/**
 * A line of the CSV template.
 * @param cell what the line holds in a column of the template; undefined where there is none
 * @throws RefusedRow with a pointer to the column
 */
export const readCsvPatient = (
  cell: (column: string) => string | undefined,
  rules: PatientRules,
): ReadRow<SourcePatient> => {
  const { used, ignored: ofFields } = usedCells(cell, rules)
  const { address, ignored: ofAddress } = addressIn(used, rules.country)
  const phone = phoneOf(used('phone'), address?.country ?? rules.country)
  const unstored = phone === null && asText(used('phone')) !== undefined
  const ofPhone: Finding[] = unstored ? [{ pointer: '/phone', code: 'notStored' }] : []
  const sourceId = externalIdAt('/externalId', cell('externalId'))
  const name = {
    firstName: nameAt('/firstName', cell('firstName')),
    lastName: nameAt('/lastName', cell('lastName')),
  }
  const email = emailAt('/email', used('email'))
  const { dateOfBirth, ignored: ofBirth } = birthAt('/dateOfBirth', cell('dateOfBirth'), rules)
  const { sex, ignored: ofSex } = sexAt('/sex', cell('sex'), rules)
  return {
    kind: 'row',
    sourceId,
    value: {
      ...name,
      email,
      phone,
      dateOfBirth,
      nationalId: numberAt('/nationalId', used('nationalId'), rules),
      sex,
      address,
      locale: localeOf(cell('language')),
      recordKept: recordAt(cell),
      deactivated: /^(true|yes|1)$/i.test(cell('deceased')?.trim() ?? ''),
    },
    ignored: [ofFields, ofBirth, ofSex, ofAddress, ofPhone].flat(),
  }
}
