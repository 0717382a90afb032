import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import { hashSecret, newSecret } from '#src/crypto/secrets.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, invalid, notFound, Problem, refused } from '#src/errors.ts'
import { planMail } from '#src/features/messages/plan-mail.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { ageAt } from '#src/features/patients/age.ts'
import { sightAt } from '#src/features/patients/guardian-ages.ts'
import { guardiansAccess } from '#src/features/patients/guardians.access.ts'
import {
  insertGuardian,
  isActiveGuardian,
  listGuardians,
  lockGuardian,
  lockReachedPatient,
  type StoredGuardian,
  updateGuardian,
} from '#src/features/patients/guardians.queries.ts'
import type { NewGuardian } from '#src/features/patients/guardians.schema.ts'
import {
  type Guardian,
  type GuardianDetails,
  mostGuardians,
} from '#src/features/patients/guardians.schema.ts'
import { endLinkTokens, insertLinkTokens } from '#src/features/patients/patient-links.queries.ts'
import { findPatientOfAccount, type StoredPatient } from '#src/features/patients/patients.queries.ts'
import { openGuardian, openGuardians, sealGuardian } from '#src/features/patients/sealed-guardian.ts'
import { openPatient } from '#src/features/patients/sealed-patient.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'
import { normaliseEmail } from '#src/schema/text.ts'

const lifetimeDays = 30

const asGuardian = (row: StoredGuardian, details: GuardianDetails): Guardian => ({
  id: row.id,
  organisationId: row.organisationId,
  patientId: row.patientId,
  email: details.email,
  relation: details.relation,
  identityCheck: { method: details.method, checkedAt: details.checkedAt, checkedBy: row.enteredBy },
  state: row.state,
  createdAt: row.createdAt,
  acceptedAt: row.acceptedAt,
  endedAt: row.endedAt,
})

type Organisation = Awaited<ReturnType<typeof findOrganisation>>

const demandChild = async (
  { tx, deps, at }: OrganisationScope,
  patient: StoredPatient,
  { country, timeZone }: Organisation,
) => {
  const { dateOfBirth } = (await openPatient(deps.keyring, tx, patient)).care
  if (dateOfBirth === null) throw refused('', 'the date of birth of the patient must be known first')
  if (sightAt(ageAt(dateOfBirth, at, timeZone), country) === null)
    throw refused('', 'the patient is of an age at which no guardian sees anything any more')
}

/** A link for one use to the address, told by mail alone. */
const invite = async (
  scope: OrganisationScope,
  { organisationId, id, patientId }: StoredGuardian,
  { language }: Organisation,
) => {
  const token = newSecret()
  await insertLinkTokens(scope.tx, [
    {
      organisationId,
      id: newId(),
      patientId: id,
      hash: hashSecret(token),
      at: scope.at,
      expiresAt: new Date(Date.parse(scope.at) + lifetimeDays * 86_400_000).toISOString(),
    },
  ])
  await planMail(scope, {
    organisationId,
    kind: 'guardianInvited',
    subjectId: id,
    patientId,
    language,
    secrets: { token },
  })
}

/**
 * Invites the person whose identity the caller has checked to be guardian of a child. Whether an account has the
 * address, nobody is told (`SECURITY.md` S74).
 * @throws Problem 404 out of reach; 422 for a patient of an age at which no guardian sees anything, without a date of
 * birth, or for a check in the future; 409 where the address is linked or invited already
 */
export const addGuardian = async (
  scope: OrganisationScope,
  patientId: string,
  { email: typed, relation, identityCheck }: NewGuardian,
): Promise<Guardian> => {
  const { tx, deps, actor, at } = scope
  const { organisationId } = actor
  const email = normaliseEmail(typed)
  if (email === null) throw invalid('/email', 'must be an e-mail address')
  if (Date.parse(identityCheck.checkedAt) > Date.parse(at))
    throw refused('/identityCheck/checkedAt', 'must not be in the future')
  const patient = await lockReachedPatient(tx, organisationId, patientId, guardiansAccess.write)
  if (patient?.state !== 'active') throw notFound()
  const organisation = await findOrganisation(tx, organisationId)
  await demandChild(scope, patient, organisation)
  const known = await listGuardians(tx, organisationId, patientId)
  const standing = known.filter(({ state }) => state !== 'ended')
  const addresses = (await openGuardians(deps.keyring, tx, standing)).map((guardian) => guardian.email)
  if (addresses.includes(email) || known.length >= mostGuardians)
    throw conflict('already-exists', {
      errors: [{ pointer: '/email', detail: 'is invited or linked already' }],
    })
  const owner = { organisationId, id: newId(), patientId }
  const details = { email, relation, ...identityCheck }
  const row = await insertGuardian(tx, {
    ...owner,
    accountId: null,
    sealed: await sealGuardian(deps.keyring, tx, owner, details),
    state: 'invited',
    enteredBy: actor.accountId,
    createdAt: at,
    acceptedAt: null,
    endedAt: null,
  })
  await invite(scope, row, organisation)
  await recordAct(scope, {
    action: 'create',
    resource: 'guardian',
    resourceIds: [row.id],
    patientId,
    ground: 'careRelation',
    detail: { relation, identityCheck: identityCheck.method },
  })
  return asGuardian(row, details)
}

/**
 * Everybody who is, was or is invited to be a patient's guardian.
 * @throws Problem 404 out of reach
 */
export const guardiansOf = async (scope: OrganisationScope, patientId: string): Promise<Guardian[]> => {
  const { tx, deps, actor } = scope
  const patient = await lockReachedPatient(tx, actor.organisationId, patientId, guardiansAccess.read)
  if (!patient) throw notFound()
  const rows = await listGuardians(tx, actor.organisationId, patientId)
  const details = await openGuardians(deps.keyring, tx, rows)
  return rows.map((row, i) => asGuardian(row, details[i] as GuardianDetails))
}

/**
 * Ends a guardianship, or an invitation to one, from the next request on.
 * @throws Problem 404 where there is none that stands, or out of reach
 */
export const endGuardian = async (
  scope: OrganisationScope,
  patientId: string,
  guardianId: string,
): Promise<null> => {
  const { tx, actor, at } = scope
  const { organisationId } = actor
  const patient = await lockReachedPatient(tx, organisationId, patientId, guardiansAccess.write)
  const guardian = patient && (await lockGuardian(tx, organisationId, guardianId))
  if (!guardian || guardian.patientId !== patientId || guardian.state === 'ended') throw notFound()
  await endLinkTokens(tx, organisationId, guardianId, at)
  await updateGuardian(tx, organisationId, guardianId, { state: 'ended', endedAt: at })
  await recordTakingAway(scope, {
    organisationId,
    action: 'guardianRevoked',
    patientId,
    subjectId: guardianId,
  })
  await recordAct(scope, {
    action: 'unlink',
    resource: 'guardian',
    resourceIds: [guardianId],
    patientId,
    ground: 'careRelation',
    detail: { was: guardian.state },
  })
  return null
}

/**
 * Makes the caller's account the guardian for whom a token was mailed, where its verified address is the one that was
 * written to.
 * @returns the child; null where the token's subject is no guardian
 * @throws Problem 401 `invalid-token` for another address or what has ended; 409 `already-linked` for who is the child,
 * or its guardian already
 */
export const acceptGuardianship = async (
  scope: OrganisationScope,
  guardianId: string,
  verifiedEmail: string,
): Promise<string | null> => {
  const { tx, deps, at } = scope
  const { organisationId, accountId } = scope.actor
  const guardian = await lockGuardian(tx, organisationId, guardianId)
  if (!guardian) return null
  const { patientId } = guardian
  const { email } = await openGuardian(deps.keyring, tx, guardian)
  if (guardian.state !== 'invited' || email !== normaliseEmail(verifiedEmail))
    throw new Problem('invalid-token')
  const own = await findPatientOfAccount(tx, organisationId, accountId)
  if (own?.id === patientId || (await isActiveGuardian(tx, organisationId, patientId, accountId)))
    throw conflict('already-linked')
  await updateGuardian(tx, organisationId, guardianId, { state: 'active', accountId, acceptedAt: at })
  await recordAct(scope, {
    action: 'link',
    resource: 'guardian',
    resourceIds: [guardianId],
    patientId,
    ground: 'guardian',
    detail: { by: 'token' },
  })
  return patientId
}
