import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { PersonScope } from '#src/db/scope.ts'
import { Problem } from '#src/errors.ts'
import {
  endOwnObjections,
  findPreferences,
  lockPreferences,
  putPreferences,
  withdrawMails,
} from '#src/features/consents/preferences.queries.ts'
import type {
  CommunicationPreferences,
  NewCommunicationPreferences,
} from '#src/features/consents/preferences.schema.ts'
import { unwelcomeKinds } from '#src/features/messages/mail-classes.ts'
import { recordLifting, recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'

/** What holds for somebody who has said nothing. */
const unsaid: CommunicationPreferences = { marketing: true, reminders: true, version: 0 }

const shown = ({ marketing, reminders, version }: CommunicationPreferences) => ({
  marketing,
  reminders,
  version,
})

const switchedOff = (before: CommunicationPreferences, after: CommunicationPreferences) => ({
  ...(before.marketing && !after.marketing ? { marketing: 'off' } : {}),
  ...(before.reminders && !after.reminders ? { reminders: 'off' } : {}),
})

/** What the caller wants to be sent. */
export const readPreferences = async ({ tx, accountId }: PersonScope): Promise<CommunicationPreferences> =>
  shown((await findPreferences(tx, accountId)) ?? unsaid)

/**
 * Says what the caller wants to be sent; what is left out stays. What waits to be sent and is not wanted any more is
 * taken back at once, in every organisation.
 * @param expected version that the caller read, null for any
 * @throws Problem 412 where it changed since
 */
export const changePreferences = async (
  scope: PersonScope,
  expected: number | null,
  wanted: NewCommunicationPreferences,
): Promise<CommunicationPreferences> => {
  const { tx, at, accountId, sessionId } = scope
  const before = (await lockPreferences(tx, accountId)) ?? unsaid
  if (expected !== null && expected !== before.version) throw new Problem('precondition-failed')
  const after = await putPreferences(tx, accountId, { ...shown(before), ...wanted }, at)
  // What is wanted again ends what was objected to before.
  const wantedAgain = (['marketing', 'reminders'] as const).filter((purpose) => wanted[purpose] === true)
  if (wantedAgain.length > 0 && (await endOwnObjections(tx, { accountId, sessionId }, wantedAgain, at)) > 0)
    await recordLifting(scope, {
      organisationId: PLATFORM_ID,
      action: 'objectionLifted',
      accountId,
      detail: { purposes: wantedAgain.join(','), endsAt: at },
    })
  const off = switchedOff(before, after)
  if (Object.keys(off).length > 0)
    await recordTakingAway(scope, {
      organisationId: PLATFORM_ID,
      action: 'optedOut',
      accountId,
      detail: off,
    })
  const unwelcome = unwelcomeKinds(after)
  if (unwelcome.length > 0) await withdrawMails(tx, { accountId, sessionId }, unwelcome, at)
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'change',
    resource: 'communicationPreferences',
    resourceIds: [accountId],
    accountId,
    role: 'person',
    ground: 'self',
    detail: { fields: Object.keys(wanted) },
  })
  return shown(after)
}
