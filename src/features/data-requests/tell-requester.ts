import { v5 as namedId, v7 as newId } from 'uuid'
import { PLATFORM_ID, type ScopedTx } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import { tellAccount } from '#src/features/data-requests/data-requests.queries.ts'
import type { DataRequest, RequestContents } from '#src/features/data-requests/data-requests.schema.ts'
import { requestPlace } from '#src/features/data-requests/request-timeline.ts'
import { findAccountLanguage, findPatientLanguage } from '#src/features/data-requests/told-people.queries.ts'
import { findSender } from '#src/features/messages/messages.queries.ts'
import type { MailSecrets } from '#src/features/messages/messages.schema.ts'
import { planMail } from '#src/features/messages/plan-mail.ts'
import type { ToldRequest } from '#src/mail/told-request.ts'

/** The mails about a request that go to whom it is about. */
export type RequestMailKind =
  | 'requestReceived'
  | 'requestGrace'
  | 'requestIdentityAsked'
  | 'requestIdentityConfirmed'
  | 'requestExtended'
  | 'requestRefused'
  | 'requestBlocked'
  | 'requestWithdrawn'
  | 'requestResolved'

/** What a mail tells beside the request itself. */
export interface RequestSecrets
  extends Pick<ToldRequest, 'refusal' | 'extension' | 'blockers' | 'authority' | 'timeZone'> {
  /** Of the undo link. */
  token?: string
  /** Neutral names of all who answer, where one mail tells of several parts. */
  organisations?: ToldRequest['organisations']
}

/** What the platform is called. */
const platformName = 'Praxis'

/** The name that a mail may call a controller by; null for one that has no neutral name (S72). */
export const neutralNameOf = async (
  { tx }: Pick<Scope, 'tx'>,
  organisationId: string,
): Promise<string | null> =>
  organisationId === PLATFORM_ID
    ? platformName
    : (await findSender(tx as ScopedTx, organisationId)).mailDisplayName

const toldOf = async (scope: Scope, request: DataRequest, secrets: RequestSecrets): Promise<MailSecrets> => {
  const { token, organisations, ...told } = secrets
  return {
    ...(token === undefined ? {} : { token }),
    request: {
      id: request.id,
      kind: request.kind,
      organisations: organisations ?? [await neutralNameOf(scope, request.organisationId)],
      dueOn: request.closedAt === null ? request.dueOn : null,
      ...(request.graceEndsAt === null ? {} : { graceEndsAt: request.graceEndsAt }),
      ...told,
    },
  }
}

/** The account that answers for itself is the platform's to write to, whoever of its requests it is about. */
const planToAccount = async (
  scope: Scope,
  request: DataRequest & { accountId: string },
  kind: RequestMailKind,
  secrets: MailSecrets,
): Promise<boolean> => {
  const { tx, at, deps } = scope
  const { organisationId, id, version, accountId } = request
  // One mail for each turn of each part, however often it is planned.
  const subjectId = namedId(organisationId, id)
  if (organisationId === PLATFORM_ID) {
    const language = await findAccountLanguage(tx, accountId)
    const mail = { organisationId, kind, subjectId, subjectVersion: version, accountId, language, secrets }
    await planMail(scope, mail)
    return true
  }
  const mailId = newId()
  const key = { organisationId: PLATFORM_ID, subjectId: PLATFORM_ID, class: 'platform' } as const
  const sealed = await deps.keyring.seal(tx, key, { field: 'mails.sealed', rowId: mailId }, secrets)
  return tellAccount(tx as ScopedTx, { requestId: id, id: mailId, kind, subjectId, version, sealed, at })
}

const planToAddress = async (
  scope: Scope,
  request: DataRequest,
  kind: RequestMailKind,
  secrets: MailSecrets,
): Promise<void> => {
  const { tx, deps } = scope
  const { organisationId, id, patientId, version, sealed } = request
  const contents = sealed
    ? await deps.keyring.open<RequestContents>(tx, organisationId, sealed, requestPlace(id))
    : {}
  const { secret, language } = contents
  await planMail(scope, {
    organisationId,
    kind,
    subjectId: id,
    subjectVersion: version,
    patientId,
    language: language ?? (await findPatientLanguage(tx, organisationId, patientId)),
    secrets: secret === undefined || secrets.token !== undefined ? secrets : { ...secrets, token: secret },
  })
}

/**
 * Tells whom a request is about of a turn that it took, in their language: at the account's address, else the one on
 * file, else the one that was verified for it; never at one that somebody named for them (S79). A turn is told once:
 * the request's version is part of the mail's reason.
 */
export const tellRequester = async (
  scope: Scope,
  request: DataRequest,
  kind: RequestMailKind,
  secrets: RequestSecrets = {},
): Promise<void> => {
  const told = await toldOf(scope, request, secrets)
  const { accountId } = request
  if (accountId !== null && (await planToAccount(scope, { ...request, accountId }, kind, told))) return
  if (request.organisationId !== PLATFORM_ID) await planToAddress(scope, request, kind, told)
}
