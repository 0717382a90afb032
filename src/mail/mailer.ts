import { join } from 'node:path'
import type { Config } from '#src/config.ts'
import { heldToFields } from '#src/mail/held-to-fields.ts'
import { mailFieldNames } from '#src/mail/mail-fields.ts'
import { folderMailer } from '#src/mail/mail-folder.ts'
import type { Mailer } from '#src/mail/message.ts'
import { smtpMailer, smtpSettings } from '#src/mail/smtp.ts'

export { type Mailer, MailRefused, type OutgoingMail } from '#src/mail/message.ts'

/**
 * Opens the way mails take: SMTP where `SMTP_URL` is set, else files in `DATA_DIR/mail`; nothing goes it that mails do not
 * carry by `mail-fields.ts`. Connects to nothing yet, so an SMTP server that is away does not stop the start.
 * @throws ConfigError when `SMTP_URL` is not usable
 */
export const openMailer = (
  config: Pick<Config, 'smtpUrl' | 'dataDir'>,
  log: { warn(message: string): void },
): Mailer => heldToFields(openWay(config, log), mailFieldNames)

const openWay = (
  config: Pick<Config, 'smtpUrl' | 'dataDir'>,
  log: { warn(message: string): void },
): Mailer => {
  if (config.smtpUrl === null) return folderMailer(join(config.dataDir, 'mail'))
  const settings = smtpSettings(config.smtpUrl)
  if (!settings.secure && !settings.requireTLS)
    log.warn('SMTP_URL: TLS is used only when offered, as the host is this machine or a name without a dot')
  return smtpMailer(settings)
}
