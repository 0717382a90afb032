import type { Static } from '@sinclair/typebox'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, notFound, Problem } from '#src/errors.ts'
import { inOrder } from '#src/features/organisations/invitation-rows.ts'
import { revokeInvitationsBy } from '#src/features/organisations/invitations.queries.ts'
import { findMember, lockAdministrators, updateMember } from '#src/features/organisations/members.queries.ts'
import type {
  Member,
  MemberChange,
  MemberIdentity,
  MembershipRow,
} from '#src/features/organisations/members.schema.ts'
import { tieToAccount } from '#src/features/organisations/practitioners.queries.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'

type FoundMember = Static<typeof MembershipRow>

/** Where a member's sealed value belongs. */
export const placeOfMember = (id: string) => ({ field: 'memberships.sealed', rowId: id })

const shown = (row: FoundMember, { firstName, lastName, email }: MemberIdentity): Member => ({
  id: row.id,
  organisationId: row.organisationId,
  accountId: row.accountId,
  firstName,
  lastName,
  email,
  roles: row.roles,
  practitionerId: row.practitionerId,
  version: row.version,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
})

/** Members as an administrator sees them. */
export const showMembers = async (
  { tx, deps }: OrganisationScope,
  rows: readonly FoundMember[],
): Promise<Member[]> => {
  const identities = await deps.keyring.openMany<MemberIdentity>(
    tx,
    rows.map(({ organisationId, sealed, id }) => ({ organisationId, sealed, place: placeOfMember(id) })),
  )
  return rows.map((row, i) => shown(row, identities[i] as MemberIdentity))
}

/** One member as an administrator sees them. */
export const showMember = async ({ tx, deps }: OrganisationScope, row: FoundMember): Promise<Member> =>
  shown(
    row,
    await deps.keyring.open<MemberIdentity>(tx, row.organisationId, row.sealed, placeOfMember(row.id)),
  )

// Whoever grants no more roles grants none by a link that waits, not to a second address of their own either (S24).
const takeBackInvitationsBy = async (scope: OrganisationScope, accountId: string): Promise<void> => {
  const { tx, at, actor } = scope
  const resourceIds = await revokeInvitationsBy(tx, actor.organisationId, accountId, at)
  if (resourceIds.length > 0)
    await recordAct(scope, { action: 'delete', resource: 'invitation', resourceIds })
  for (const subjectId of resourceIds)
    await recordTakingAway(scope, {
      organisationId: actor.organisationId,
      action: 'invitationRevoked',
      subjectId,
    })
}

const change = async (
  scope: OrganisationScope,
  memberId: string,
  expected: number | null,
  changed: { roles: FoundMember['roles'] } | { state: 'removed' },
): Promise<FoundMember> => {
  const { tx, at, actor } = scope
  const { organisationId } = actor
  const roles = 'roles' in changed ? changed.roles : []
  const administrators = await lockAdministrators(tx, organisationId)
  const before = await findMember(tx, organisationId, memberId)
  if (!before) throw notFound()
  if (expected !== null && before.version !== expected) throw new Problem('precondition-failed')
  const isLast = administrators.length === 1 && administrators[0] === memberId
  if (isLast && !roles.includes('org_admin')) throw conflict('last-org-admin')
  const row = await updateMember(tx, organisationId, memberId, expected, {
    ...changed,
    ...(roles.includes('practitioner') ? {} : { practitionerId: null }),
    updatedAt: at,
  })
  if (!row) throw new Problem('precondition-failed')
  // Who does not work as the practitioner any more leaves that place to somebody else.
  if (before.practitionerId !== null && row.practitionerId === null)
    await tieToAccount(tx, organisationId, before.practitionerId, null, at)
  if (before.roles.includes('org_admin') && !roles.includes('org_admin'))
    await takeBackInvitationsBy(scope, before.accountId)
  if (before.roles.some((role) => !roles.includes(role)))
    await recordTakingAway(scope, {
      organisationId,
      action: 'membershipRevoked',
      subjectId: memberId,
      detail: { roles: before.roles.filter((role) => roles.includes(role)).join(',') },
    })
  return row
}

/**
 * Gives a member exactly these roles. They hold from the next request on; who administers no more has their open
 * invitations revoked.
 * @throws Problem 404 where there is none, 409 `last-org-admin` when nobody else would administer, 412 where the
 * member changed since `expected`
 */
export const changeMember = async (
  scope: OrganisationScope,
  memberId: string,
  expected: number | null,
  { roles }: MemberChange,
): Promise<Member> => {
  const row = await change(scope, memberId, expected, { roles: inOrder(roles) })
  await recordAct(scope, {
    action: 'change',
    resource: 'member',
    resourceIds: [memberId],
    detail: { roles: row.roles },
  })
  return showMember(scope, row)
}

/**
 * Removes a member, whose next request is refused, and the invitations by them that are open. Their practitioner stays
 * and can be tied to another account.
 * @throws Problem 404 where there is none, 409 `last-org-admin` when nobody else would administer
 */
export const removeMember = async (
  scope: OrganisationScope,
  memberId: string,
  expected: number | null,
): Promise<null> => {
  await change(scope, memberId, expected, { state: 'removed' })
  await recordAct(scope, { action: 'delete', resource: 'member', resourceIds: [memberId] })
  return null
}
