import type { ScopedTx } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import type { ReviewSettings } from '#src/features/organisations/review-settings.schema.ts'
import { addressHash } from '#src/features/reviews/address-hash.ts'
import { mayBeAsked } from '#src/features/reviews/judge-recipient.ts'
import {
  listAskedSince,
  listOptOuts,
  listRecipients,
  listRecipientsByEmail,
  type Recipient,
} from '#src/features/reviews/recipients.queries.ts'
import { periodMinutes } from '#src/schema/durations.ts'

/** Somebody whom somebody wants to ask: a patient, or an address alone. */
export interface Candidate {
  patient: Recipient | null
  /** Normalised. */
  email: string
}

export type Judged<C extends Candidate> = C & { emailIndex: Buffer; held: boolean }

const hex = (bytes: Buffer) => bytes.toString('hex')

/** Everybody in the practice's care with these addresses, by address. */
export const patientsByEmail = async (
  { tx, deps, at }: Scope,
  organisationId: string,
  emails: readonly string[],
): Promise<Map<string, Recipient[]>> => {
  if (emails.length === 0) return new Map()
  const byIndex = new Map<string, string>()
  for (const email of emails)
    for (const index of await deps.keyring.blindIndexes(tx, organisationId, 'email', email))
      byIndex.set(hex(index), email)
  const indexes = [...byIndex.keys()].map((index) => Buffer.from(index, 'hex'))
  const found = new Map<string, Recipient[]>()
  for (const patient of await listRecipientsByEmail(tx, organisationId, indexes, at)) {
    const email = byIndex.get(hex(patient.emailIndex ?? Buffer.alloc(0))) ?? ''
    found.set(email, [...(found.get(email) ?? []), patient])
  }
  return found
}

/**
 * Judges who of the candidates may be asked now, the cool-down included. The caller holds the lock of the
 * organisation's invitations, so that nobody is asked twice at once.
 */
export const judgeCandidates = async <C extends Candidate>(
  scope: Scope & { readonly tx: ScopedTx },
  organisationId: string,
  candidates: readonly C[],
  settings: Pick<ReviewSettings, 'coolDown' | 'consentRequired'>,
): Promise<Judged<C>[]> => {
  const { tx, at } = scope
  const hash = await addressHash(scope, organisationId)
  const hashes = candidates.map(({ email }) => hash(email))
  const optOuts = new Map(
    (await listOptOuts(tx, organisationId, hashes)).map((one) => [hex(one.emailIndex), one.createdAt]),
  )
  const patientIds = candidates.flatMap(({ patient }) => patient?.id ?? [])
  const since = new Date(Date.parse(at) - periodMinutes(settings.coolDown) * 60_000).toISOString()
  const asked = await listAskedSince(tx, organisationId, { hashes, patientIds }, since)
  const askedAddresses = new Set(asked.flatMap(({ emailIndex }) => (emailIndex ? hex(emailIndex) : [])))
  const askedPatients = new Set(asked.flatMap(({ patientId }) => patientId ?? []))
  const addresses = candidates.filter(({ patient }) => patient === null).map(({ email }) => email)
  const known = await patientsByEmail(scope, organisationId, addresses)
  return candidates.map((candidate, i) => {
    const emailIndex = hashes[i] as Buffer
    const { patient, email } = candidate
    const cooling = askedAddresses.has(hex(emailIndex)) || (patient !== null && askedPatients.has(patient.id))
    const patients = patient ? [patient] : (known.get(email) ?? [])
    const may = mayBeAsked(patients, optOuts.get(hex(emailIndex)) ?? null, settings, at)
    return { ...candidate, emailIndex, held: cooling || !may }
  })
}

/**
 * Whether somebody who is to be asked may still be, by what holds now; the cool-down was counted when the invitation was
 * made.
 * @param asked the patient, or null for an address alone
 */
export const mayBeAskedStill = async (
  scope: Scope & { readonly tx: ScopedTx },
  organisationId: string,
  { patientId, email }: { patientId: string | null; email: string },
  settings: Pick<ReviewSettings, 'consentRequired'>,
): Promise<boolean> => {
  const { tx, at } = scope
  const hash = await addressHash(scope, organisationId)
  const [optOut] = await listOptOuts(tx, organisationId, [hash(email)])
  const patients =
    patientId === null
      ? ((await patientsByEmail(scope, organisationId, [email])).get(email) ?? [])
      : await listRecipients(tx, organisationId, [patientId], at)
  if (patientId !== null && patients.length === 0) return false
  return mayBeAsked(patients, optOut?.createdAt ?? null, settings, at)
}
