import type { Static } from '@sinclair/typebox'
import { v7 as newId } from 'uuid'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import type { MailKind, MailSecrets } from '#src/features/messages/messages.schema.ts'
import { enqueue } from '#src/jobs/enqueue.ts'
import type { Language } from '#src/schema/primitives.ts'

export interface PlannedMail {
  /** The sender: `PLATFORM_ID` for mails to accounts. */
  organisationId: string
  kind: Static<typeof MailKind>
  /** The row that the mail tells of; with kind, version and lead time the mail's only reason. */
  subjectId: string
  subjectVersion?: number
  /** ISO duration of a reminder. */
  leadTime?: string
  accountId?: string | null
  patientId?: string | null
  language: Language
  dueAt?: string
  /** What only this mail may tell, a token for instance; sealed until it was sent. */
  secrets?: MailSecrets
}

/** Mails due within this time are handed to the queue at once; later ones are found by the tick. */
const soonMilliseconds = 60_000

/**
 * Writes a mail down in the transaction of what caused it. One reason makes one mail: a second call for the same
 * reason changes nothing.
 */
export const planMail = async (scope: Scope, mail: PlannedMail): Promise<void> => {
  const { organisationId } = mail
  const id = newId()
  const dueAt = mail.dueAt ?? scope.at
  const place = { field: 'mails.sealed', rowId: id }
  const keyClass = organisationId === PLATFORM_ID ? 'platform' : 'organisation'
  const key = { organisationId, subjectId: organisationId, class: keyClass } as const
  const sealed = mail.secrets ? await scope.deps.keyring.seal(scope.tx, key, place, mail.secrets) : null
  const planned = await scope.tx
    .insertInto('mails')
    .values({
      organisationId,
      id,
      kind: mail.kind,
      subjectId: mail.subjectId,
      subjectVersion: mail.subjectVersion ?? 1,
      leadTime: mail.leadTime ?? '',
      accountId: mail.accountId ?? null,
      patientId: mail.patientId ?? null,
      language: mail.language,
      sealed,
      dueAt,
      state: 'planned',
      attempts: 0,
      failure: null,
      sentAt: null,
      createdAt: scope.at,
    })
    .onConflict((conflict) =>
      conflict.columns(['organisationId', 'subjectId', 'kind', 'subjectVersion', 'leadTime']).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (planned && Date.parse(dueAt) - Date.parse(scope.at) <= soonMilliseconds)
    await enqueue(scope.tx, {
      organisationId,
      accountId: mail.accountId ?? null,
      job: 'mail.send',
      subjectId: id,
      at: scope.at,
    })
}
