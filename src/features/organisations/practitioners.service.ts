import { v7 as newId } from 'uuid'
import { withinReach } from '#src/access/reach.ts'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { notFound, Problem, refused } from '#src/errors.ts'
import { publishPractitioner } from '#src/features/directory/publish.ts'
import { refusingTaken } from '#src/features/organisations/external-ids.ts'
import { revokeInvitationsOfPractitioner } from '#src/features/organisations/invitations.queries.ts'
import { invite } from '#src/features/organisations/invitations.service.ts'
import {
  addressOf,
  openContact,
  phoneOf,
  sealContact,
  showPractitioner,
} from '#src/features/organisations/practitioner-contact.ts'
import { practitionersAccess } from '#src/features/organisations/practitioners.access.ts'
import {
  insertPractitioner,
  lockPractitioner,
  replacePractitionerSites,
  updatePractitioner,
} from '#src/features/organisations/practitioners.queries.ts'
import type {
  NewPractitioner,
  Practitioner,
  PractitionerChange,
} from '#src/features/organisations/practitioners.schema.ts'
import { demandSites } from '#src/features/organisations/references.ts'
import { given } from '#src/schema/given.ts'
import { normaliseName } from '#src/schema/text.ts'

const namesOf = (names: readonly string[]) => [...new Set(names.map(normaliseName))]

/**
 * Adds a practitioner, who can be booked from now on, and invites the person behind the address.
 * @throws Problem 422 with a pointer for sites that are not the organisation's and impossible numbers, 409
 * `already-exists` for an external id that is taken, 429 for too many invitations
 */
export const addPractitioner = async (
  scope: OrganisationScope,
  sent: NewPractitioner,
): Promise<Practitioner> => {
  const { tx, at } = scope
  const { organisationId } = scope.actor
  const id = newId()
  const { siteIds = [], specialties = [], languages = [] } = sent
  await demandSites(tx, organisationId, siteIds)
  const contact = { email: addressOf('/email', sent.email), phone: await phoneOf(scope, sent.phone) }
  const row = await refusingTaken(
    insertPractitioner(tx, {
      organisationId,
      id,
      accountId: null,
      firstName: normaliseName(sent.firstName),
      lastName: normaliseName(sent.lastName),
      title: normaliseName(sent.title),
      specialties: namesOf(specialties),
      languages: [...new Set(languages)],
      listed: sent.listed ?? false,
      state: 'active',
      externalId: sent.externalId ?? null,
      sealed: await sealContact(scope, id, contact),
      version: 1,
      createdAt: at,
      updatedAt: at,
    }),
  )
  await replacePractitionerSites(tx, organisationId, id, siteIds)
  await invite(scope, { email: contact.email, roles: ['practitioner'], practitionerId: id })
  await recordAct(scope, { action: 'create', resource: 'practitioner', resourceIds: [id] })
  await publishPractitioner(scope, organisationId, id)
  return showPractitioner(scope, { ...row, siteIds: [...siteIds].sort() })
}

/** What the organisation decides of a practitioner, whatever they say of themselves. */
const decidedByOrganisation = ['siteIds', 'state', 'externalId'] as const

const demandOwnFields = (sent: PractitionerChange) => {
  const field = decidedByOrganisation.find((one) => sent[one] !== undefined)
  if (field) throw refused(`/${field}`, 'is changed by an administrator', 'immutable')
}

const changedContact = async (
  scope: OrganisationScope,
  row: { id: string; accountId: string | null; sealed: Buffer },
  { email, phone }: PractitionerChange,
): Promise<Buffer | undefined> => {
  if (email === undefined && phone === undefined) return undefined
  const before = await openContact(scope, row)
  const after = {
    email: email === undefined ? before.email : addressOf('/email', email),
    phone: phone === undefined ? before.phone : await phoneOf(scope, phone),
  }
  // Whoever has the old address was meant no longer: a mistyped one must not become a colleague.
  if (after.email !== before.email && row.accountId === null) {
    await revokeInvitationsOfPractitioner(scope.tx, scope.actor.organisationId, row.id, scope.at)
    await invite(scope, { email: after.email, roles: ['practitioner'], practitionerId: row.id })
  }
  return sealContact(scope, row.id, after)
}

/**
 * Changes a practitioner: an administrator everything, a practitioner their own profile.
 * @throws Problem 404 where there is none within reach, 412 where it changed since `expected`, 422 `immutable` for
 * what is not a practitioner's to change, and as `addPractitioner`
 */
export const changePractitioner = async (
  scope: OrganisationScope,
  practitionerId: string,
  expected: number | null,
  sent: PractitionerChange,
): Promise<Practitioner> => {
  const { tx, at } = scope
  const { organisationId, reach } = scope.actor
  const own = withinReach(practitionersAccess.change, { practitioner: 'id' })
  const before = await lockPractitioner(tx, organisationId, practitionerId, own)
  if (!before) throw notFound()
  if (expected !== null && before.version !== expected) throw new Problem('precondition-failed')
  if (reach === 'own') demandOwnFields(sent)
  if (sent.siteIds) await demandSites(tx, organisationId, sent.siteIds)
  const { firstName, lastName, title, specialties, languages, listed, state, externalId } = sent
  const row = await refusingTaken(
    updatePractitioner(tx, organisationId, practitionerId, {
      ...given({
        firstName: firstName === undefined ? undefined : normaliseName(firstName),
        lastName: lastName === undefined ? undefined : normaliseName(lastName),
        title: title === undefined ? undefined : normaliseName(title),
        specialties: specialties && namesOf(specialties),
        languages: languages && [...new Set(languages)],
        sealed: await changedContact(scope, before, sent),
        listed,
        state,
        externalId,
      }),
      updatedAt: at,
    }),
  )
  if (sent.siteIds) await replacePractitionerSites(tx, organisationId, practitionerId, sent.siteIds)
  if (state === 'deactivated') await revokeInvitationsOfPractitioner(tx, organisationId, practitionerId, at)
  await recordAct(scope, {
    action: 'change',
    resource: 'practitioner',
    resourceIds: [practitionerId],
    detail: { fields: Object.keys(sent) },
  })
  await publishPractitioner(scope, organisationId, practitionerId)
  return showPractitioner(scope, { ...row, siteIds: [...(sent.siteIds ?? before.siteIds)].sort() })
}
