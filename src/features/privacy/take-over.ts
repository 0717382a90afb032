import type { OrganisationScope, PersonScope } from '#src/db/scope.ts'
import { changeProfile } from '#src/features/accounts/own-profile.ts'
import { changeOwnContact, type OwnContact } from '#src/features/patients/own-contact.ts'
import type { DataExport, DataImported } from '#src/features/privacy/data-export.schema.ts'
import { formats } from '#src/schema/formats.ts'
import { type Language, languages } from '#src/schema/primitives.ts'
import { normaliseName, normalisePhone } from '#src/schema/text.ts'

type Held = Record<string, unknown>

const heldIn = (copy: DataExport, table: string): Held[] =>
  copy.parts.flatMap(({ data }) => (data as Record<string, Held[] | undefined>)[table] ?? [])

const within = (value: unknown): Held => (typeof value === 'object' && value !== null ? (value as Held) : {})

const textOf = (value: unknown, longest: number): string | undefined =>
  typeof value === 'string' && value.length <= longest && formats.name(value)
    ? normaliseName(value)
    : undefined

const phoneOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? (normalisePhone(value, null) ?? undefined) : undefined

const localeOf = (value: unknown): Language | undefined => languages.find((language) => language === value)

const addressOf = (value: unknown): OwnContact['address'] => {
  const { street, postalCode, city, country } = within(value)
  const [line, code, town] = [textOf(street, 200), textOf(postalCode, 20), textOf(city, 100)]
  if (!line || !code || !town || typeof country !== 'string' || !formats.country(country)) return undefined
  return { street: line, postalCode: code, city: town, country }
}

const given = <T extends Held>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [F in keyof T]?: NonNullable<T[F]>
  }

const profileIn = (copy: DataExport) => {
  const account = heldIn(copy, 'account')[0] ?? {}
  const { firstName, lastName, phone } = within(account.profile)
  return given({
    firstName: textOf(firstName, 100),
    lastName: textOf(lastName, 100),
    phone: phoneOf(phone),
    locale: localeOf(account.locale),
  })
}

/** What the copy's patients tell of how to be reached, the one changed last first; else what the account tells. */
const contactIn = (copy: DataExport): OwnContact => {
  const patients = heldIn(copy, 'patient').sort((a, b) =>
    String(a.updatedAt) < String(b.updatedAt) ? 1 : -1,
  )
  const first = <T>(find: (patient: Held) => T | undefined): T | undefined =>
    patients.map(find).find((found) => found !== undefined)
  const { phone, locale } = profileIn(copy)
  return given({
    phone: first((patient) => phoneOf(within(patient.contact).phone)) ?? phone,
    address: first((patient) => addressOf(within(patient.contact).address)),
    locale: first((patient) => localeOf(patient.locale)) ?? locale,
  })
}

/**
 * Takes from a person's copy what its owner could type into the profile. Nothing that says who somebody is to the
 * service is taken: no id, e-mail, role, state, link or verification. A value that is none is left out.
 * @returns names of what was taken
 */
export const takeProfile = async (scope: PersonScope, copy: DataExport): Promise<DataImported['profile']> => {
  const change = profileIn(copy)
  const fields = Object.keys(change) as DataImported['profile']
  if (fields.length > 0) await changeProfile(scope, null, change)
  return fields
}

/**
 * Takes from a person's copy how they are reached, into the organisation in scope, as far as it uses that.
 * @throws Problem 404 where the caller is no active patient there
 */
export const takeContact = async (
  scope: OrganisationScope,
  copy: DataExport,
): Promise<DataImported['patient']> => changeOwnContact(scope, contactIn(copy))
