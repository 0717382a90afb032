import { v7 as newId } from 'uuid'
import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { PersonScope } from '#src/db/scope.ts'
import { conflict, notFound, refused } from '#src/errors.ts'
import { addressOf } from '#src/features/organisations/practitioner-contact.ts'
import {
  findTransferable,
  insertTransfer,
  lockTransfer,
  updateTransfer,
} from '#src/features/ownership-transfers/ownership-transfers.queries.ts'
import type {
  NewOwnershipTransfer,
  OwnershipTransfer,
  StoredTransfer,
} from '#src/features/ownership-transfers/ownership-transfers.schema.ts'
import { findPolicyVersionById } from '#src/features/policies/policies.queries.ts'
import { normaliseName } from '#src/schema/text.ts'

/** Where the address of the administrator to come is sealed. */
export const placeOfAddress = (id: string) => ({ field: 'ownershipTransfers.sealed', rowId: id })

const shown = (row: StoredTransfer): OwnershipTransfer => ({
  id: row.id,
  organisationId: row.transferredOrganisationId,
  state: row.state,
  newControllerName: row.controllerName,
  policyVersionId: row.policyVersionId,
  effectiveFrom: row.effectiveFrom,
  toldAt: row.toldAt,
  cancelledAt: row.cancelledAt,
  completedAt: row.completedAt,
  createdAt: row.createdAt,
})

const demandPolicy = async (
  { tx }: PersonScope,
  organisationId: string,
  { policyVersionId, effectiveFrom }: NewOwnershipTransfer,
) => {
  if (policyVersionId === undefined) return
  const version = await findPolicyVersionById(tx, organisationId, policyVersionId)
  if (version?.audience !== 'patients')
    throw refused('/policyVersionId', 'is no version of the organisation’s policy for patients')
  if (version.mode !== 'mustAccept') throw refused('/policyVersionId', 'need not be accepted')
  if (Date.parse(version.effectiveFrom) > Date.parse(effectiveFrom))
    throw refused('/policyVersionId', 'is not in force yet when the organisation changes hands')
}

const recordAct = (
  scope: PersonScope,
  action: 'create' | 'delete',
  { id, transferredOrganisationId }: Pick<StoredTransfer, 'id' | 'transferredOrganisationId'>,
) =>
  recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action,
    resource: 'ownershipTransfer',
    resourceIds: [transferredOrganisationId, id],
    accountId: scope.accountId,
    role: 'platform',
  })

const onlyOne = (error: unknown): never => {
  throw (error as { code?: string }).code === '23505' ? conflict('transfer-announced') : error
}

/**
 * Announces that an organisation gets another owner. Its members and patients are told by a job, and at `effectiveFrom`
 * another job hands it over.
 * @throws Problem 404 for no organisation, 409 `transfer-announced`, 422 with a pointer
 */
export const addTransfer = async (
  scope: PersonScope,
  organisationId: string,
  sent: NewOwnershipTransfer,
): Promise<OwnershipTransfer> => {
  const { tx, at, deps, accountId } = scope
  const organisation = await findTransferable(tx, organisationId)
  if (!organisation) throw notFound()
  if (Date.parse(sent.effectiveFrom) <= Date.parse(at))
    throw refused('/effectiveFrom', 'must be in the future')
  await demandPolicy(scope, organisationId, sent)
  const before = await lockTransfer(tx, organisationId)
  if (before?.state === 'announced') throw conflict('transfer-announced')
  const id = newId()
  const email = addressOf('/newAdminEmail', sent.newAdminEmail)
  const key = { organisationId: PLATFORM_ID, subjectId: PLATFORM_ID, class: 'platform' } as const
  const row: StoredTransfer = {
    organisationId: PLATFORM_ID,
    id,
    transferredOrganisationId: organisationId,
    number: (before?.number ?? 0) + 1,
    state: 'announced',
    controllerName:
      sent.newControllerName === undefined ? organisation.name : normaliseName(sent.newControllerName),
    policyVersionId: sent.policyVersionId ?? null,
    sealed: await deps.keyring.seal(tx, key, placeOfAddress(id), { email }),
    requestedBy: accountId,
    effectiveFrom: new Date(sent.effectiveFrom).toISOString(),
    toldAt: null,
    cancelledBy: null,
    cancelledAt: null,
    completedAt: null,
    createdAt: at,
    updatedAt: at,
  }
  await insertTransfer(tx, row).catch(onlyOne)
  await recordAct(scope, 'create', row)
  return shown(row)
}

/** The latest transfer of an organisation. @throws Problem 404 where there is none */
export const showTransfer = async (
  { tx }: PersonScope,
  organisationId: string,
): Promise<OwnershipTransfer> => {
  const row = await lockTransfer(tx, organisationId)
  if (!row) throw notFound()
  return shown(row)
}

/**
 * Calls a transfer off before its time; who was told of it is told of that too.
 * @throws Problem 404 where none is announced
 */
export const cancelTransfer = async (scope: PersonScope, organisationId: string): Promise<null> => {
  const { tx, at, accountId } = scope
  const row = await lockTransfer(tx, organisationId)
  if (row?.state !== 'announced') throw notFound()
  await updateTransfer(tx, row.id, {
    state: 'cancelled',
    sealed: null,
    cancelledBy: accountId,
    cancelledAt: at,
    toldAt: null,
    updatedAt: at,
  })
  await recordAct(scope, 'delete', row)
  return null
}
