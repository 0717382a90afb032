import type { Static } from '@sinclair/typebox'
import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { OrganisationScope, PersonScope } from '#src/db/scope.ts'
import { conflict, invalid, refused } from '#src/errors.ts'
import {
  findAgreementVersion,
  insertAgreementVersion,
  insertSignature,
  listAgreementVersions,
  listSignatures,
} from '#src/features/agreements/agreements.queries.ts'
import type {
  Agreement,
  AgreementSignatureRow,
  AgreementVersion,
  NewAgreementVersion,
  NewSignature,
} from '#src/features/agreements/agreements.schema.ts'
import { normaliseName, normaliseNote } from '#src/schema/text.ts'

type Signature = Static<typeof AgreementSignatureRow>

/** Publishes a version of the platform's standard agreement; none is ever overwritten. */
export const publishAgreement = async (
  scope: PersonScope,
  { language, text, effectiveFrom }: NewAgreementVersion,
): Promise<AgreementVersion> => {
  const { tx, at, accountId } = scope
  const row = { id: newId(), language, text: normaliseNote(text), effectiveFrom, publishedAt: at }
  const version = await insertAgreementVersion(tx, row)
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'create',
    resource: 'dataProcessingAgreement',
    resourceIds: [version.id],
    accountId,
    role: 'platform',
  })
  return version
}

const asStandard = (
  { id, language, text, effectiveFrom }: AgreementVersion,
  signature: Signature | undefined,
): Agreement => ({
  id,
  kind: 'standard',
  language,
  text,
  ownAgreementReference: null,
  effectiveFrom,
  signedAt: signature?.signedAt ?? null,
})

const asOwn = ({ id, ownReference, signedAt }: Signature): Agreement => ({
  id,
  kind: 'own',
  language: null,
  text: null,
  ownAgreementReference: ownReference,
  effectiveFrom: null,
  signedAt,
})

/** What the platform offers with the organisation's signatures, and the agreements of its own. */
export const listAgreements = async ({ tx, actor }: OrganisationScope): Promise<Agreement[]> => {
  const signatures = await listSignatures(tx, actor.organisationId)
  const versions = await listAgreementVersions(tx)
  return [
    ...versions.map((version) =>
      asStandard(
        version,
        signatures.find(({ versionId }) => versionId === version.id),
      ),
    ),
    ...signatures.filter(({ ownReference }) => ownReference !== null).map(asOwn),
  ]
}

const demandOneForm = ({ versionId, ownAgreementReference, signedAt }: NewSignature, at: string) => {
  if ((versionId === undefined) === (ownAgreementReference === undefined))
    throw invalid('/versionId', 'give either this or ownAgreementReference')
  if (versionId !== undefined && signedAt !== undefined)
    throw invalid('/signedAt', 'a version is signed now; the time is for an agreement of your own')
  if (versionId === undefined && signedAt === undefined)
    throw invalid('/signedAt', 'must be present beside ownAgreementReference')
  if (signedAt !== undefined && Date.parse(signedAt) > Date.parse(at))
    throw refused('/signedAt', 'must not lie ahead')
}

/**
 * Signs a version of the standard agreement, or names the organisation's own.
 * @throws Problem 400 for both or neither, 422 for a version that does not exist, 409 `already-exists` for one that is
 * signed
 */
export const signAgreement = async (scope: OrganisationScope, wanted: NewSignature): Promise<Agreement> => {
  const { tx, at, actor } = scope
  demandOneForm(wanted, at)
  const { versionId = null, ownAgreementReference, signedAt = at } = wanted
  const version = versionId === null ? null : await findAgreementVersion(tx, versionId)
  if (version === undefined) throw refused('/versionId', 'does not exist')
  const signature = await insertSignature(tx, {
    organisationId: actor.organisationId,
    id: newId(),
    versionId,
    ownReference: ownAgreementReference === undefined ? null : normaliseName(ownAgreementReference),
    signedAt,
    signedBy: actor.accountId,
    createdAt: at,
  })
  if (!signature)
    throw conflict('already-exists', { errors: [{ pointer: '/versionId', detail: 'is signed already' }] })
  await recordAct(scope, {
    action: 'create',
    resource: 'agreementSignature',
    resourceIds: [signature.id],
  })
  return version ? asStandard(version, signature) : asOwn(signature)
}
