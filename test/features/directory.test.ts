import t from 'tap'
import type { Statement } from '#src/db/transact.ts'
import { findAsTyped, findMisspelt } from '#src/features/directory/directory.queries.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import { type Clinic, expectStatus, newAddress, openClinic } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'

interface Listed {
  id: string
  lastName: string
}

const searching = (app: TestApp) => async (query: Record<string, string>) => {
  const answer = await app.call('GET', `/v1/directory/practitioners?${new URLSearchParams(query)}`)
  return expectStatus(answer, 200).body as { data: Listed[]; nextCursor: string | null }
}

const namesOf = ({ data }: { data: Listed[] }) => data.map(({ lastName }) => lastName)

const addPractitioner = async (clinic: Clinic, fields: object): Promise<string> => {
  const body = {
    email: newAddress('p'),
    firstName: 'Leyla',
    lastName: 'Əliyeva',
    title: 'Fysioterapeut',
    phone: '+46701234567',
    specialties: ['Idrottsmedicin'],
    languages: ['sv-FI', 'az'],
    siteIds: [clinic.siteId],
    listed: true,
    ...fields,
  }
  return expectStatus(await clinic.call('POST', '/practitioners', { ...clinic.admin, body }), 201).body.id
}

t.test('the directory', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app, { name: 'Kliniken Äpplet' })
  const other = await openClinic(app, { name: 'Baku Clinic', country: 'AZ', timeZone: 'Asia/Baku' })
  const search = searching(app)
  const change = async (path: string, body: object, at: Clinic = clinic) =>
    expectStatus(await at.call('PATCH', path, { ...at.admin, body }), 200)
  const read = (id: string) => app.call('GET', `/v1/directory/practitioners/${id}`)
  const leyla = await addPractitioner(clinic, {})
  const oneill = await addPractitioner(clinic, { firstName: 'Siobhán', lastName: "O'Neill", specialties: [] })
  await addPractitioner(clinic, { firstName: 'محمد', lastName: 'الفاسي', languages: ['ar'] })
  await addPractitioner(other, { firstName: '李雷', lastName: '李', languages: ['zh-Hant-TW'] })
  const hidden = await addPractitioner(clinic, { lastName: 'Gömd', listed: false })

  await t.test(
    'P49: the page shows profile, sites, services and organisation, and nothing of how they are reached',
    async (t) => {
      const page = await read(clinic.practitioner.id)
      t.equal(page.headers['cache-control'], 'public, max-age=30')
      t.same(page.body, {
        id: clinic.practitioner.id,
        organisation: { id: clinic.id, name: 'Kliniken Äpplet' },
        firstName: 'Elin',
        lastName: 'Öberg',
        title: 'Physiotherapist',
        specialties: ['Physiotherapy'],
        languages: ['sv', 'en'],
        sites: [
          {
            id: clinic.siteId,
            name: 'Söder',
            timeZone: 'Europe/Stockholm',
            street: 'Götgatan 1',
            postalCode: '116 20',
            city: 'Stockholm',
            country: 'SE',
          },
        ],
        services: [
          {
            id: clinic.serviceId,
            name: 'Consultation',
            duration: 'PT30M',
            price: { amount: 45_000, currency: 'SEK' },
            payer: 'patient',
          },
        ],
      })
    },
  )

  await t.test('who is not listed, not active or not there answers the same 404', async (t) => {
    const gone = await addPractitioner(clinic, { lastName: 'Borta' })
    t.equal((await read(gone)).status, 200)
    await change(`/practitioners/${gone}`, { state: 'deactivated' })
    const answers = await Promise.all(
      [hidden, gone, '01a2006b-a75b-743e-ae8a-62edb8868469', clinic.siteId].map(read),
    )
    for (const { status, body } of answers) {
      t.equal(status, 404)
      t.same({ ...body, instance: null }, { ...answers[0]?.body, instance: null })
    }
    t.same((await search({ query: 'Borta' })).data, [])
    t.same((await search({ query: 'Gömd' })).data, [])
    await change(`/practitioners/${hidden}`, { listed: true })
    t.same(namesOf(await search({ query: 'Gömd' })), ['Gömd'])
    await change(`/practitioners/${hidden}`, { listed: false })
    t.equal((await read(hidden)).status, 404)
  })

  await t.test('names are found in any spelling, script and with a slip of the finger', async (t) => {
    const found: [string, string][] = [
      ['Əliyeva', 'Əliyeva'],
      ['eliyeva', 'Əliyeva'],
      ['Aliyeva', 'Əliyeva'],
      ['Eliyvea', 'Əliyeva'],
      ['leyla ELIYEVA', 'Əliyeva'],
      ["O'Neill", "O'Neill"],
      ['O’Neill', "O'Neill"],
      ['oneil', "O'Neill"],
      ['siobhan', "O'Neill"],
      ['Öberg', 'Öberg'],
      ['oberg elin', 'Öberg'],
      ['محمد', 'الفاسي'],
      ['李雷', '李'],
      ['fysioterapuet siobhan', "O'Neill"],
      ['consultaton oberg', 'Öberg'],
    ]
    for (const [query, lastName] of found) t.ok(namesOf(await search({ query })).includes(lastName), query)
    t.equal(namesOf(await search({ query: 'Əliyeva' }))[0], 'Əliyeva', 'the best match comes first')
    for (const query of ['zzzzqqqq', 'Əliyeva zzzzqqqq', '%%', '--', "' or 1=1", '\\\\'])
      t.same((await search({ query })).data, [], query)
  })

  await t.test('filters narrow; capitals and accents do not matter, whole words do', async (t) => {
    const expected: [Record<string, string>, string[]][] = [
      [{ specialty: 'idrottsmedicin', country: 'SE' }, ['Əliyeva', 'الفاسي']],
      [{ specialty: 'Physiotherapy' }, ['Öberg', 'Öberg']],
      [{ specialty: 'Physio' }, []],
      [{ city: 'STOCKHOLM', country: 'AZ' }, ['Öberg', '李']],
      [{ city: 'Stock' }, []],
      [{ country: 'NO' }, []],
      [{ language: 'sv', query: 'əliyeva' }, ['Əliyeva']],
      [{ language: 'sv-FI', query: 'əliyeva' }, ['Əliyeva']],
      [{ language: 'zh' }, ['李']],
      [{ language: 'ar' }, ['الفاسي']],
      [{ serviceName: 'consultation' }, ['Öberg', 'Öberg']],
      [{ serviceName: 'consult' }, []],
      [{ serviceName: 'stockholm' }, []],
    ]
    for (const [filter, names] of expected)
      t.same(namesOf(await search(filter)).sort(), [...names].sort(), JSON.stringify(filter))
  })

  await t.test('every change of practitioner, sites, services and organisation shows at once', async (t) => {
    const { practitioner, serviceId, siteId } = clinic
    const page = async () => expectStatus(await read(practitioner.id), 200).body
    await change(`/practitioners/${practitioner.id}`, { lastName: 'Nyström', specialties: ['Smärta'] })
    t.match(await page(), { lastName: 'Nyström', specialties: ['Smärta'] })
    t.same(namesOf(await search({ query: 'nystrom', specialty: 'smarta' })), ['Nyström'])
    t.same((await search({ query: 'oberg', country: 'SE' })).data, [])
    await change(`/services/${serviceId}`, { name: 'Djupmassage', price: { amount: 1, currency: 'EUR' } })
    t.match((await page()).services, [{ name: 'Djupmassage', price: { amount: 1, currency: 'EUR' } }])
    t.same(namesOf(await search({ serviceName: 'djupmassage' })), ['Nyström'])
    await change(`/services/${serviceId}`, { state: 'deactivated' })
    t.same((await page()).services, [])
    await change(`/services/${serviceId}`, { state: 'active', practitionerIds: [practitioner.id, leyla] })
    t.same(namesOf(await search({ serviceName: 'djupmassage' })).sort(), ['Nyström', 'Əliyeva'])
    await change(`/services/${serviceId}`, { practitionerIds: [practitioner.id] })
    t.same(namesOf(await search({ serviceName: 'djupmassage' })), ['Nyström'])
    const address = { street: 'Storgatan 2', postalCode: '903 26', city: 'Umeå', country: 'SE' }
    await change(`/sites/${siteId}`, { address })
    t.match((await page()).sites, [{ city: 'Umeå' }])
    t.ok(namesOf(await search({ city: 'umea' })).includes('Nyström'))
    await change(`/practitioners/${practitioner.id}`, { siteIds: [] })
    t.same((await page()).sites, [])
    await change('', { name: 'Kliniken Päronet' })
    t.match(await page(), { organisation: { name: 'Kliniken Päronet' } })
    t.equal((await search({ query: 'paronet' })).data.length, 4)
    t.same((await search({ query: 'applet' })).data, [])
    t.match((await app.call('GET', `/v1/directory/organisations/${clinic.id}`)).body, {
      name: 'Kliniken Päronet',
    })
  })

  await t.test('of changes that happen at once the page shows all', async (t) => {
    const names = Array.from({ length: 20 }, (_, i) => `Tjänst ${i}`)
    const answers = await Promise.all(
      names.map((name) =>
        clinic.call('POST', '/services', {
          ...clinic.admin,
          body: { name, duration: 'PT30M', price: { amount: 0, currency: 'SEK' }, practitionerIds: [oneill] },
        }),
      ),
    )
    t.ok(answers.every(({ status }) => status === 201))
    const shown = (await read(oneill)).body.services.map(({ name }: { name: string }) => name)
    t.same(shown.sort(), [...names].sort())
  })

  await t.test('S57 bad questions are refused with a pointer', async (t) => {
    const refusals: [string, string][] = [
      ['query=a', '/querystring/query'],
      [`query=${'a'.repeat(81)}`, '/querystring/query'],
      ['query=%00%00', '/querystring/query'],
      ['query=ab&query=cd', '/querystring/query'],
      ['limit=0', '/querystring/limit'],
      ['limit=201', '/querystring/limit'],
      ['country=zz', '/querystring/country'],
      ['language=sv_SE', '/querystring/language'],
      ['orderBy=name', '/querystring/orderBy'],
      ['cursor=abc', '/querystring/cursor'],
    ]
    for (const [query, pointer] of refusals)
      t.match(
        await app.call('GET', `/v1/directory/practitioners?${query}`),
        { status: 400, body: { errors: [{ pointer }] } },
        query,
      )
    for (const id of ['1', 'urn:uuid:01a2006b-a75b-743e-ae8a-62edb8868469', "'"])
      t.equal((await read(encodeURIComponent(id))).status, 400, id)
  })
})

const many = 20_000

t.test('the directory with many practitioners', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const owner = await connectTo(t, app.database.ownerUrl)
  await owner.query(
    `insert into practitioners select p.organisation_id, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, null,
       'Name' || n, 'Family' || md5(n::text), p.title, p.specialties, p.languages, true, 'active', null, p.sealed, 1, p.created_at, p.updated_at
     from practitioners p, generate_series(1, ${many}) n where p.organisation_id = $1`,
    [clinic.id],
  )
  await owner.query(
    `insert into directory_practitioners select p.id, p.organisation_id, d.country, d.cities,
       case when p.id::text like '%7' then array['osteopati'] else d.specialties end, d.languages, d.service_names,
       d.profile || jsonb_build_object('id', p.id, 'lastName', p.last_name),
       lower(' ' || p.first_name || ' ' || p.last_name || ' ' || substr(md5(p.id::text), 1, 12) || case when p.id::text like '%7' then ' osteopati stockholm ' else ' stockholm ' end), d.updated_at
     from practitioners p, directory_practitioners d where p.organisation_id = $1 and d.organisation_id = $1
       and not exists (select from directory_practitioners e where e.practitioner_id = p.id)`,
    [clinic.id],
  )
  await owner.query('vacuum analyze directory_practitioners')
  const search = searching(app)

  const application = app.deps.db.api
  const { rows } = await application.query('select current_user as login')
  t.equal(rows[0].login, 'praxis_app')
  const explain = async ({ text, values }: Statement) => {
    const plan = await application.query(`explain (analyze, costs off) ${text}`, values)
    return plan.rows.map((row) => row['QUERY PLAN']).join('\n')
  }

  await t.test('pages by rank meet everybody once', async (t) => {
    const seen: string[] = []
    const query = { query: 'name77', limit: '50' }
    for (let page = await search(query); ; page = await search({ ...query, cursor: page.nextCursor ?? '' })) {
      seen.push(...page.data.map(({ id }) => id))
      if (page.nextCursor === null) break
    }
    t.ok(seen.length > 100, `${seen.length} found`)
    t.equal(new Set(seen).size, seen.length)
    const first = await search({ limit: '200' })
    const second = await search({ limit: '200', cursor: first.nextCursor ?? '' })
    const ids = [...first.data, ...second.data].map(({ id }) => id)
    t.same(ids, [...ids].sort())
    t.equal(new Set(ids).size, 400)
    const { nextCursor } = await search(query)
    const elsewhere = new URLSearchParams({ query: 'name78', limit: '50', cursor: nextCursor ?? '' })
    t.equal((await app.call('GET', `/v1/directory/practitioners?${elsewhere}`)).status, 400, 'S51')
  })

  await t.test('S30: words and filters go by the trigram index, as the application login', async (t) => {
    const plans = [
      await explain(findAsTyped({ words: ['familyc4ca4238'] }, null, 51)),
      await explain(findAsTyped({ words: ['name5555', 'stockholm'], specialty: 'osteopati' }, null, 51)),
      await explain(findAsTyped({ words: null, serviceName: 'name12345' }, null, 51)),
      await explain(findMisspelt({ words: ['famliyc4ca4238'] }, null, 51)),
      await explain(findMisspelt({ words: ['nmae5555', 'stockholm'], city: 'stockholm' }, null, 51)),
    ]
    for (const plan of plans) {
      t.match(plan, 'directory_practitioners_search', plan)
      t.notMatch(plan, 'Seq Scan on directory_practitioners')
    }
    t.match(await explain(findAsTyped({ words: null }, null, 51)), 'directory_practitioners_pkey')
  })

  await t.test('S57: a misspelt word that everybody has compares 300 of them at the most', async (t) => {
    const plan = await explain(findMisspelt({ words: ['stokcholm'] }, null, 51))
    t.match(plan, /Limit \(actual time=\S+ rows=300(\.00)? /)
    t.match(plan, /Bitmap Heap Scan on directory_practitioners \(actual time=\S+ rows=300(\.00)? /)
    t.equal((await search({ query: 'stokcholm', limit: '200' })).data.length, 200)
    const plain = await explain(findAsTyped({ words: ['stockholm'] }, null, 51))
    t.match(plain, /Limit \(actual time=\S+ rows=51(\.00)? /)
  })
})
