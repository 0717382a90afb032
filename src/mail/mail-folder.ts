import { randomUUID } from 'node:crypto'
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import {
  certificateHeader,
  composeMessage,
  type Mailer,
  MailRefused,
  type OutgoingMail,
} from '#src/mail/message.ts'

// `%` itself is encoded, so two ids never share a name, and no id leaves the folder.
const fileName = (messageId: string) =>
  `${encodeURIComponent(messageId.slice(1, -1)).replaceAll('%40', '@')}.eml`

const write = async (folder: string, messageId: string, content: Buffer) => {
  const unfinished = join(folder, `.${randomUUID()}.tmp`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    await writeFile(unfinished, content, { mode: 0o600, flush: true })
    await rename(unfinished, join(folder, fileName(messageId)))
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

// A mail that is taken away meanwhile holds nothing any more.
async function* readMails(folder: string): AsyncGenerator<{ name: string; text: string }> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => null)
    // What the person was given of their erasure is theirs: here the folder stands for their mailbox.
    const given = text?.split('\r\n\r\n', 1)[0]?.includes(`${certificateHeader}: `) ?? false
    if (text !== null && !given) yield { name, text }
  }
}

/**
 * Writes each mail as one `.eml` file, named by its message id, readable by the owner alone. A file is whole
 * or not there; the same message id again replaces it.
 */
export const folderMailer = (folder: string): Mailer => {
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const running = new Set<Promise<unknown>>()
  const deliver = async (mail: OutgoingMail) => {
    const { message } = await transport.sendMail(composeMessage(mail))
    await write(folder, mail.messageId, message as Buffer)
  }
  return {
    async send(mail) {
      const sending = deliver(mail)
      running.add(sending)
      try {
        await sending
      } catch (error) {
        throw error instanceof MailRefused ? error : new MailRefused('mail-folder-unavailable', false)
      } finally {
        running.delete(sending)
      }
    },
    async forget(messageId) {
      await rm(join(folder, fileName(messageId)), { force: true })
    },
    holds: (messageId) =>
      access(join(folder, fileName(messageId))).then(
        () => true,
        () => false,
      ),
    texts: () => readMails(folder),
    async close() {
      await Promise.allSettled(running)
    },
  }
}
