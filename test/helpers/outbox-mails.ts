import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime, { type Email } from 'postal-mime'
import { askForAddress } from '#src/features/data-requests/ask-publicly.ts'
import { listUnaskedRequests } from '#src/features/data-requests/public-requests.queries.ts'
import { sendMail } from '#src/features/messages/send-mail.ts'
import type { TestApp } from '#test/helpers/app.ts'
import { until } from '#test/helpers/until.ts'

/** Sends every mail that is due by the test's clock, as the worker would, into the folder of mails. */
export const sendDueMails = async ({ deps }: TestApp): Promise<void> => {
  for (const { organisationId, id } of await listUnaskedRequests(deps.db, 1000))
    await askForAddress(deps, organisationId, id)
  const until = new Date(deps.clock.now().getTime() + 60_000)
  const { rows } = await deps.db.worker.query('select * from due_mails($1, 1000)', [until])
  for (const { organisation_id, id } of rows)
    await sendMail(deps, { organisationId: organisation_id, mailId: id })
}

/** Every mail that went out so far, oldest first. */
export const sentMails = async ({ deps }: TestApp): Promise<Email[]> => {
  const folder = join(deps.config.dataDir, 'mail')
  const names = await readdir(folder).catch(() => [])
  const mails = await Promise.all(
    names
      .filter((name) => name.endsWith('.eml'))
      .sort()
      .map(async (name) => PostalMime.parse(await readFile(join(folder, name)))),
  )
  return mails
}

/** Sends what is due and answers the mails to one address, oldest first. */
export const mailsTo = async (app: TestApp, address: string): Promise<Email[]> => {
  await sendDueMails(app)
  return (await sentMails(app)).filter((mail) =>
    mail.to?.some((to) => 'address' in to && to.address === address),
  )
}

/** The token in the link of the newest mail to an address; a worker beside the test may be just about to send it. */
export const tokenTo = async (app: TestApp, address: string): Promise<string> => {
  let token: string | undefined
  await until(`a token is mailed to ${address}`, async () => {
    const mail = (await mailsTo(app, address)).findLast((one) => /token=/.test(one.text ?? ''))
    token = /token=([\w-]+)/.exec(mail?.text ?? '')?.[1]
    return token !== undefined
  })
  return token ?? ''
}
