import { v7 as newId } from 'uuid'
import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type JobScope, withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { updateDirectoryOrganisation } from '#src/features/directory/directory.queries.ts'
import { publishOrganisationsPractitioners } from '#src/features/directory/publish.ts'
import { planMail } from '#src/features/messages/plan-mail.ts'
import { invitationRows } from '#src/features/organisations/invitation-rows.ts'
import { insertInvitation, revokeInvitationsBy } from '#src/features/organisations/invitations.queries.ts'
import {
  listAdministrators,
  lockAdministrators,
  updateMember,
} from '#src/features/organisations/members.queries.ts'
import { findOrganisation, updateOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { tieToAccount } from '#src/features/organisations/practitioners.queries.ts'
import {
  lockTransfer,
  updateTransfer,
} from '#src/features/ownership-transfers/ownership-transfers.queries.ts'
import type { StoredTransfer } from '#src/features/ownership-transfers/ownership-transfers.schema.ts'
import { placeOfAddress } from '#src/features/ownership-transfers/ownership-transfers.service.ts'
import { announce } from '#src/features/policies/announce.ts'
import { findController } from '#src/features/policies/policies.queries.ts'
import { recordNotice } from '#src/features/privacy/record-notice.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'

const removeAdministrators = async (scope: JobScope): Promise<void> => {
  const { tx, at, organisationId } = scope
  await lockAdministrators(tx, organisationId)
  for (const { id, accountId, practitionerId } of await listAdministrators(tx, organisationId)) {
    await updateMember(tx, organisationId, id, null, {
      state: 'removed',
      practitionerId: null,
      updatedAt: at,
    })
    if (practitionerId !== null) await tieToAccount(tx, organisationId, practitionerId, null, at)
    await revokeInvitationsBy(tx, organisationId, accountId, at)
    await recordTakingAway(scope, {
      organisationId,
      action: 'membershipRevoked',
      accountId,
      subjectId: id,
    })
    await recordEvent(scope, {
      organisationId,
      action: 'delete',
      resource: 'member',
      resourceIds: [id],
      role: 'worker',
      detail: { cause: 'ownershipTransfer' },
    })
  }
}

const inviteAdministrator = async (scope: JobScope, transfer: StoredTransfer): Promise<void> => {
  const { tx, at, deps, organisationId } = scope
  if (transfer.sealed === null) throw new Error('an announced transfer without address')
  const { email } = await deps.keyring.open<{ email: string }>(
    tx,
    PLATFORM_ID,
    transfer.sealed,
    placeOfAddress(transfer.id),
  )
  const id = newId()
  const key = { organisationId, subjectId: organisationId, class: 'organisation' } as const
  const { language } = await findOrganisation(tx, organisationId)
  const { invitation, tokenRow, token } = invitationRows({
    organisationId,
    id,
    emailIndex: deps.keyring.loginEmailIndex(email).index,
    sealed: await deps.keyring.seal(tx, key, { field: 'invitations.sealed', rowId: id }, { email }),
    roles: ['org_admin'],
    practitionerId: null,
    language,
    invitedBy: transfer.requestedBy,
    at,
  })
  await insertInvitation(tx, invitation, tokenRow)
  await planMail(scope, { organisationId, kind: 'invitation', subjectId: id, language, secrets: { token } })
  await recordEvent(scope, {
    organisationId,
    action: 'create',
    resource: 'invitation',
    resourceIds: [id],
    role: 'worker',
    detail: { cause: 'ownershipTransfer' },
  })
}

const rename = async (scope: JobScope, { controllerName }: StoredTransfer): Promise<void> => {
  const { tx, at, organisationId } = scope
  const { name } = await findOrganisation(tx, organisationId)
  if (name === controllerName) return
  await updateOrganisation(tx, organisationId, null, { name: controllerName, updatedAt: at })
  await updateDirectoryOrganisation(tx, organisationId, { name: controllerName, updatedAt: at })
  await publishOrganisationsPractitioners(scope, organisationId)
  await recordNotice(scope, organisationId)
}

const switchOwner = async (scope: JobScope, transfer: StoredTransfer): Promise<void> => {
  const { tx, at, organisationId } = scope
  await removeAdministrators(scope)
  await inviteAdministrator(scope, transfer)
  await updateTransfer(tx, transfer.id, {
    state: 'completed',
    sealed: null,
    completedAt: at,
    updatedAt: at,
  })
  await recordEvent(scope, {
    organisationId,
    action: 'change',
    resource: 'ownershipTransfer',
    resourceIds: [transfer.id],
    role: 'worker',
    detail: { state: 'completed' },
  })
  await rename(scope, transfer)
}

const tell = async (deps: Deps, transfer: StoredTransfer): Promise<void> => {
  const { transferredOrganisationId: organisationId, number, state } = transfer
  for (const audience of ['staff', 'patients'] as const)
    await announce(deps, organisationId, async ({ tx }) => {
      const row = await lockTransfer(tx, organisationId)
      if (row?.number !== number || row.state !== state) return null
      const { language } = await findController(tx, organisationId)
      return {
        kind: state === 'cancelled' ? 'ownershipTransferCancelled' : 'ownershipTransferAnnounced',
        version: number,
        audience,
        languageFor: (locale) => locale ?? language,
      }
    })
  await withJob(deps, organisationId, async (scope) => {
    const row = await lockTransfer(scope.tx, organisationId)
    if (row?.number !== number || row.state !== state) return
    await updateTransfer(scope.tx, row.id, { toldAt: scope.at })
    await recordEvent(scope, {
      organisationId,
      action: 'change',
      resource: 'ownershipTransfer',
      resourceIds: [row.id],
      role: 'worker',
      detail: { state },
    })
  })
}

/**
 * Takes a transfer one step on: tells people of it, and hands the organisation over once its time has come and everybody
 * has been told. May be cut off and run again at any point.
 */
export const takeTransferOn = async (deps: Deps, organisationId: string): Promise<void> => {
  const found = await withJob(deps, organisationId, ({ tx }) => lockTransfer(tx, organisationId))
  if (!found) return
  if (found.toldAt === null) await tell(deps, found)
  await withJob(deps, organisationId, async (scope) => {
    const row = await lockTransfer(scope.tx, organisationId)
    if (row?.state !== 'announced' || row.toldAt === null || row.effectiveFrom > scope.at) return
    await switchOwner(scope, row)
  })
}
