import type { Static } from '@sinclair/typebox'
import type { Config } from '#src/config.ts'
import { hashSecret } from '#src/crypto/secrets.ts'
import type { JobScope } from '#src/db/scope.ts'
import { findLiveToken } from '#src/features/messages/messages.queries.ts'
import type { MailRow, MailSecrets } from '#src/features/messages/messages.schema.ts'
import type { OutgoingMail } from '#src/mail/mailer.ts'

export type Mail = Static<typeof MailRow>

/** What a mail says and to whom; `senderName` holds nothing that tells of health. */
export interface Letter
  extends Pick<
    OutgoingMail,
    'to' | 'subject' | 'text' | 'html' | 'fields' | 'calendar' | 'attachments' | 'headers'
  > {
  senderName: string
}

/** Why a mail is not sent: what it tells of is over, or there is no address. */
type Unsent = 'not-wanted' | 'no-address'

/** Reads what a mail tells of, decides whether it is still wanted, and writes it. */
export type Compose = (scope: JobScope, mail: Mail) => Promise<Letter | Unsent>

/** Who sends what no organisation sends, and what an organisation without a neutral name is called in headers. */
export const neutralSender = 'Praxis'

/** The host in message and calendar ids. It must not change while mails wait, so it is no address of one process. */
export const idHost = ({ publicUrl, mailFrom }: Pick<Config, 'publicUrl' | 'mailFrom'>): string =>
  publicUrl === null ? mailFrom.slice(mailFrom.indexOf('@') + 1) : new URL(publicUrl).hostname

/** Where links of mails lead. */
export const linkBase = ({ deps }: JobScope) => ({
  frontendUrl: deps.config.frontendUrl,
  publicUrl: deps.publicUrl,
})

/** What only this mail may tell; empty where it has nothing of the kind. */
export const openSecrets = async (scope: JobScope, mail: Mail): Promise<MailSecrets> => {
  if (!mail.sealed) return {}
  const place = { field: 'mails.sealed', rowId: mail.id }
  return scope.deps.keyring.open<MailSecrets>(scope.tx, scope.organisationId, mail.sealed, place)
}

const units = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/**
 * The mail's token as long as it can be used, and how long it was made for.
 * @returns null for one that is spent, expired or withdrawn: its mail is not wanted any more
 */
export const liveToken = async (
  scope: JobScope,
  token: string | undefined,
  unit: keyof typeof units,
): Promise<{ token: string; count: number } | null> => {
  if (token === undefined) return null
  const live = await findLiveToken(scope.tx, scope.organisationId, hashSecret(token), scope.at)
  if (!live) return null
  const milliseconds = Date.parse(live.expiresAt) - Date.parse(live.createdAt)
  return { token, count: Math.max(1, Math.round(milliseconds / units[unit])) }
}
