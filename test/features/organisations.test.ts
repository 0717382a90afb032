import t from 'tap'
import { defaultSettings, faultOfSettings } from '#src/features/organisations/settings.ts'
import { startApp } from '#test/helpers/app.ts'
import { expectStatus, newAddress, openClinic, registerPerson } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'

const founding = (fields: object = {}) => ({
  kind: 'clinic',
  name: 'Kliniken vid torget',
  country: 'SE',
  timeZone: 'Europe/Stockholm',
  language: 'sv',
  adminEmail: newAddress('admin'),
  ...fields,
})

t.test('founding organisations', async (t) => {
  const app = await startApp(t)
  const token = await app.signInAdministrator()
  const found = (fields: object = {}, headers: Record<string, string> = {}) =>
    app.call('POST', '/v1/platform/organisations', { token, body: founding(fields), headers })

  await t.test('an organisation is founded with its first administrator invited by mail', async (t) => {
    const adminEmail = newAddress('chef')
    const made = expectStatus(await found({ name: '  Óran   Əliyev & O’Neill ', adminEmail }), 201)
    t.match(made.body, {
      kind: 'clinic',
      name: 'Óran Əliyev & O’Neill',
      country: 'SE',
      timeZone: 'Europe/Stockholm',
      language: 'sv',
      adminEmail,
      state: 'active',
      version: 1,
    })
    const [mail, ...more] = await mailsTo(app, adminEmail)
    t.match(mail?.text, /token=[\w-]{43}/)
    t.match(mail?.text, 'Óran Əliyev & O’Neill')
    t.same(more, [])
    t.notMatch(JSON.stringify(made.body), /token/i, 'S6: the secret is in the mail alone')
  })

  await t.test('the same key founds one organisation, another key another', async (t) => {
    const body = founding()
    const repeat = (key: string) =>
      app.call('POST', '/v1/platform/organisations', { token, body, headers: { 'idempotency-key': key } })
    const [first, second, third] = [await repeat('one'), await repeat('one'), await repeat('two')]
    t.equal(second.headers['idempotency-replayed'], 'true')
    t.same(second.body, first.body)
    t.not(third.body.id, first.body.id)
  })

  await t.test('the platform lists organisations page by page, itself not among them', async (t) => {
    const list = async (query: string) =>
      expectStatus(await app.call('GET', `/v1/platform/organisations?${query}`, { token }), 200).body
    const whole = await list('limit=200')
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { data, nextCursor } = await list(`limit=1${cursor}`)
      seen.push(...data.map(({ id }: { id: string }) => id))
      if (nextCursor === null) break
      cursor = `&cursor=${nextCursor}`
    }
    t.same(
      seen,
      whole.data.map(({ id }: { id: string }) => id),
    )
    t.notOk(seen.includes('00000000-0000-0000-0000-000000000000'))
    t.ok(seen.length >= 3)
  })

  await t.test('bad input is refused with a pointer and founds nothing', async (t) => {
    const refusals: [object, string][] = [
      [{ timeZone: 'Europe/Stockholms' }, '/timeZone'],
      [{ timeZone: '+01:00' }, '/timeZone'],
      [{ country: 'ZZ' }, '/country'],
      [{ language: 'xx' }, '/language'],
      [{ kind: 'platform' }, '/kind'],
      [{ adminEmail: 'no address' }, '/adminEmail'],
      [{ name: 'two\nlines' }, '/name'],
      [{ name: 'null\u0000byte' }, '/name'],
      [{ version: 7 }, '/version'],
      [{ id: '01a2006b-a75b-743e-ae8a-62edb8868469' }, '/id'],
    ]
    for (const [fields, pointer] of refusals)
      t.match(
        await found({ ...fields, name: 'name' in fields ? fields.name : 'Never founded' }),
        { status: 400, body: { errors: [{ pointer }] } },
        pointer,
      )
    const listed = await app.call('GET', '/v1/platform/organisations?limit=200', { token })
    t.notMatch(JSON.stringify(listed.body), 'Never founded')
  })

  await t.test('nobody but a platform administrator founds or lists', async (t) => {
    const clinic = await openClinic(app)
    const person = await registerPerson(app)
    for (const caller of [clinic.admin, clinic.practitioner, person]) {
      const as = { token: caller.token }
      t.equal((await app.call('POST', '/v1/platform/organisations', { ...as, body: founding() })).status, 403)
      t.equal((await app.call('GET', '/v1/platform/organisations', as)).status, 403)
    }
    t.equal((await app.call('GET', '/v1/platform/organisations')).status, 401)
    t.equal((await clinic.call('GET', '', { token })).status, 404, 'the founder is not of the organisation')
    t.equal((await clinic.call('GET', '/members', { token })).status, 404)
  })
})

t.test('the organisation and its settings', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const outsider = await openClinic(app, { name: 'Annan klinik' })
  const person = await registerPerson(app)
  const owner = await connectTo(t, app.database.ownerUrl)
  const { token } = clinic.admin
  const put = (body: object, headers: Record<string, string> = {}) =>
    clinic.call('PUT', '/settings', { token, body, headers })

  await t.test('administrators read and change the organisation', async (t) => {
    t.match(await clinic.call('GET', '', { token }), {
      status: 200,
      headers: { etag: '"1"' },
      body: { id: clinic.id, name: 'Kliniken', timeZone: 'Europe/Stockholm' },
    })
    for (const { token } of [clinic.practitioner, clinic.receptionist])
      t.equal((await clinic.call('GET', '', { token })).status, 403)
    t.equal((await clinic.call('GET', '', outsider.admin)).status, 404)
    const patch = (body: object, as = token, headers: Record<string, string> = {}) =>
      clinic.call('PATCH', '', { token: as, body, headers })
    t.match(await patch({ timeZone: 'Europe/Helsinki' }), {
      status: 200,
      body: { timeZone: 'Europe/Helsinki', name: 'Kliniken', version: 2 },
    })
    t.equal((await patch({ name: 'Stale' }, token, { 'if-match': '"1"' })).status, 412)
    t.equal((await patch({ name: 'X' }, clinic.practitioner.token)).status, 403)
    t.equal((await patch({ name: 'X' }, clinic.receptionist.token)).status, 403)
    t.equal((await patch({ name: 'X' }, outsider.admin.token)).status, 404)
    for (const field of ['kind', 'state', 'settings', 'id', 'country', 'settingsVersion'])
      t.match(
        await patch({ [field]: 'closed' }),
        { status: 400, body: { errors: [{ pointer: `/${field}` }] } },
        `S23 ${field}`,
      )
    expectStatus(await patch({ timeZone: 'Europe/Stockholm' }), 200)
  })

  await t.test('new organisations go by the defaults', async (t) => {
    const { body, headers } = expectStatus(await outsider.call('GET', '/settings', outsider.admin), 200)
    t.same(body, {
      minimumNotice: 'PT1H',
      bookingHorizon: 'P1Y',
      lateCancellationWindow: 'PT24H',
      reminderLeadTimes: ['P7D', 'PT24H'],
      bookingRetention: 'P13M',
      minAccountAge: 13,
      languages: ['sv'],
      contactEmail: null,
      contactPhone: null,
      mailDisplayName: null,
      patientFields: {
        email: 'optional',
        phone: 'optional',
        dateOfBirth: 'optional',
        address: 'optional',
        nationalId: 'hidden',
        sex: 'hidden',
        town: 'hidden',
        interests: 'hidden',
        socialProfiles: 'hidden',
        religion: 'hidden',
        ethnicity: 'hidden',
        politicalViews: 'hidden',
      },
      patientReadsPerTenMinutes: 500,
      patientReadsPerDay: 3_000,
      secondFactor: 'optional',
      bookingTraces: 'statistics',
      statisticsThreshold: 5,
      chargesNoShow: false,
      chargesLateCancellation: false,
      financialYearEnd: '12-31',
      holidayRegion: null,
      extraHolidays: [],
      platformMayWriteToPatients: false,
      patientVisibility: 'organisation',
      careRelationPeriod: 'P2Y',
      accessTrailYears: 5,
      reviews: {
        automatic: false,
        delay: 'PT24H',
        quietHours: { from: '20:00', to: '08:00' },
        coolDown: 'P90D',
        reminder: null,
        expiresAfter: 'P30D',
        aspects: body.reviews.aspects,
        consentRequired: false,
        invitationsPerDay: 2_000,
        language: null,
      },
    })
    t.same(
      body.reviews.aspects.map(({ key }: { key: string }) => key),
      ['friendliness', 'explanation', 'waitingTime'],
    )
    t.equal(headers.etag, '"1"')
  })

  await t.test('settings that were read can be changed and sent back as they are', async (t) => {
    const read = await clinic.call('GET', '/settings', { token })
    const body = { ...read.body, minimumNotice: 'PT2H', contactPhone: '08-123 456 78' }
    const changed = expectStatus(await put(body, { 'if-match': read.headers.etag ?? '' }), 200)
    t.same(changed.body, { ...body, contactPhone: '+46812345678' }, 'a number of the country becomes E.164')
    t.equal(changed.headers.etag, '"2"')
    t.equal((await put(body, { 'if-match': read.headers.etag ?? '' })).status, 412)
    t.same((await clinic.call('GET', '/settings', { token })).body, changed.body)
  })

  await t.test('every version stays on record with who made it, and cannot be rewritten', async (t) => {
    await put({ lateCancellationWindow: 'PT48H' })
    const { data } = expectStatus(await clinic.call('GET', '/settings/versions', { token }), 200).body
    t.match(
      data.map(({ version }: { version: number }) => version),
      [3, 2, 1],
    )
    t.match(data[0].settings, { lateCancellationWindow: 'PT48H', minimumNotice: 'PT1H' })
    t.match(data[1].settings, { lateCancellationWindow: 'PT24H', minimumNotice: 'PT2H' })
    t.match(data[2].settings, { minimumNotice: 'PT1H' })
    t.equal(data[0].changedBy, data[1].changedBy)
    t.not(data[2].changedBy, data[0].changedBy, 'the first was the founder’s')
    const page = expectStatus(await clinic.call('GET', '/settings/versions?limit=2', { token }), 200).body
    const next = await clinic.call('GET', `/settings/versions?limit=2&cursor=${page.nextCursor}`, { token })
    t.same(
      next.body.data.map(({ version }: { version: number }) => version),
      [1],
    )
    const application = await connectTo(t, app.database.databaseUrl)
    for (const statement of ['update settings_versions set version = 9', 'delete from settings_versions'])
      await t.rejects(application.query(statement), { code: '42501' })
    const { rows } = await owner.query(
      `select count(*)::int as acts from audit_events where organisation_id = $1 and resource = 'settings'`,
      [clinic.id],
    )
    t.equal(rows[0].acts, 2)
  })

  await t.test('settings out of bounds are refused with a pointer and change nothing', async (t) => {
    const before = (await clinic.call('GET', '/settings', { token })).headers.etag
    const refusals: [object, number, string][] = [
      [{ minimumNotice: 'P31D' }, 422, '/minimumNotice'],
      [{ bookingHorizon: 'PT23H' }, 422, '/bookingHorizon'],
      [{ bookingHorizon: 'P25M' }, 422, '/bookingHorizon'],
      [{ lateCancellationWindow: 'P15D' }, 422, '/lateCancellationWindow'],
      [{ minimumNotice: 'P2D', bookingHorizon: 'P1D' }, 422, '/minimumNotice'],
      [{ reminderLeadTimes: ['PT24H', 'PT59M'] }, 422, '/reminderLeadTimes/1'],
      [{ reminderLeadTimes: ['P31D'] }, 422, '/reminderLeadTimes/0'],
      [{ reminderLeadTimes: ['PT24H', 'P1D'] }, 422, '/reminderLeadTimes/1'],
      [{ contactPhone: '12' }, 400, '/contactPhone'],
      [{ contactPhone: '+46 1' }, 422, '/contactPhone'],
      [{ contactPhone: '+999 123 456 789' }, 422, '/contactPhone'],
      [{ reminderLeadTimes: ['PT1H', 'PT2H', 'PT3H', 'PT4H', 'PT5H', 'PT6H'] }, 400, '/reminderLeadTimes'],
      [{ minimumNotice: '1 hour' }, 400, '/minimumNotice'],
      [{ minAccountAge: 12 }, 400, '/minAccountAge'],
      [{ languages: [] }, 400, '/languages'],
      [{ languages: ['sv', 'sv'] }, 400, '/languages'],
      [{ contactEmail: 'nowhere' }, 400, '/contactEmail'],
      [{ mailDisplayName: 'a\r\nBcc: b@example.com' }, 400, '/mailDisplayName'],
      [{ settingsVersion: 1 }, 400, '/settingsVersion'],
    ]
    for (const [body, status, pointer] of refusals)
      t.match(await put(body), { status, body: { errors: [{ pointer }] } }, JSON.stringify(body))
    t.equal((await clinic.call('GET', '/settings', { token })).headers.etag, before)
  })

  await t.test('the bounds themselves are allowed', (t) => {
    const defaults = defaultSettings('sv')
    for (const settings of [
      { minimumNotice: 'PT0M' },
      { minimumNotice: 'P30D' },
      { bookingHorizon: 'P1D' },
      { bookingHorizon: 'P2Y' },
      { lateCancellationWindow: 'PT0M' },
      { lateCancellationWindow: 'P14D' },
      { reminderLeadTimes: [] },
      { reminderLeadTimes: ['PT1H', 'P30D', 'P7D', 'P2D', 'PT24H'] },
    ])
      t.equal(faultOfSettings({ ...defaults, ...settings }), null, JSON.stringify(settings))
    t.end()
  })

  await t.test('the access log stays as long as the law of the country asks for', (t) => {
    for (const [country, least] of [
      ['SE', 5],
      ['NL', 5],
      ['NO', 3],
      ['FI', 12],
    ] as const) {
      const defaults = defaultSettings('sv', country)
      t.equal(faultOfSettings(defaults, country), null, `${country}: the default`)
      t.equal(
        faultOfSettings({ ...defaults, accessTrailYears: least }, country),
        null,
        `${country}: the bound`,
      )
      t.same(faultOfSettings({ ...defaults, accessTrailYears: least - 1 }, country), {
        pointer: '/accessTrailYears',
        detail: `must be from ${least} to 20 in ${country}`,
      })
    }
    t.end()
  })

  await t.test(
    'settings are the administrators’; a stranger gets 404, alike for foreign and missing',
    async (t) => {
      const missing = '01a2006b-a75b-743e-ae8a-62edb8868469'
      for (const [method, path] of [
        ['GET', '/settings'],
        ['PUT', '/settings'],
        ['GET', '/settings/versions'],
      ] as const) {
        const body = method === 'PUT' ? { body: {} } : {}
        for (const { token } of [clinic.practitioner, clinic.receptionist])
          t.equal((await clinic.call(method, path, { token, ...body })).status, 403)
        for (const { token } of [outsider.admin, person]) {
          const foreign = await clinic.call(method, path, { token, ...body })
          const none = await app.call(method, `/v1/organisations/${missing}${path}`, { token, ...body })
          t.equal(foreign.status, 404)
          t.same({ ...foreign.body, instance: null }, { ...none.body, instance: null })
        }
      }
    },
  )

  await t.test('what binds patients is public, and nothing else', async (t) => {
    expectStatus(
      await put({
        lateCancellationWindow: 'P2D',
        languages: ['en', 'sv'],
        contactEmail: 'Hej@Kliniken.Example',
      }),
      200,
    )
    const shown = await app.call('GET', `/v1/directory/organisations/${clinic.id}`)
    t.equal(shown.headers['cache-control'], 'public, max-age=30')
    t.same(shown.body, {
      id: clinic.id,
      kind: 'clinic',
      name: 'Kliniken',
      country: 'SE',
      timeZone: 'Europe/Stockholm',
      languages: ['en', 'sv'],
      lateCancellationWindow: 'P2D',
      reviewInvitations: 'never',
      contactEmail: 'hej@kliniken.example',
      contactPhone: null,
    })
    for (const id of ['01a2006b-a75b-743e-ae8a-62edb8868469', '00000000-0000-0000-0000-000000000000'])
      t.equal((await app.call('GET', `/v1/directory/organisations/${id}`)).status, 404)
  })
})
