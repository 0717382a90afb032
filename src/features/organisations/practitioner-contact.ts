import type { Static } from '@sinclair/typebox'
import type { Actor, OrganisationScope } from '#src/db/scope.ts'
import { invalid, refused } from '#src/errors.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import type {
  Practitioner,
  PractitionerContact,
  PractitionerRow,
} from '#src/features/organisations/practitioners.schema.ts'
import { normaliseEmail, normalisePhone } from '#src/schema/text.ts'

/** A practitioner's row with their sites. */
export type FoundPractitioner = Static<typeof PractitionerRow> & { siteIds: string[] }

const place = (id: string) => ({ field: 'practitioners.sealed', rowId: id })

const keyOf = (organisationId: string) =>
  ({ organisationId, subjectId: organisationId, class: 'organisation' }) as const

/** Seals how a practitioner is reached. */
export const sealContact = (
  { tx, deps, actor }: OrganisationScope,
  practitionerId: string,
  contact: PractitionerContact,
): Promise<Buffer> =>
  deps.keyring.seal(tx, keyOf(actor.organisationId), place(practitionerId), { ...contact })

/** How a practitioner is reached. */
export const openContact = (
  { tx, deps, actor }: OrganisationScope,
  row: Pick<FoundPractitioner, 'id' | 'sealed'>,
): Promise<PractitionerContact> =>
  deps.keyring.open<PractitionerContact>(tx, actor.organisationId, row.sealed, place(row.id))

/**
 * The one form of an address that is stored.
 * @throws Problem 400 with a pointer for what is none
 */
export const addressOf = (pointer: string, typed: string): string => {
  const email = normaliseEmail(typed)
  if (email === null) throw invalid(pointer, 'must be an e-mail address')
  return email
}

/**
 * A number as E.164, read as one of the organisation's country where it has no `+`.
 * @throws Problem 422 with a pointer for no possible number
 */
export const phoneOf = async (scope: OrganisationScope, typed: string): Promise<string> => {
  const { country } = await findOrganisation(scope.tx, scope.actor.organisationId)
  const phone = normalisePhone(typed, country)
  if (phone === null) throw refused('/phone', "is no possible number; begin with + and the country's code")
  return phone
}

const maySeeContact = (actor: Actor, practitionerId: string) =>
  actor.roles.includes('org_admin') ||
  actor.roles.includes('receptionist') ||
  actor.practitionerId === practitionerId

const shown = (row: FoundPractitioner, contact: PractitionerContact | undefined): Practitioner => {
  const { sealed: _sealed, accountId: _accountId, ...fields } = row
  return { ...fields, ...(contact ? { email: contact.email, phone: contact.phone } : {}) }
}

/** Practitioners as this caller may see them. */
export const showPractitioners = async (
  scope: OrganisationScope,
  rows: readonly FoundPractitioner[],
): Promise<Practitioner[]> => {
  const { tx, deps, actor } = scope
  const { organisationId } = actor
  const open = rows.filter((row) => maySeeContact(actor, row.id))
  const sealed = open.map((row) => ({ organisationId, sealed: row.sealed, place: place(row.id) }))
  const contacts = await deps.keyring.openMany<PractitionerContact>(tx, sealed)
  const contactOf = new Map(open.map((row, i) => [row.id, contacts[i]]))
  return rows.map((row) => shown(row, contactOf.get(row.id)))
}

/** One practitioner as this caller may see them. */
export const showPractitioner = async (
  scope: OrganisationScope,
  row: FoundPractitioner,
): Promise<Practitioner> => {
  const contact = maySeeContact(scope.actor, row.id) ? await openContact(scope, row) : undefined
  return shown(row, contact)
}
