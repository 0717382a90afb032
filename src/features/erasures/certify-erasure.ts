import { v5 as namedId, v7 as newId } from 'uuid'
import { backupsClearBy } from '#src/backups/backup-times.ts'
import { hashSecret, newSecret } from '#src/crypto/secrets.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { JobScope } from '#src/db/scope.ts'
import { moveRequest, tellAccount } from '#src/features/data-requests/data-requests.queries.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { recordRequestEvent } from '#src/features/data-requests/request-timeline.ts'
import { neutralNameOf } from '#src/features/data-requests/tell-requester.ts'
import { openIdentifiers, type Recipient } from '#src/features/erasures/erasure-identifiers.ts'
import type { MailSecrets } from '#src/features/messages/messages.schema.ts'
import { planMail } from '#src/features/messages/plan-mail.ts'
import { findController } from '#src/features/privacy/controllers.ts'
import type { ErasureCertificate, KeptColumns, ToldRecipient } from '#src/privacy/certificates/certificate.ts'
import { signCertificate } from '#src/privacy/certificates/sign-certificate.ts'
import { isPersonal, type RegisteredTable, register } from '#src/privacy/register.ts'
import { registerDigest } from '#src/privacy/register-version.ts'

/** Why what a table keeps of somebody erased stays there. */
export const keptReason = ({ retention, withheld, columns }: RegisteredTable): string => {
  const [kept] = columns.flatMap(({ privacy }) =>
    privacy.erasure.action === 'keep' && privacy.category !== 'none' ? [privacy.erasure.reason] : [],
  )
  if (kept !== undefined) return kept
  if (retention.kind === 'always') return retention.because
  return withheld ?? 'shows that the request was answered; ids and codes, until its own time is over'
}

/** What stays of somebody in tables that the register keeps, by column; sealed values among them cannot be opened. */
const keptColumns: readonly KeptColumns[] = register
  .filter((table) => table.subjects.some(({ erased }) => erased === 'keep'))
  .map((table) => ({
    table: table.name,
    columns: table.columns.filter(isPersonal).map(({ name }) => name),
    reason: keptReason(table),
  }))

const notes = [
  'What others wrote about the person under keys of their own stays with them.',
  'Bookings that an invoice was settled for left a sealed row in the books, until their date.',
  'The keys are destroyed: what a backup still holds of the person cannot be read.',
  'Processes forget an opened key within thirty seconds.',
]

const processorsOf = ({ deps }: JobScope): ToldRecipient[] =>
  deps.config.privacy.processors.map(({ name, purpose, country }) => ({ name, purpose, country }))

/** What an authority was given by law stays with it; which one, and what, went with the person's key. */
const authorityOn = (day: string): ToldRecipient => ({
  name: 'authority',
  purpose: `disclosure demanded by law, ${day}`,
  country: null,
})

// It goes by mail, and whose patient somebody was is read from a telling name or address: an organisation is called as its
// mails call it, and found by its id (`GET /v1/privacy/contacts`).
const controllerOf = async (scope: JobScope): Promise<ErasureCertificate['controller']> => {
  const { organisationId } = scope
  if (organisationId !== PLATFORM_ID)
    return {
      organisationId,
      name: await neutralNameOf(scope, organisationId),
      contact: { email: null, phone: null },
    }
  const { name, contact } = await findController(scope, organisationId)
  return { organisationId: null, name, contact }
}

const describe = async (scope: JobScope, request: DataRequest): Promise<ErasureCertificate> => {
  const { at, organisationId } = scope
  const { disclosedOn } = await openIdentifiers(scope, request)
  const erasedAt = request.erasedAt ?? at
  return {
    format: 'praxis-erasure-certificate-1',
    requestId: request.id,
    controller: await controllerOf(scope),
    scope: organisationId === PLATFORM_ID ? 'account' : 'organisation',
    regime: request.regime,
    rule: request.rule,
    receivedAt: request.receivedAt,
    erasedAt,
    verifiedAt: at,
    rows: Object.entries(request.erasedRows ?? {})
      .map(([table, rows]) => ({ table, rows }))
      .sort((one, other) => (one.table < other.table ? -1 : 1)),
    kept: [...keptColumns],
    recipients: [...processorsOf(scope), ...disclosedOn.map(authorityOn)],
    register: registerDigest,
    backupsClearBy: backupsClearBy(erasedAt),
    notes,
  }
}

const mailToAddress = (
  scope: JobScope,
  request: DataRequest,
  recipient: Recipient,
  secrets: MailSecrets,
): Promise<void> =>
  planMail(scope, {
    organisationId: scope.organisationId,
    kind: 'requestErased',
    subjectId: request.id,
    language: recipient.language,
    secrets,
  })

/** Where the account stays, its own address is the one; the organisation does not see it. */
const mailToAccount = async (
  { tx, deps, at, organisationId }: JobScope,
  { id, version }: DataRequest,
  secrets: MailSecrets,
): Promise<void> => {
  const mailId = newId()
  const key = { organisationId: PLATFORM_ID, subjectId: PLATFORM_ID, class: 'platform' } as const
  const sealed = await deps.keyring.seal(tx, key, { field: 'mails.sealed', rowId: mailId }, secrets)
  const subjectId = namedId(organisationId, id)
  await tellAccount(tx, { requestId: id, id: mailId, kind: 'requestErased', subjectId, version, sealed, at })
}

/**
 * Writes the certificate, once, and plans the one mail that takes it to the person: by the address that was kept for it,
 * or by the account where that stays.
 */
export const certifyErasure = async (scope: JobScope, request: DataRequest): Promise<void> => {
  const { tx, deps, at, organisationId } = scope
  const { id } = request
  const signed = signCertificate(deps.keyring, await describe(scope, request))
  const secret = newSecret()
  const moved = await moveRequest(tx, organisationId, id, ['verifying'], {
    step: 'ledger',
    certificate: signed as unknown as Record<string, unknown>,
    certificateHash: hashSecret(secret),
    workAt: at,
    updatedAt: at,
  })
  if (!moved) return
  const { recipient } = await openIdentifiers(scope, request)
  const told = {
    id,
    kind: request.kind,
    organisations: [await neutralNameOf(scope, organisationId)],
    dueOn: null,
  }
  const secrets: MailSecrets = { token: secret, certificate: signed, request: told }
  if (recipient) await mailToAddress(scope, request, recipient, secrets)
  else if (request.accountId !== null && organisationId !== PLATFORM_ID)
    await mailToAccount(scope, request, secrets)
  await recordRequestEvent(scope, {
    organisationId,
    requestId: id,
    kind: 'applied',
    actorId: null,
    role: 'worker',
  })
}
