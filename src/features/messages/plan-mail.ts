import type { Static } from '@sinclair/typebox'
import type { Insertable } from 'kysely'
import { v7 as newId } from 'uuid'
import { type Database, PLATFORM_ID } from '#src/db/database.ts'
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

const rowOf = async (scope: Scope, mail: PlannedMail): Promise<Insertable<Database['mails']>> => {
  const { organisationId } = mail
  const id = newId()
  const keyClass = organisationId === PLATFORM_ID ? 'platform' : 'organisation'
  const key = { organisationId, subjectId: organisationId, class: keyClass } as const
  const place = { field: 'mails.sealed', rowId: id }
  return {
    organisationId,
    id,
    kind: mail.kind,
    subjectId: mail.subjectId,
    subjectVersion: mail.subjectVersion ?? 1,
    leadTime: mail.leadTime ?? '',
    accountId: mail.accountId ?? null,
    patientId: mail.patientId ?? null,
    language: mail.language,
    sealed: mail.secrets ? await scope.deps.keyring.seal(scope.tx, key, place, mail.secrets) : null,
    dueAt: mail.dueAt ?? scope.at,
    state: 'planned',
    attempts: 0,
    failure: null,
    sentAt: null,
    createdAt: scope.at,
  }
}

const isSoon = (dueAt: string, at: string) => Date.parse(dueAt) - Date.parse(at) <= soonMilliseconds

/**
 * Writes mails down in the transaction of what caused them. One reason makes one mail: a second call for the same
 * reason changes nothing.
 */
export const planMails = async (scope: Scope, mails: readonly PlannedMail[]): Promise<void> => {
  const { tx, at } = scope
  const rows = await Promise.all(mails.map((mail) => rowOf(scope, mail)))
  const planned = await tx
    .insertInto('mails')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['organisationId', 'subjectId', 'kind', 'subjectVersion', 'leadTime']).doNothing(),
    )
    .returning(['organisationId', 'accountId', 'id', 'dueAt'])
    .execute()
  for (const { organisationId, accountId, id, dueAt } of planned)
    if (isSoon(dueAt, at))
      await enqueue(tx, { organisationId, accountId, job: 'mail.send', subjectId: id, at })
}

/** Writes one mail down, as `planMails`. */
export const planMail = (scope: Scope, mail: PlannedMail): Promise<void> => planMails(scope, [mail])
