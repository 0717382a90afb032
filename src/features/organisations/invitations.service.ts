import type { Static } from '@sinclair/typebox'
import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, notFound, Problem, refused } from '#src/errors.ts'
import { planMail } from '#src/features/messages/plan-mail.ts'
import { invitationRows } from '#src/features/organisations/invitation-rows.ts'
import {
  countInvitations,
  findInvitation,
  insertInvitation,
  revokeInvitation,
} from '#src/features/organisations/invitations.queries.ts'
import type {
  Invitation,
  InvitationRow,
  MemberRole,
  NewInvitation,
} from '#src/features/organisations/members.schema.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { addressOf } from '#src/features/organisations/practitioner-contact.ts'
import { findPractitioner } from '#src/features/organisations/practitioners.queries.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'
import type { Language } from '#src/schema/primitives.ts'

type FoundInvitation = Static<typeof InvitationRow>

/** A day's invitations of one organisation, and of those to one address (S58). */
const perDay = { all: 500, toAddress: 5 }
const dayMilliseconds = 86_400_000

const place = (id: string) => ({ field: 'invitations.sealed', rowId: id })

const stateOf = (row: FoundInvitation, at: string): Invitation['state'] => {
  if (row.acceptedAt !== null) return 'accepted'
  if (row.revokedAt !== null) return 'revoked'
  return row.expiresAt <= at ? 'expired' : 'pending'
}

const shown = (row: FoundInvitation, email: string, at: string): Invitation => ({
  id: row.id,
  organisationId: row.organisationId,
  email,
  roles: row.roles,
  practitionerId: row.practitionerId,
  language: row.language,
  invitedBy: row.invitedBy,
  state: stateOf(row, at),
  expiresAt: row.expiresAt,
  acceptedAt: row.acceptedAt,
  revokedAt: row.revokedAt,
  createdAt: row.createdAt,
})

/** Invitations as an administrator sees them. */
export const showInvitations = async (
  { tx, deps, at }: OrganisationScope,
  rows: readonly FoundInvitation[],
): Promise<Invitation[]> => {
  const emails = await deps.keyring.openMany<{ email: string }>(
    tx,
    rows.map(({ organisationId, sealed, id }) => ({ organisationId, sealed, place: place(id) })),
  )
  return rows.map((row, i) => shown(row, emails[i]?.email ?? '', at))
}

const demandFewInvitations = async ({ tx, deps, at, actor }: OrganisationScope, email: string) => {
  const since = new Date(Date.parse(at) - dayMilliseconds).toISOString()
  const indexes = deps.keyring.loginEmailIndexes(email).map(({ index }) => index)
  const made = await countInvitations(tx, actor.organisationId, indexes, since)
  if (made.all >= perDay.all || made.toAddress >= perDay.toAddress)
    throw new Problem('too-many-requests', { retryAfter: 3600 })
}

interface Invited {
  /** Normalised. */
  email: string
  roles: readonly MemberRole[]
  practitionerId: string | null
  /** The organisation's by default. */
  language?: Language | undefined
}

/**
 * Invites the person behind an address to the staff. The secret goes into the mail and nowhere else, and nothing
 * tells whether the address has an account.
 * @throws Problem 429 for too many invitations in a day
 */
export const invite = async (
  scope: OrganisationScope,
  { email, roles, practitionerId, language }: Invited,
): Promise<Invitation> => {
  const { tx, at, deps, actor } = scope
  const { organisationId } = actor
  const emailIndex = deps.keyring.loginEmailIndex(email).index
  await demandFewInvitations(scope, email)
  const id = newId()
  const key = { organisationId, subjectId: organisationId, class: 'organisation' } as const
  const { invitation, tokenRow, token } = invitationRows({
    organisationId,
    id,
    emailIndex,
    sealed: await deps.keyring.seal(tx, key, place(id), { email }),
    roles,
    practitionerId,
    language: language ?? (await findOrganisation(tx, organisationId)).language,
    invitedBy: actor.accountId,
    at,
  })
  const row = await insertInvitation(tx, invitation, tokenRow)
  await planMail(scope, {
    organisationId,
    kind: 'invitation',
    subjectId: id,
    language: row.language,
    secrets: { token },
  })
  await recordAct(scope, {
    action: 'create',
    resource: 'invitation',
    resourceIds: [id],
    detail: { roles: row.roles },
  })
  return shown(row, email, at)
}

/**
 * Invites somebody; with `practitionerId` as that practitioner.
 * @throws Problem 422 with a pointer for a practitioner that is not the organisation's or has an account already,
 * 429 for too many invitations in a day
 */
export const addInvitation = async (scope: OrganisationScope, sent: NewInvitation): Promise<Invitation> => {
  const { practitionerId = null } = sent
  if (practitionerId !== null) {
    if (!sent.roles.includes('practitioner')) throw refused('/roles', 'must include practitioner')
    const found = await findPractitioner(scope.tx, scope.actor.organisationId, practitionerId)
    if (!found) throw refused('/practitionerId', 'does not exist')
    if (found.accountId !== null) throw refused('/practitionerId', 'has an account already')
  }
  const email = addressOf('/email', sent.email)
  return invite(scope, { email, roles: sent.roles, practitionerId, language: sent.language })
}

/**
 * Revokes an invitation. Once more changes nothing.
 * @throws Problem 404 where there is none, 409 where it was accepted
 */
export const takeInvitationBack = async (scope: OrganisationScope, invitationId: string): Promise<null> => {
  const { tx, at, actor } = scope
  if (!(await revokeInvitation(tx, actor.organisationId, invitationId, at))) {
    const found = await findInvitation(tx, actor.organisationId, invitationId)
    if (!found) throw notFound()
    if (found.acceptedAt !== null) throw conflict('conflict', { detail: 'The invitation was accepted.' })
    return null
  }
  await recordAct(scope, { action: 'delete', resource: 'invitation', resourceIds: [invitationId] })
  const { organisationId } = actor
  await recordTakingAway(scope, { organisationId, action: 'invitationRevoked', subjectId: invitationId })
  return null
}
