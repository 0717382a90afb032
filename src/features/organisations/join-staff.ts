import type { Static } from '@sinclair/typebox'
import { v7 as newId } from 'uuid'
import { recordEvent } from '#src/audit/record-event.ts'
import type { PublicScope } from '#src/db/scope.ts'
import { conflict, Problem } from '#src/errors.ts'
import { inOrder } from '#src/features/organisations/invitation-rows.ts'
import { takeInvitation } from '#src/features/organisations/invitations.queries.ts'
import {
  insertMember,
  lockMemberOfAccount,
  renewMember,
} from '#src/features/organisations/members.queries.ts'
import type { MemberIdentity, MembershipRow } from '#src/features/organisations/members.schema.ts'
import { placeOfMember } from '#src/features/organisations/members.service.ts'
import { tieToAccount } from '#src/features/organisations/practitioners.queries.ts'

type Membership = Static<typeof MembershipRow>

/** Takes the invitation in scope. @throws Problem `invalid-token` where somebody has, or it stands no longer */
export const take = async ({ tx, at, organisationId, subjectId }: PublicScope) => {
  const taken = subjectId && (await takeInvitation(tx, organisationId, subjectId, at))
  if (!taken) throw new Problem('invalid-token')
  return taken
}

const sealIdentity = ({ tx, deps, organisationId }: PublicScope, id: string, identity: MemberIdentity) =>
  deps.keyring.seal(
    tx,
    { organisationId, subjectId: organisationId, class: 'organisation' },
    placeOfMember(id),
    identity,
  )

/** What a member is after an invitation: more than before, or what it says where they were none. */
const after = (
  invited: Pick<Membership, 'roles' | 'practitionerId'>,
  before: Membership | undefined,
): Pick<Membership, 'roles' | 'practitionerId'> => {
  // The roles of somebody who was removed do not come back with a new invitation.
  const had = before?.state === 'active' ? before : { roles: [], practitionerId: null }
  const moved = had.practitionerId !== null && invited.practitionerId !== null
  if (moved && had.practitionerId !== invited.practitionerId) throw conflict('already-linked')
  return {
    roles: inOrder([...had.roles, ...invited.roles]),
    practitionerId: invited.practitionerId ?? had.practitionerId,
  }
}

const tie = async (scope: PublicScope, practitionerId: string, accountId: string): Promise<void> => {
  const { tx, at, organisationId } = scope
  if (!(await tieToAccount(tx, organisationId, practitionerId, accountId, at)))
    throw conflict('already-linked')
}

/**
 * Makes an account a member as an invitation says; one that is a member already gets its roles beside their own.
 * @throws Problem `already-linked` where the practitioner has another account, or the account another practitioner
 */
export const joinStaff = async (
  scope: PublicScope,
  accountId: string,
  invited: Pick<Membership, 'roles' | 'practitionerId'>,
  identity: MemberIdentity,
): Promise<void> => {
  const { tx, at, organisationId } = scope
  const before = await lockMemberOfAccount(tx, organisationId, accountId)
  const { roles, practitionerId } = after(invited, before)
  const id = before?.id ?? newId()
  const sealed = await sealIdentity(scope, id, identity)
  const member = { roles, practitionerId, sealed, updatedAt: at }
  if (before) await renewMember(tx, organisationId, id, member)
  else
    await insertMember(tx, {
      ...member,
      organisationId,
      id,
      accountId,
      state: 'active',
      version: 1,
      createdAt: at,
    })
  if (practitionerId !== null) await tie(scope, practitionerId, accountId)
  await recordEvent(scope, {
    organisationId,
    action: before ? 'change' : 'create',
    resource: 'member',
    resourceIds: [id],
    accountId,
    role: 'public',
    detail: { roles },
  })
}
