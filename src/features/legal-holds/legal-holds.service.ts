import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, notFound, refused } from '#src/errors.ts'
import {
  insertHold,
  listHolds,
  lockForPlacing,
  lockHold,
  type StoredLegalHold,
  updateLifted,
} from '#src/features/legal-holds/legal-holds.queries.ts'
import type {
  HoldTexts,
  LegalHold,
  LiftedHold,
  NewLegalHold,
} from '#src/features/legal-holds/legal-holds.schema.ts'
import { findPatient } from '#src/features/patients/patients.queries.ts'
import { normaliseNote } from '#src/schema/text.ts'

const placeOf = (rowId: string) => ({ field: 'legalHolds.sealed', rowId })

const ownerOf = (organisationId: string) =>
  ({ organisationId, subjectId: organisationId, class: 'organisation' }) as const

const asHold = ({ sealed: _sealed, ...row }: StoredLegalHold, texts: HoldTexts): LegalHold => ({
  ...row,
  ...texts,
})

const openHold = async ({ tx, deps }: OrganisationScope, row: StoredLegalHold): Promise<HoldTexts> =>
  deps.keyring.open<HoldTexts>(tx, row.organisationId, row.sealed, placeOf(row.id))

const record = (scope: OrganisationScope, row: StoredLegalHold, verb: 'place' | 'lift') =>
  recordAct(scope, {
    action: verb === 'place' ? 'create' : 'change',
    resource: 'legalHold',
    resourceIds: [row.id],
    patientId: row.patientId,
    ground: 'law',
    detail: { verb },
  })

/**
 * Makes everything stay that is held of a patient, or of everybody, until the hold is lifted: sweeps pass it by and
 * erasures wait for it. Whatever takes rows away just now ends first.
 * @throws Problem 422 where there is no such patient
 */
export const placeHold = async (
  scope: OrganisationScope,
  { patientId = null, reason }: { patientId?: string | null } & Pick<NewLegalHold, 'reason'>,
): Promise<LegalHold> => {
  const { tx, at, actor, deps } = scope
  const { organisationId } = actor
  await lockForPlacing(tx, organisationId)
  if (patientId !== null && !(await findPatient(tx, organisationId, patientId)))
    throw refused('/patientId', 'does not exist')
  const id = newId()
  const texts: HoldTexts = { reason: normaliseNote(reason), liftReason: null }
  const row: StoredLegalHold = {
    organisationId,
    id,
    patientId,
    sealed: await deps.keyring.seal(tx, ownerOf(organisationId), placeOf(id), texts),
    placedBy: actor.accountId,
    liftedBy: null,
    liftedAt: null,
    createdAt: at,
  }
  await insertHold(tx, row)
  await record(scope, row, 'place')
  return asHold(row, texts)
}

/**
 * Lifts a hold: what it kept goes with the next sweep, and erasures that waited go on.
 * @throws Problem 404, 409 when it is lifted already
 */
export const liftHold = async (
  scope: OrganisationScope,
  id: string,
  { reason }: LiftedHold,
): Promise<LegalHold> => {
  const { tx, at, actor, deps } = scope
  const { organisationId } = actor
  const row = await lockHold(tx, organisationId, id)
  if (!row) throw notFound()
  if (row.liftedAt !== null) throw conflict('already-done')
  const texts: HoldTexts = { ...(await openHold(scope, row)), liftReason: normaliseNote(reason) }
  const lifted = await updateLifted(tx, row, {
    sealed: await deps.keyring.seal(tx, ownerOf(organisationId), placeOf(id), texts),
    liftedBy: actor.accountId,
    liftedAt: at,
  })
  await record(scope, row, 'lift')
  return asHold(lifted, texts)
}

/** Holds with their words, the newest first, at most `limit + 1`. */
export const showHolds = async (
  scope: OrganisationScope,
  before: string | null,
  limit: number,
): Promise<LegalHold[]> => {
  const { tx, deps, actor } = scope
  const rows = await listHolds(tx, actor.organisationId, before, limit)
  const texts = await deps.keyring.openMany<HoldTexts>(
    tx,
    rows.map(({ organisationId, id, sealed }) => ({ organisationId, sealed, place: placeOf(id) })),
  )
  return rows.map((row, i) => asHold(row, texts[i] as HoldTexts))
}
