import { v7 as newId } from 'uuid'
import { isGuardianOf } from '#src/access/relations.ts'
import { recordAct } from '#src/audit/record-act.ts'
import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { OrganisationScope, PersonScope, Scope } from '#src/db/scope.ts'
import { notFound, refused, unauthenticated } from '#src/errors.ts'
import { findAccount } from '#src/features/accounts/accounts.queries.ts'
import { openIdentity } from '#src/features/accounts/own-profile.ts'
import { consentsAlone } from '#src/features/consents/consent-ages.ts'
import { consentsAccess } from '#src/features/consents/consents.access.ts'
import {
  currentConsentTexts,
  findReachablePatient,
  insertConsents,
  listOwnConsents,
  listOwnControllers,
  listPatientConsents,
  lockPatientOfAccount,
  lockReachablePatient,
} from '#src/features/consents/consents.queries.ts'
import type {
  Consent,
  ConsentingGuardian,
  ConsentText,
  GivenConsent,
  RecordedConsents,
  ShownConsents,
} from '#src/features/consents/consents.schema.ts'
import { endObjectionsOf } from '#src/features/consents/objections.queries.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import type { PatientIdentity } from '#src/features/patients/patients.schema.ts'
import { recordLifting, recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'
import { normaliseName, normaliseNote } from '#src/schema/text.ts'

type Decided = Awaited<ReturnType<typeof listOwnConsents>>[number]

const asDecision = ({ id, purpose, granted, textId, source, createdAt }: Decided) => ({
  id,
  purpose,
  granted,
  textId,
  source,
  at: createdAt,
})

/** What is in force for each controller and purpose, with what was decided before; rows newest first. */
const asConsents = (rows: readonly Decided[]): Consent[] => {
  const histories = new Map<string, Decided[]>()
  for (const row of rows) {
    const key = `${row.organisationId} ${row.purpose}`
    histories.set(key, [...(histories.get(key) ?? []), row])
  }
  return [...histories.values()].flatMap(([newest, ...before]) =>
    newest
      ? [
          {
            ...asDecision(newest),
            organisationId: newest.organisationId === PLATFORM_ID ? null : newest.organisationId,
            history: before.slice(0, 200).map(asDecision),
          },
        ]
      : [],
  )
}

/** Every decision of the caller, and the words by which its organisations ask. */
export const listConsents = async ({ tx, accountId }: PersonScope): Promise<ShownConsents> => {
  const controllers = (await listOwnControllers(tx, accountId)).map(({ organisationId }) => organisationId)
  const texts = await currentConsentTexts(tx, [PLATFORM_ID, ...controllers])
  return { data: asConsents(await listOwnConsents(tx, accountId)), texts }
}

/** Each consent names the words that were shown, where the controller has published any. */
const demandTexts = (given: readonly GivenConsent[], texts: readonly ConsentText[]) => {
  for (const [i, { purpose, granted, textId }] of given.entries()) {
    const shown = texts.filter((text) => text.purpose === purpose)
    const pointer = `/consents/${i}/textId`
    if (textId !== undefined && !shown.some(({ id }) => id === textId))
      throw refused(pointer, 'is not the version of the words in force for this purpose')
    if (granted && textId === undefined && shown.length > 0)
      throw refused(pointer, 'must name the words that were shown')
  }
}

const demandOnce = (given: readonly GivenConsent[]) => {
  const twice = given.findIndex(({ purpose }, i) => given.findIndex((one) => one.purpose === purpose) < i)
  if (twice >= 0) throw refused(`/consents/${twice}/purpose`, 'is named twice')
}

const tooYoung = (given: readonly GivenConsent[]) => {
  const first = given.findIndex(({ granted }) => granted)
  return refused(
    `/consents/${Math.max(first, 0)}/granted`,
    'is for a guardian to give below the age of consent',
    'below-consent-age',
  )
}

interface Decision {
  given: readonly GivenConsent[]
  patientId: string | null
  accountId: string | null
  source: Decided['source']
  guardian: { key: Parameters<Scope['deps']['keyring']['seal']>[1]; value: ConsentingGuardian } | null
  recordedBy: string
}

/** What somebody consents to they do not object to any more. */
const liftObjections = async (
  scope: Scope,
  organisationId: string,
  patientId: string,
  purposes: readonly string[],
): Promise<void> => {
  const { tx, at: endsAt } = scope
  if ((await endObjectionsOf(tx, organisationId, patientId, purposes, endsAt)).length > 0)
    await recordLifting(scope, {
      organisationId,
      action: 'objectionLifted',
      patientId,
      detail: { purposes: purposes.join(','), endsAt },
    })
}

const store = async (scope: Scope, organisationId: string, decision: Decision): Promise<string[]> => {
  const { tx, at, deps } = scope
  const { given, patientId, accountId, source, guardian, recordedBy } = decision
  const rows = await Promise.all(
    given.map(async ({ purpose, granted, textId = null }) => {
      const id = newId()
      const place = { field: 'consents.sealed', rowId: id }
      return {
        organisationId,
        id,
        patientId,
        accountId,
        purpose,
        granted,
        textId,
        source,
        recordedBy,
        sealed: guardian && (await deps.keyring.seal(tx, guardian.key, place, guardian.value)),
        createdAt: at,
      }
    }),
  )
  await insertConsents(tx, rows)
  const granted = given.flatMap(({ purpose, granted }) => (granted ? [purpose] : []))
  if (patientId !== null && granted.length > 0)
    await liftObjections(scope, organisationId, patientId, granted)
  for (const { id: subjectId, purpose, granted } of rows)
    if (!granted)
      await recordTakingAway(scope, {
        organisationId,
        action: 'consentWithdrawn',
        accountId,
        patientId,
        subjectId,
        detail: { purpose, source },
      })
  return rows.map(({ id }) => id)
}

const judge = async (scope: Scope, organisationId: string, given: readonly GivenConsent[]) => {
  demandOnce(given)
  const texts = await currentConsentTexts(scope.tx, [organisationId])
  demandTexts(given, texts)
  return texts
}

const grants = (given: readonly GivenConsent[]) => given.some(({ granted }) => granted)

const isAlone = async (
  { tx, deps, at, actor }: OrganisationScope,
  patient: { id: string; care: Buffer },
): Promise<boolean> => {
  const place = { field: 'patients.care', rowId: patient.id }
  const { organisationId } = actor
  const care = await deps.keyring.open<PatientIdentity>(tx, organisationId, patient.care, place)
  return consentsAlone(care.dateOfBirth, await findOrganisation(tx, organisationId), at)
}

/**
 * Decides as the caller towards an organisation that has them as a patient. It holds from the next request on.
 * @throws Problem 404 where they are no patient there, 422 `below-consent-age`, 422 for words that are not in force
 */
export const decideAsPatient = async (
  scope: OrganisationScope,
  given: readonly GivenConsent[],
): Promise<ShownConsents> => {
  const { tx, actor } = scope
  const { organisationId, accountId } = actor
  const patient = await lockPatientOfAccount(tx, organisationId, accountId)
  if (!patient) throw notFound()
  const texts = await judge(scope, organisationId, given)
  if (grants(given) && !(await isAlone(scope, patient))) throw tooYoung(given)
  const ids = await store(scope, organisationId, {
    given,
    patientId: patient.id,
    accountId: null,
    source: 'self',
    guardian: null,
    recordedBy: accountId,
  })
  await recordEvent(scope, {
    organisationId,
    action: 'change',
    resource: 'consent',
    resourceIds: ids,
    patientId: patient.id,
    accountId,
    role: 'patient',
    ground: 'self',
    detail: { purposes: given.map(({ purpose }) => purpose) },
  })
  return { data: asConsents(await listPatientConsents(tx, organisationId, patient.id)), texts }
}

/**
 * Decides as the caller towards the platform.
 * @throws Problem 422 `below-consent-age` below the age of GDPR Art. 8(1)
 */
export const decideAsAccount = async (
  scope: PersonScope,
  given: readonly GivenConsent[],
): Promise<ShownConsents> => {
  const { tx, at, accountId } = scope
  const account = await findAccount(tx, accountId)
  if (!account) throw unauthenticated()
  const texts = await judge(scope, PLATFORM_ID, given)
  const { dateOfBirth } = await openIdentity(scope, account)
  if (grants(given) && !consentsAlone(dateOfBirth, { country: null, timeZone: 'UTC' }, at))
    throw tooYoung(given)
  const ids = await store(scope, PLATFORM_ID, {
    given,
    patientId: null,
    accountId,
    source: 'self',
    guardian: null,
    recordedBy: accountId,
  })
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'change',
    resource: 'consent',
    resourceIds: ids,
    accountId,
    role: 'person',
    ground: 'self',
    detail: { purposes: given.map(({ purpose }) => purpose) },
  })
  const rows = await listOwnConsents(tx, accountId)
  return { data: asConsents(rows.filter(({ organisationId }) => organisationId === PLATFORM_ID)), texts }
}

/**
 * A patient's decisions, for staff, and for guardians as long as they decide.
 * @throws Problem 404 out of reach
 */
export const listConsentsOfPatient = async (
  scope: OrganisationScope,
  patientId: string,
): Promise<ShownConsents> => {
  const { tx, actor } = scope
  const { organisationId } = actor
  const patient = await findReachablePatient(tx, organisationId, patientId, consentsAccess.recorded)
  if (!patient || (isGuardianOf(actor, patientId) && (await isAlone(scope, patient)))) throw notFound()
  const texts = await currentConsentTexts(tx, [organisationId])
  return { data: asConsents(await listPatientConsents(tx, organisationId, patientId)), texts }
}

const judgeGuardian = (
  { byGuardian, alone }: { byGuardian: boolean; alone: boolean },
  { consents: given, guardian }: RecordedConsents,
) => {
  if (byGuardian && alone) throw notFound()
  if (byGuardian && guardian) throw refused('/guardian', 'is for staff to write down')
  if (alone && guardian) throw refused('/guardian', 'cannot consent for somebody of age')
  if (!alone && !byGuardian && !guardian && grants(given)) throw tooYoung(given)
}

/**
 * Writes down what a patient decided on paper, or a guardian for a child; or takes the guardian's own word.
 * @throws Problem 404 out of reach, or to the guardian of a child that consents alone; 422 `below-consent-age` for a
 * child without guardian, 422 for a guardian of somebody who is of age
 */
export const recordConsents = async (
  scope: OrganisationScope,
  patientId: string,
  recorded: RecordedConsents,
): Promise<ShownConsents> => {
  const { tx, actor } = scope
  const { organisationId, accountId } = actor
  const { consents: given, guardian } = recorded
  const patient = await lockReachablePatient(tx, organisationId, patientId, consentsAccess.recorded)
  if (patient?.state !== 'active') throw notFound()
  const byGuardian = isGuardianOf(actor, patientId)
  judgeGuardian({ byGuardian, alone: await isAlone(scope, patient) }, recorded)
  await judge(scope, organisationId, given)
  const ids = await store(scope, organisationId, {
    given,
    patientId,
    accountId: null,
    source: byGuardian || guardian ? 'guardian' : 'staff',
    guardian: guardian
      ? {
          key: { organisationId, subjectId: patientId, class: 'rest' },
          value: { guardianName: normaliseName(guardian.name), check: normaliseNote(guardian.check) },
        }
      : null,
    recordedBy: accountId,
  })
  await recordAct(scope, {
    action: 'change',
    resource: 'consent',
    resourceIds: ids,
    patientId,
    ground: 'careRelation',
    detail: { purposes: given.map(({ purpose }) => purpose) },
  })
  return listConsentsOfPatient(scope, patientId)
}
