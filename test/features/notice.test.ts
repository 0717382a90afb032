import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Test, test } from 'tap'
import { loadConfig } from '#src/config.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { announceNotice } from '#src/features/privacy/announce-notice.ts'
import { recordNotices } from '#src/features/privacy/record-notices.ts'
import { readDeployment } from '#src/privacy/deployment.ts'
import { noticeLanguages } from '#src/privacy/notice/languages.ts'
import { startApp } from '#test/helpers/app.ts'
import { expectStatus, newAddress, openClinic, registerPatient } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { contractOf, operationsOf } from '#test/helpers/operations.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'

const deployment = {
  operator: { name: 'Host AB', email: 'privacy@host.example' },
  regions: [{ country: 'IE', place: 'Dublin', holds: 'database and backups' }],
  processors: [
    {
      name: 'Post AB',
      service: 'hosting',
      purpose: 'sending mail',
      country: 'SE',
      fields: ['email', 'firstName'],
      transfer: {
        country: 'LU',
        basis: 'filed with the authority',
        authorisation: { authority: 'CNDP', number: 'D-123/2026', state: 'pending' },
      },
    },
  ],
}

const writeFileOf = async (t: Test, value: unknown): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'praxis-privacy-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'privacy.json')
  await writeFile(path, JSON.stringify(value))
  return path
}

test('the notice is made from the register and the settings in force, in five languages', async (t) => {
  const app = await startApp(t, { PRIVACY_FILE: await writeFileOf(t, deployment) })
  const clinic = await openClinic(app, { name: 'Kliniken <b>Vid</b> torget | *x*' })
  const url = `/v1/privacy/notice?organisationId=${clinic.id}`
  const { body, headers } = expectStatus(await app.call('GET', url), 200)
  t.equal(body.language, 'en')
  t.equal(headers.etag, `"${body.sha256}"`)
  t.ok(body.held.some((held: { name: string }) => held.name === 'appointments'))
  t.notOk(body.held.some((held: { name: string }) => held.name === 'loginAttempts'))
  const text = JSON.stringify(body.sections)
  for (const said of ['Host AB', 'Dublin', 'D-123/2026', 'PDL 2008:355', '13 months', '30 days'])
    t.match(text, said)
  const titles = new Set<string>()
  for (const language of noticeLanguages) {
    const notice = expectStatus(await app.call('GET', `${url}&language=${language}`), 200).body
    titles.add(notice.sections[0].title)
    t.notMatch(JSON.stringify(notice.sections), /\{\w+\}|undefined/, `${language} leaves no gap`)
    t.equal(notice.sha256, body.sha256, 'what it states is the same in every language')
  }
  t.equal(titles.size, 5)
  const swedish = await app.call('GET', url, { headers: { 'accept-language': 'sv-SE,en;q=0.5' } })
  t.equal(swedish.body.language, 'sv')
  t.equal((await app.call('GET', `${url}&language=de`)).status, 400)
  const missing = '/v1/privacy/notice?organisationId=0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11'
  t.equal((await app.call('GET', missing)).status, 404)
  const zero = '/v1/privacy/notice?organisationId=00000000-0000-0000-0000-000000000000'
  t.equal((await app.call('GET', zero)).status, 404)
})

test('P36: the notice says what remains at risk and how misuse is reported, in every language', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  for (const organisation of ['', `organisationId=${clinic.id}&`]) {
    const said = new Set<string>()
    for (const language of noticeLanguages) {
      const url = `/v1/privacy/notice?${organisation}language=${language}`
      const { sections } = expectStatus(await app.call('GET', url), 200).body
      const found = sections.filter(({ text }: { text: string[] }) =>
        text.some((line) => line.includes('POST /v1/me/security-incidents')),
      )
      t.equal(found.length, 1, language)
      t.equal(found[0].text.length, 3)
      said.add(found[0].text[1])
    }
    t.equal(said.size, noticeLanguages.length)
    t.ok([...said].some((line) => /Nothing on the internet is safe/.test(line)))
  }
  const operations = operationsOf(contractOf(app.app)).map(({ call }) => call)
  t.ok(operations.includes('POST /v1/me/security-incidents'), 'and what it names is there')
})

test('the notice is a page without script, or Markdown, with everything escaped', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app, { name: 'Kliniken <b>Vid</b> torget | *x*' })
  const url = `/v1/privacy/notice?organisationId=${clinic.id}`
  const html = expectStatus(await app.call('GET', url, { headers: { accept: 'text/html' } }), 200)
  t.match(html.headers['content-type'], 'text/html')
  t.match(html.headers['content-security-policy'], "default-src 'none'")
  t.match(html.body, '&lt;b&gt;Vid&lt;/b&gt;')
  t.notMatch(html.body, /<script|<style|<b>/)
  t.match(html.body, '<th scope="col">')
  const markdown = expectStatus(await app.call('GET', url, { headers: { accept: 'text/markdown' } }), 200)
  t.match(markdown.headers['content-type'], 'text/markdown')
  t.match(markdown.body, '# Privacy notice of Kliniken \\<b\\>Vid\\</b\\> torget \\| \\*x\\*')
})

test('a rule that no law is known for is shown as ours', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app, { country: 'MA', timeZone: 'Africa/Casablanca' })
  const { body } = expectStatus(await app.call('GET', `/v1/privacy/notice?organisationId=${clinic.id}`), 200)
  const rows = body.sections.flatMap(({ table }: { table: { rows: string[][] } | null }) => table?.rows ?? [])
  t.match(
    rows.find(([what]: string[]) => what === 'health records'),
    ['health records', '20 years', 'our rule'],
  )
  t.match(
    rows.find(([what]: string[]) => what === 'what an invoice rests on'),
    [/./, '10 years', /by law: C\. com/],
  )
  t.match(
    rows.find(([what]: string[]) => what === 'correction'),
    ['correction', '10 clear days', /Art\. 8/],
  )
  t.match(JSON.stringify(body.sections), 'CNDP')
})

test('a setting that changes the notice makes a new version, another one does not, and none is overwritten', async (t) => {
  const app = await startApp(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  const clinic = await openClinic(app)
  const url = `/v1/privacy/notice?organisationId=${clinic.id}`
  const put = async (body: object) =>
    expectStatus(await clinic.call('PUT', '/settings', { token: clinic.admin.token, body }), 200)
  t.equal((await app.call('GET', url)).body.version, null)
  await put({ minAccountAge: 15 })
  const first = (await app.call('GET', url)).body
  t.equal(first.version, 1)
  t.match(JSON.stringify(first.sections), 'from the age of 15')
  await put({ minAccountAge: 15, minimumNotice: 'PT3H' })
  t.equal((await app.call('GET', url)).body.version, 1, 'the notice says nothing of minimum notice')
  await put({ minAccountAge: 16, contactEmail: 'hej@kliniken.example' })
  const second = (await app.call('GET', url)).body
  t.equal(second.version, 2)
  t.not(second.sha256, first.sha256)
  t.match(second.controller, { email: 'hej@kliniken.example' })
  await put({ minAccountAge: 16, contactEmail: 'hej@kliniken.example', bookingRetention: 'P6M' })
  const third = (await app.call('GET', url)).body
  t.equal(third.version, 3)
  t.match(
    third.held.find(({ name }: { name: string }) => name === 'appointments'),
    { retention: { kind: 'setting', period: 'P6M' } },
  )
  t.match(JSON.stringify(third.sections), '6 months after')
  type Held = { name: string; retention: { kind: string; period: string | null } }
  const unset = third.held.filter(({ retention: { kind, period } }: Held) => kind === 'setting' && !period)
  t.strictSame(unset, [], 'whatever the organisation sets is said')
  const { rows } = await owner.query(
    'select version, encode(digest, $2) as sha256 from notice_versions where organisation_id = $1 order by version',
    [clinic.id, 'hex'],
  )
  t.strictSame(rows, [
    { version: 1, sha256: first.sha256 },
    { version: 2, sha256: second.sha256 },
    { version: 3, sha256: third.sha256 },
  ])
})

test('P24: where data lies, who processes it and what is filed for a transfer is public', async (t) => {
  const app = await startApp(t, { PRIVACY_FILE: await writeFileOf(t, deployment) })
  const { body } = expectStatus(await app.call('GET', '/v1/privacy/processors'), 200)
  t.match(body, {
    operator: { name: 'Host AB', email: 'privacy@host.example', dataProtectionOfficer: null },
    regions: deployment.regions,
    processors: [
      { name: 'Post AB', transfer: { authorisation: { number: 'D-123/2026', state: 'pending' } } },
    ],
  })
  const unstated = await startApp(t)
  t.match((await unstated.call('GET', '/v1/privacy/processors')).body, { regions: [], processors: [] })
})

test('what an operator states wrongly stops the start, in one line without its value', async (t) => {
  const wrong = await writeFileOf(t, { operator: { name: 'Host AB', email: 'nobody' } })
  t.throws(() => loadConfig({ PRIVACY_FILE: wrong }), { message: /^PRIVACY_FILE: \/operator\/email [^\n]+$/ })
  t.throws(() => loadConfig({ PRIVACY_FILE: '/does/not/exist.json' }), { message: /^PRIVACY_FILE: / })
})

test('P5: the record of processing activities and the contacts are public, by organisation', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const of = `?organisationId=${clinic.id}`
  const { body } = expectStatus(await app.call('GET', `/v1/privacy/processing-activities${of}`), 200)
  const booking = body.activities.find(({ purpose }: { purpose: string }) => purpose === 'booking')
  t.ok(booking.data.includes('appointments'))
  t.ok(booking.bases.includes('contract-6-1-b'))
  t.match(
    booking.retention.find(({ name }: { name: string }) => name === 'appointments'),
    { kind: 'setting', period: 'P13M' },
  )
  const contacts = expectStatus(await app.call('GET', `/v1/privacy/contacts${of}`), 200).body
  t.match(contacts, {
    controller: { name: 'Kliniken', country: 'SE' },
    authority: { url: 'https://www.imy.se' },
  })
  const platform = expectStatus(await app.call('GET', '/v1/privacy/contacts'), 200).body
  t.match(platform, { controller: { organisationId: null }, authority: null })
  const own = expectStatus(await app.call('GET', '/v1/privacy/notice'), 200).body
  t.ok(own.held.some((held: { name: string }) => held.name === 'loginAttempts'))
  t.notOk(own.held.some((held: { name: string }) => held.name === 'patient'))
})

test('P2: a changed notice is told to everybody whom it concerns, once and at a bounded rate', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const onPaper = newAddress('paper')
  await registerPatient(clinic, { email: onPaper, locale: 'en' })
  const owner = await connectTo(t, app.database.ownerUrl)
  const announced = async () => {
    const { rows } = await owner.query(
      `select subject_id from outbox where job = 'notice.announce' order by id`,
    )
    return rows.map((row) => row.subject_id as string)
  }
  await recordNotices(app.deps)
  await recordNotices(app.deps)
  t.strictSame(await announced(), [], 'the first version changes nothing')
  const put = async (body: object) =>
    expectStatus(await clinic.call('PUT', '/settings', { token: clinic.admin.token, body }), 200)
  await put({ minAccountAge: 15 })
  await put({ minAccountAge: 16 })
  const [before = '', after = '', ...more] = await announced()
  t.strictSame(more, [])
  for (const versionId of [before, after, after])
    await announceNotice(app.deps, { organisationId: clinic.id, versionId })
  const about = async (address: string) =>
    (await mailsTo(app, address)).filter(({ subject }) => /notice|personuppgifter/i.test(subject ?? ''))
  const [mail, ...others] = await about(onPaper)
  t.strictSame(others, [], 'the newest version alone, once')
  t.match(mail?.subject, /^Changed privacy notice/)
  t.match(mail?.text, new RegExp(`/v1/privacy/notice\\?organisationId=${clinic.id}`))
  t.notMatch(mail?.text, /Kliniken/, 'the name may tell of health')
  for (const { email } of [clinic.admin, clinic.receptionist])
    t.match(await about(email), [{ subject: /^Ändrad information/ }], 'staff')
  const { rows } = await owner.query(
    `select count(*)::int as mails, count(distinct subject_id)::int as people from mails where kind = 'noticeChanged'`,
  )
  t.equal(rows[0].mails, rows[0].people)
})

test('P2: a release that states something else makes versions too, and the job tells of each once', async (t) => {
  const app = await startApp(t, { PRIVACY_FILE: await writeFileOf(t, deployment) })
  const clinic = await openClinic(app)
  await recordNotices(app.deps)
  const privacy = { ...app.deps.config.privacy, processors: [] }
  const released = { ...app.deps, config: { ...app.deps.config, privacy } }
  await recordNotices(released)
  await recordNotices(released)
  const owner = await connectTo(t, app.database.ownerUrl)
  const { rows } = await owner.query(
    `select v.organisation_id, v.version, exists (select from outbox o where o.job = 'notice.announce' and o.subject_id = v.id) as told
     from notice_versions v order by v.organisation_id, v.version`,
  )
  t.strictSame(
    rows,
    [PLATFORM_ID, clinic.id].flatMap((organisation_id) => [
      { organisation_id, version: 1, told: false },
      { organisation_id, version: 2, told: true },
    ]),
  )
  const { rows: newest } = await owner.query(
    'select id from notice_versions where organisation_id = $1 and version = 2',
    [PLATFORM_ID],
  )
  for (const _run of [1, 2])
    await announceNotice(released, { organisationId: PLATFORM_ID, versionId: newest[0].id })
  const { rows: mails } = await owner.query(
    `select account_id from mails where kind = 'noticeChanged' and organisation_id = $1`,
    [PLATFORM_ID],
  )
  t.equal(new Set(mails.map((row) => row.account_id)).size, mails.length)
  t.ok(mails.length >= 3, 'everybody with an account')
})

test('P16: data is passed on for hosting, support and statistics alone, and no list reaches across organisations', async (t) => {
  const [processor] = deployment.processors
  for (const service of ['hosting', 'support', 'statistics']) {
    const path = await writeFileOf(t, { ...deployment, processors: [{ ...processor, service }] })
    t.equal(readDeployment(path, 'a@b.example').processors[0]?.service, service)
  }
  for (const service of ['marketing', 'resale', undefined]) {
    const path = await writeFileOf(t, { ...deployment, processors: [{ ...processor, service }] })
    t.throws(() => readDeployment(path, 'a@b.example'), /\/processors\/0\/service/, `${service}`)
  }
  const app = await startApp(t)
  const across = operationsOf(contractOf(app.app)).filter(
    (operation) =>
      operation.parameters?.some(({ name }) => name === 'cursor') &&
      !/^\/v1\/(organisations\/|me\/|directory\/)/.test(operation.path),
  )
  t.ok(across.length > 0)
  for (const operation of across) t.strictSame(operation['x-access'], ['platform_admin'], operation.call)
  const clinic = await openClinic(app)
  const other = await openClinic(app)
  t.equal((await app.call('GET', '/v1/platform/organisations', { token: clinic.admin.token })).status, 403)
  const listed = await app.call('GET', '/v1/platform/organisations', {
    token: await app.signInAdministrator(),
  })
  t.ok(listed.body.data.some(({ id }: { id: string }) => id === other.id))
  t.notMatch(JSON.stringify(listed.body), /@/, 'nor does the operator’s list hold anybody’s address')
})
