import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import t from 'tap'
import { openMailer } from '#src/mail/mailer.ts'
import { invitation, outgoing, refusalOf } from '#test/helpers/mails.ts'

const quiet = { warn() {} }

t.test('without SMTP a mail becomes one whole file; sent again, it replaces itself', async (t) => {
  const dataDir = t.testdir()
  const mailer = openMailer({ smtpUrl: null, dataDir }, quiet)
  const calendar = { method: 'REQUEST' as const, content: invitation() }
  await mailer.send(outgoing({ subject: 'first' }))
  await mailer.send(
    outgoing({ subject: 'second', to: { name: 'محمد', address: 'anna@example.com' }, calendar }),
  )
  await mailer.close()
  const folder = join(dataDir, 'mail')
  t.strictSame(await readdir(folder), ['0199d1c2-0000-7000-8000-000000000002@praxis.example.eml'])
  const path = join(folder, '0199d1c2-0000-7000-8000-000000000002@praxis.example.eml')
  t.equal((await stat(path)).mode & 0o777, 0o600)
  t.equal((await stat(folder)).mode & 0o777, 0o700)
  const mail = await PostalMime.parse(await readFile(path))
  t.match(mail, { subject: 'second', messageId: outgoing().messageId, to: [{ name: 'محمد' }] })
  t.equal(mail.attachments.length, 2)
})

t.test('a message id never leads out of the mail folder, nor onto another mail', async (t) => {
  const dataDir = t.testdir()
  const mailer = openMailer({ smtpUrl: null, dataDir }, quiet)
  const ids = ['<../../out@x>', '</etc/out@x>', '<a%2Fb@x>', '<a/b@x>', '<a%40b@x>', '<..@..>']
  for (const messageId of ids) await mailer.send(outgoing({ messageId }))
  t.equal((await readdir(join(dataDir, 'mail'))).length, ids.length)
  t.strictSame(await readdir(dataDir), ['mail'])
})

t.test('a mail folder that cannot be written is temporary, tells no path and leaves nothing', async (t) => {
  const dataDir = t.testdir()
  await writeFile(join(dataDir, 'mail'), 'in the way')
  const mailer = openMailer({ smtpUrl: null, dataDir }, quiet)
  const refusal = await refusalOf(mailer.send(outgoing()))
  t.match(refusal, { code: 'mail-folder-unavailable', permanent: false, message: 'mail-folder-unavailable' })
  const blocked = t.testdir()
  await mkdir(join(blocked, 'mail', '0199d1c2-0000-7000-8000-000000000002@praxis.example.eml'), {
    recursive: true,
  })
  await refusalOf(openMailer({ smtpUrl: null, dataDir: blocked }, quiet).send(outgoing()))
  t.strictSame(await readdir(join(blocked, 'mail')), [
    '0199d1c2-0000-7000-8000-000000000002@praxis.example.eml',
  ])
})
