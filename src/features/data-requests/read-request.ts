import { SealError } from '#src/crypto/sealing.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import { findControllersOf, listRequestEvents } from '#src/features/data-requests/data-requests.queries.ts'
import type {
  DataRequest,
  RequestContents,
  RequestEventKind,
} from '#src/features/data-requests/data-requests.schema.ts'
import type {
  OwnRequest,
  OwnRequestDetails,
  RequestPart,
} from '#src/features/data-requests/request-answers.schema.ts'
import { endOfDay } from '#src/features/data-requests/request-deadline.ts'
import { leastAdvanced } from '#src/features/data-requests/request-state.ts'
import { requestEventPlace, requestPlace } from '#src/features/data-requests/request-timeline.ts'
import { shownChanges } from '#src/features/data-requests/requested-changes.ts'
import { authorityOf } from '#src/privacy/law/authorities.ts'

/** Who answers a part, as everybody may know them. */
export interface Answering {
  name: string
  /** ISO 3166-1; empty for the platform. */
  country: string
  timeZone: string
  contact: { email: string | null; phone: string | null }
}

const openSealed = async <T>(
  { tx, deps }: Pick<Scope, 'tx' | 'deps'>,
  organisationId: string,
  sealed: Buffer | null,
  place: ReturnType<typeof requestPlace>,
): Promise<T | null> => {
  if (sealed === null) return null
  try {
    return await deps.keyring.open<T>(tx, organisationId, sealed, place)
  } catch (error) {
    // After a certificate the request's key is gone, and its words with it.
    if (error instanceof SealError) return null
    throw error
  }
}

/** The words of a part; empty where there are none or their key is gone. */
export const openContents = async (
  scope: Pick<Scope, 'tx' | 'deps'>,
  { organisationId, id, sealed }: DataRequest,
): Promise<RequestContents> =>
  (await openSealed<RequestContents>(scope, organisationId, sealed, requestPlace(id))) ?? {}

/** Who answers each of these parts; the platform as the operator states itself. */
export const findAnswering = async (
  { tx, deps }: Pick<Scope, 'tx' | 'deps'>,
  organisationIds: readonly string[],
): Promise<Map<string, Answering>> => {
  const { name, email, phone } = deps.config.privacy.operator
  const platform = { name, country: '', timeZone: 'UTC', contact: { email, phone } }
  const found = await findControllersOf(tx, organisationIds)
  return new Map([
    [PLATFORM_ID, platform],
    ...found.map(({ organisationId, name, country, timeZone, contactEmail, contactPhone }) => {
      const contact = { email: contactEmail, phone: contactPhone }
      return [organisationId, { name, country, timeZone, contact }] as const
    }),
  ])
}

// An organisation that has left is told of by its request alone.
const left: Answering = {
  name: '—',
  country: '',
  timeZone: 'UTC',
  contact: { email: null, phone: null },
}

/** Why a part was refused, with where to complain; null where it was not. */
export const refusalOf = ({ state }: DataRequest, contents: RequestContents, country: string) =>
  state === 'refused'
    ? {
        cause: contents.refusal ?? ('other' as const),
        reason: contents.answer ?? null,
        authority: authorityOf(country),
      }
    : null

/** What was answered in words; a refusal has its own place. */
export const answerOf = ({ state }: DataRequest, { answer }: RequestContents) =>
  state === 'refused' ? null : (answer ?? null)

const asPart = (row: DataRequest, contents: RequestContents, answering: Answering): RequestPart => ({
  organisationId: row.organisationId === PLATFORM_ID ? null : row.organisationId,
  name: answering.name,
  contact: answering.contact,
  state: row.state,
  regime: row.regime,
  rule: row.rule,
  dueAt: endOfDay(row.dueOn, answering.timeZone),
  extendedAt: row.extendedAt,
  graceEndsAt: row.graceEndsAt,
  blockers: row.blockers,
  refusal: refusalOf(row, contents, answering.country),
  answer: answerOf(row, contents),
  changes: shownChanges(contents),
})

/** Kinds that are answered with a copy. */
const copied = ['access', 'portability', 'accessLogs']

/** Whether a part was answered with a copy that can be taken along. */
export const hasExport = ({ kind, object, state }: DataRequest): boolean =>
  copied.includes(kind) && object === 'all' && state === 'completed'

/** A request as whom it is from reads it. @param rows its parts, one at least */
export const asOwnRequest = async (
  scope: Pick<Scope, 'tx' | 'deps'>,
  rows: readonly DataRequest[],
): Promise<OwnRequest> => {
  const [first] = rows
  if (!first) throw new Error('a request has a part')
  const answering = await findAnswering(
    scope,
    rows.map(({ organisationId }) => organisationId),
  )
  const parts: RequestPart[] = []
  let reason: string | null = null
  for (const row of rows) {
    const contents = await openContents(scope, row)
    reason ??= contents.reason ?? null
    parts.push(asPart(row, contents, answering.get(row.organisationId) ?? left))
  }
  const open = rows.filter(({ closedAt }) => closedAt === null).map(({ organisationId }) => organisationId)
  const counted = parts.filter(
    ({ organisationId }) => open.length === 0 || open.includes(organisationId ?? PLATFORM_ID),
  )
  return {
    id: first.id,
    kind: first.kind,
    object: first.object,
    purpose: first.purpose,
    reason,
    expedite: first.expedite,
    state: leastAdvanced(rows.map(({ state }) => state)),
    dueAt: counted.map(({ dueAt }) => dueAt).sort()[0] as string,
    exportReady: rows.some(hasExport),
    parts,
    receivedAt: first.receivedAt,
    createdAt: first.createdAt,
    updatedAt: rows
      .map(({ updatedAt }) => updatedAt)
      .sort()
      .at(-1) as string,
  }
}

/** What happened to a part, or with `null` to all that the scope shows, in order. */
export const readTimeline = async (
  scope: Pick<Scope, 'tx' | 'deps'>,
  organisationId: string | null,
  requestId: string,
): Promise<OwnRequestDetails['timeline']> => {
  const timeline: OwnRequestDetails['timeline'] = []
  for (const event of await listRequestEvents(scope.tx, organisationId, requestId)) {
    const place = requestEventPlace(event.id)
    const words = await openSealed<{ reason: string }>(scope, event.organisationId, event.sealed, place)
    timeline.push({
      at: event.createdAt,
      organisationId: event.organisationId === PLATFORM_ID ? null : event.organisationId,
      kind: event.kind as RequestEventKind,
      role: event.role,
      reason: words?.reason ?? null,
    })
  }
  return timeline
}
