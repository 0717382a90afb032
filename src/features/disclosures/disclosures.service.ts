import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import { recordEvent } from '#src/audit/record-event.ts'
import { type OrganisationScope, withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { notFound, refused } from '#src/errors.ts'
import type { Disclosure, NewDisclosure } from '#src/features/disclosures/disclosure-shapes.ts'
import {
  findDisclosure,
  insertDisclosure,
  listDisclosures,
  showToPatient,
} from '#src/features/disclosures/disclosures.queries.ts'
import type { DisclosureWords, StoredDisclosure } from '#src/features/disclosures/disclosures.schema.ts'
import { isMember } from '#src/features/organisations/members.queries.ts'
import { findPatient } from '#src/features/patients/patients.queries.ts'
import { normaliseName, normaliseNote } from '#src/schema/text.ts'

const place = (id: string) => ({ field: 'disclosures.sealed', rowId: id })

const shown = (row: StoredDisclosure, words: DisclosureWords): Disclosure => ({
  id: row.id,
  organisationId: row.organisationId,
  patientId: row.patientId,
  authority: words.authority,
  legalBasis: words.legalBasis,
  scope: { kinds: row.kinds, from: row.periodFrom, to: row.periodTo },
  whatWentOut: words.whatWentOut,
  recordedBy: row.recordedBy,
  approvedBy: row.approvedBy,
  disclosedAt: row.disclosedAt,
  sealedUntil: row.sealedUntil,
  sealReason: words.sealReason,
  shownToPatient: row.shownToPatient,
  createdAt: row.createdAt,
})

const demandSealing = ({ sealedUntil, sealReason }: NewDisclosure, at: string) => {
  if (sealedUntil === undefined && sealReason !== undefined)
    throw refused('/sealReason', 'is for what is kept from the patient: say `sealedUntil` too')
  if (sealedUntil === undefined) return
  if (sealReason === undefined) throw refused('/sealReason', 'is needed to keep it from the patient')
  if (Date.parse(sealedUntil) <= Date.parse(at)) throw refused('/sealedUntil', 'must be in the future')
}

const demandScope = ({ scope, disclosedAt }: NewDisclosure, at: string) => {
  if (scope.from !== undefined && scope.to !== undefined && scope.to < scope.from)
    throw refused('/scope/to', 'must not lie before `from`')
  if (Date.parse(disclosedAt) > Date.parse(at)) throw refused('/disclosedAt', 'must not be in the future')
}

const demandPeople = async ({ tx, actor }: OrganisationScope, { patientId, approvedBy }: NewDisclosure) => {
  if (!(await findPatient(tx, actor.organisationId, patientId))) throw refused('/patientId', 'does not exist')
  if (!(await isMember(tx, actor.organisationId, approvedBy)))
    throw refused('/approvedBy', 'is no member of the organisation')
}

/**
 * Records what of a patient's data an authority got. It stands in the patient's copy and access log at once, or when
 * `sealedUntil` is over.
 * @throws Problem 422 with a pointer
 */
export const addDisclosure = async (scope: OrganisationScope, sent: NewDisclosure): Promise<Disclosure> => {
  const { tx, at, deps, actor } = scope
  const { organisationId, accountId } = actor
  demandSealing(sent, at)
  demandScope(sent, at)
  await demandPeople(scope, sent)
  const { patientId, sealedUntil, sealReason } = sent
  const id = newId()
  const words: DisclosureWords = {
    authority: normaliseName(sent.authority),
    legalBasis: normaliseName(sent.legalBasis),
    whatWentOut: normaliseNote(sent.whatWentOut),
    sealReason: sealReason === undefined ? null : normaliseNote(sealReason),
  }
  const row: StoredDisclosure = {
    organisationId,
    id,
    patientId,
    kinds: sent.scope.kinds,
    periodFrom: sent.scope.from ?? null,
    periodTo: sent.scope.to ?? null,
    recordedBy: accountId,
    approvedBy: sent.approvedBy,
    disclosedAt: new Date(sent.disclosedAt).toISOString(),
    sealedUntil: sealedUntil === undefined ? null : new Date(sealedUntil).toISOString(),
    shownToPatient: sealedUntil === undefined,
    sealed: await deps.keyring.seal(
      tx,
      { organisationId, subjectId: patientId, class: 'care' },
      place(id),
      words,
    ),
    createdAt: at,
  }
  await insertDisclosure(tx, row)
  // An event that names the patient stands in their access log.
  await recordAct(scope, {
    action: 'share',
    resource: 'disclosure',
    resourceIds: [id],
    ground: 'law',
    ...(row.shownToPatient ? { patientId } : {}),
  })
  return shown(row, words)
}

/** A disclosure of the organisation. @throws Problem 404 where there is none */
export const demandDisclosure = async (
  { tx, actor }: OrganisationScope,
  id: string,
): Promise<StoredDisclosure> => {
  const row = await findDisclosure(tx, actor.organisationId, id)
  if (!row) throw notFound()
  return row
}

/** Disclosures with their words, in the order given. */
export const openDisclosures = async (
  { tx, deps }: OrganisationScope,
  rows: readonly StoredDisclosure[],
): Promise<Disclosure[]> => {
  const words = await deps.keyring.openMany<DisclosureWords>(
    tx,
    rows.map(({ organisationId, sealed, id }) => ({ organisationId, sealed, place: place(id) })),
  )
  return rows.map((row, n) => shown(row, words[n] as DisclosureWords))
}

/** The register of disclosures, the newest first, at most `limit + 1`. */
export const showDisclosures = async (
  scope: OrganisationScope,
  before: string | null,
  limit: number,
): Promise<Disclosure[]> =>
  openDisclosures(scope, await listDisclosures(scope.tx, scope.actor.organisationId, before, limit))

/** Lets a patient see a disclosure whose time to be kept from them is over, in their copy and their access log. */
export const unsealDisclosure = (deps: Deps, organisationId: string, id: string): Promise<void> =>
  withJob(deps, organisationId, async (scope) => {
    const row = await showToPatient(scope.tx, organisationId, id, scope.at)
    if (!row) return
    await recordEvent(scope, {
      organisationId,
      action: 'share',
      resource: 'disclosure',
      resourceIds: [id],
      patientId: row.patientId,
      role: 'worker',
      ground: 'law',
    })
  })
