import t from 'tap'
import { v7 as newId } from 'uuid'
import { withJob } from '#src/db/scope.ts'
import { snakeCase } from '#src/db/snake-case.ts'
import { runExport } from '#src/features/exports/run-export.ts'
import { removeFile } from '#src/features/files/read-file.ts'
import { runImport } from '#src/features/imports/run-import.ts'
import { claimsOf } from '#test/helpers/accounts.ts'
import { startApp } from '#test/helpers/app.ts'
import { askForExport, digestOf, fetchArchive, openArchive } from '#test/helpers/archives.ts'
import { book, expectStatus, freeTimes, openClinic, registerPatient } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { mostHeldDuring } from '#test/helpers/memory.ts'
import { sweep } from '#test/helpers/sweeps.ts'

t.test('exports', async (t) => {
  const app = await startApp(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  const clinic = await openClinic(app)
  const other = await openClinic(app, { name: 'Andra kliniken' })
  const asAdmin = { token: clinic.admin.token }
  const canary = {
    firstName: 'Zebulon',
    lastName: 'Quistgaard',
    email: 'zebulon@canary.example',
    phone: '+46701740605',
  }
  const patientId = await registerPatient(clinic, canary)
  await registerPatient(other, { firstName: 'Fremdling', lastName: 'Utböling' })
  const [startsAt = ''] = await freeTimes(app, clinic)
  expectStatus(await book(clinic, patientId, startsAt, { note: 'Hällefors canary note' }), 201)

  const exported = async () => {
    const id = await askForExport(clinic)
    await runExport(app.deps, clinic.id, id)
    return id
  }

  await t.test('P23: an archive holds every row of the organisation, open, and of nobody else', async (t) => {
    const id = await exported()
    const state = expectStatus(await clinic.call('GET', `/exports/${id}`, asAdmin), 200).body
    t.equal(state.state, 'completed')
    const answer = await fetchArchive(app, clinic, id)
    t.equal(answer.statusCode, 200)
    t.equal(answer.headers['content-type'], 'application/x-tar')
    t.equal(state.sha256, digestOf(answer.rawPayload))
    t.equal(state.bytes, answer.rawPayload.length)
    const archive = await openArchive(answer.rawPayload)
    const { manifest, entries } = archive
    t.equal([...entries.keys()].at(-1), 'manifest.json')
    t.match(manifest, {
      schemaVersion: /^\d{4}_/,
      registerVersion: /^[0-9a-f]{16}$/,
      organisationId: clinic.id,
    })
    for (const entry of manifest.entries)
      t.equal(digestOf(entries.get(entry.name) ?? Buffer.alloc(0)), entry.sha256, entry.name)
    t.equal(entries.size, manifest.entries.length + 1)
    for (const [table, { rows, unreadable }] of Object.entries<{ rows: number; unreadable: number }>(
      manifest.tables,
    )) {
      const column = table === 'organisations' ? 'id' : 'organisation_id'
      // What the request for the archive, its fetching and the mails about it added came later.
      const later = ['auditEvents', 'auditEventPatients', 'usageEvents'].includes(table)
      const counted = await owner.query(
        `select count(*)::int as n from ${snakeCase(table)} where ${column} = $1`,
        [clinic.id],
      )
      if (!later) t.equal(rows, counted.rows[0].n, table)
      t.equal(archive.rows(table).length, rows, table)
      t.equal(unreadable, 0, `${table} opens`)
    }
    const [patient] = archive.rows('patients').filter((row) => row.id === patientId)
    t.match(patient, { care: { firstName: 'Zebulon' }, rest: { email: canary.email, phone: canary.phone } })
    t.match(archive.rows('appointments')[0], { sealed: { note: 'Hällefors canary note' } })
    const whole = answer.rawPayload.toString()
    for (const foreign of ['Fremdling', 'Utböling', other.id]) t.notOk(whole.includes(foreign), foreign)
    for (const secret of ['"hash"', '"wrapped"', '"emailIndex"', 'tables/tokens', 'subjectKeys/'])
      t.notOk(whole.includes(secret), secret)
    t.ok(manifest.leftOut['keys.subjectKeys'])
  })

  await t.test('S63: at rest an archive shows nothing of what it holds', async (t) => {
    for (const word of ['Zebulon', 'Quistgaard', 'Hällefors', canary.email]) {
      const { rows } = await owner.query(
        `select count(*)::int as n from file_pieces where position(convert_to($1, 'UTF8') in sealed) > 0`,
        [word],
      )
      t.equal(rows[0].n, 0, word)
    }
    const { rows } = await owner.query('select count(*)::int as n from file_pieces')
    t.ok(rows[0].n > 0)
  })

  await t.test(
    'S57 S10: one at a time, after a fresh sign-in, and by the organisation’s administrators',
    async (t) => {
      const id = await askForExport(clinic)
      const second = await clinic.call('POST', '/export', asAdmin)
      t.equal(second.status, 409)
      t.match(second.body.type, /export-running$/)
      const early = await clinic.call('GET', `/exports/${id}/archive`, asAdmin)
      t.match(early.body.type, /export-not-ready$/)
      await runExport(app.deps, clinic.id, id)
      for (const token of [other.admin.token, clinic.receptionist.token])
        t.ok([403, 404].includes((await clinic.call('GET', `/exports/${id}/archive`, { token })).status))
      await owner.query(`update sessions set authenticated_at = authenticated_at - interval '11 minutes'`)
      for (const [method, path] of [
        ['POST', '/export'],
        ['GET', `/exports/${id}/archive`],
      ] as const) {
        const stale = await clinic.call(method, path, asAdmin)
        t.match(stale.body.type, /step-up-required$/)
      }
      await owner.query(`update sessions set authenticated_at = authenticated_at + interval '11 minutes'`)
    },
  )

  await t.test(
    'fetching an archive stands in the trail, and in the access log of each patient',
    async (t) => {
      const { body } = await clinic.call('GET', `/audit-events?patientId=${patientId}&action=export`, asAdmin)
      t.match(body.data[0], { action: 'export', resource: 'organisationExport' })
    },
  )

  await t.test('P23 P69: what is over is in no archive, but what a hold keeps of one patient', async (t) => {
    const heldId = await registerPatient(clinic, { firstName: 'Held' })
    const freeId = await registerPatient(clinic, { firstName: 'Free' })
    const times = await freeTimes(app, clinic)
    for (const [i, id] of [heldId, freeId].entries())
      expectStatus(await book(clinic, id, times[i + 2] ?? ''), 201)
    await owner.query(
      `update appointments set starts_at = starts_at - interval '3 years', ends_at = ends_at - interval '3 years',
         busy_from = busy_from - interval '3 years', busy_until = busy_until - interval '3 years' where patient_id = any ($1)`,
      [[heldId, freeId]],
    )
    const archived = async () => {
      const answer = await fetchArchive(app, clinic, await exported())
      const { manifest, rows } = await openArchive(answer.rawPayload)
      t.equal(manifest.tables.appointments.rows, rows('appointments').length)
      return rows('appointments').flatMap((row) =>
        [heldId, freeId].includes(row.patientId) ? [row.patientId] : [],
      )
    }
    t.strictSame(await archived(), [])
    const body = { patientId: heldId, reason: 'A claim is pending.' }
    expectStatus(await clinic.call('POST', '/legal-holds', { ...asAdmin, body }), 201)
    t.strictSame(await archived(), [heldId])
  })

  await t.test('P23: nobody who was erased is in an archive that can be fetched', async (t) => {
    const id = await exported()
    t.equal((await fetchArchive(app, clinic, id)).statusCode, 200)
    // As the erasure of somebody writes it, in the transaction that does it.
    await owner.query(
      `insert into ledger_acts (organisation_id, id, action, patient_id, detail, created_at) values ($1, $2, 'erased', $3, '{}', $4)`,
      [clinic.id, newId(), patientId, '2020-01-01'],
    )
    const refused = await clinic.call('GET', `/exports/${id}/archive`, asAdmin)
    t.equal(refused.status, 409)
    t.match(refused.body.type, /export-outdated$/)
    const { rows } = await owner.query(
      `select count(*)::int as n from file_pieces p join organisation_exports e on e.file_id = p.file_id where e.id = $1`,
      [id],
    )
    t.equal(rows[0].n, 0, 'nothing of it is left')
    t.equal((await clinic.call('GET', `/exports/${id}`, asAdmin)).body.state, 'queued')
    await runExport(app.deps, clinic.id, id)
    t.equal((await fetchArchive(app, clinic, id)).statusCode, 200, 'made anew under the same id')
  })

  await t.test(
    'an erasure that is at work is waited for; one that begins meanwhile makes it anew',
    async (t) => {
      const begun = async (state: string) => {
        const id = newId()
        await owner.query(
          `insert into data_requests (organisation_id, id, patient_id, kind, object, state, source, expedite, regime, rule,
           received_at, due_on, unrolled_on, version, created_at, updated_at)
         values ($1, $2, $3, 'erasure', 'all', $4, 'self', false, 'gdpr', 'r', now(), '2030-01-01', '2030-01-01', 1, now(), now())`,
          [clinic.id, id, patientId, state],
        )
        return id
      }
      const running = await begun('running')
      const id = await exported()
      t.equal((await clinic.call('GET', `/exports/${id}`, asAdmin)).body.state, 'queued', 'it waits')
      await owner.query(`update data_requests set state = 'failed' where id = $1`, [running])
      await runExport(app.deps, clinic.id, id)
      t.equal((await fetchArchive(app, clinic, id)).statusCode, 200)
      const verifying = await begun('verifying')
      const found = await app.deps.db.worker.query('select * from outdated_exports($1, 10)', [
        app.clock.now(),
      ])
      t.ok(
        found.rows.some((row) => row.id === id),
        'the tick finds it too',
      )
      t.equal((await fetchArchive(app, clinic, id)).statusCode, 409)
      await owner.query('delete from data_requests where id in ($1, $2)', [running, verifying])
      await runExport(app.deps, clinic.id, id)
    },
  )

  await t.test('a run that was cut off begins anew, and leaves nothing of the first', async (t) => {
    const id = await askForExport(clinic)
    await owner.query(`update organisation_exports set state = 'running', attempts = 1 where id = $1`, [id])
    await runExport(app.deps, clinic.id, id)
    const { rows } = await owner.query('select file_id from organisation_exports where id = $1', [id])
    await runExport(app.deps, clinic.id, id)
    const again = await owner.query('select file_id, state from organisation_exports where id = $1', [id])
    t.strictSame(again.rows, [{ file_id: rows[0].file_id, state: 'completed' }], 'once more changes nothing')
    const orphans = await owner.query(
      `select count(*)::int as n from files f where f.purpose = 'export' and not exists
         (select from organisation_exports e where e.file_id = f.id)`,
    )
    t.equal(orphans.rows[0].n, 0)
  })

  await t.test('P23: an archive expires after seven days, to the second', async (t) => {
    const id = await exported()
    const { expiresAt } = (await clinic.call('GET', `/exports/${id}`, asAdmin)).body
    app.clock.set(new Date(Date.parse(expiresAt) - 1000).toISOString())
    await owner.query(`update sessions set authenticated_at = $1, expires_at = '2099-01-01'`, [
      app.clock.now(),
    ])
    const token = await app.signIn(clinic.admin.email, 'qhxvwkzpmtgrdbn')
    t.equal((await clinic.call('GET', `/exports/${id}`, { token })).body.state, 'completed')
    app.clock.set(expiresAt)
    t.equal((await clinic.call('GET', `/exports/${id}`, { token })).body.state, 'expired')
    const gone = await clinic.call('GET', `/exports/${id}/archive`, { token })
    t.equal(gone.status, 410)
    t.match(gone.body.type, /export-expired$/)
    await sweep(app, clinic.id)
    const { rows } = await owner.query(
      'select count(*)::int as n from file_pieces p join organisation_exports e on e.file_id = p.file_id where e.id = $1',
      [id],
    )
    t.equal(rows[0].n, 0, 'housekeeping takes it')
  })

  await t.test('P23: some ten thousand rows are exported in flat memory', async (t) => {
    const lines = Array.from({ length: 300 }, (_none, n) =>
      JSON.stringify({
        resourceType: 'Patient',
        id: `p-${n}`,
        identifier: [{ value: `p-${n}` }],
        name: [{ family: `Efternamn${n}`, given: ['Ida'] }],
        birthDate: '1980-01-01',
      }),
    )
    const token = await app.signIn(other.admin.email, 'qhxvwkzpmtgrdbn')
    const sent = await other.call(
      'POST',
      '/imports?kind=patients&onError=skip&informedAt=2026-01-01T09:00:00Z',
      {
        token,
        body: lines.join('\n'),
        headers: { 'content-type': 'application/fhir+ndjson' },
      },
    )
    await runImport(app.deps, other.id, expectStatus(sent, 202).body.id)
    await owner.query('select make_log_partitions($1)', [app.clock.now()])
    const addUses = (count: number) =>
      owner.query(
        `insert into usage_events (organisation_id, at, id, account_id, role, operation, route, fields, status)
           select $1, $2, gen_random_uuid(), $3, 'staff', 'getOrganisation', 'GET /', '{}', 200 from generate_series(1, $4::int)`,
        [other.id, app.clock.now(), claimsOf(token).sub, count],
      )
    const exportAll = async () => {
      const { id } = expectStatus(await other.call('POST', '/export', { token }), 202).body as { id: string }
      return { id, held: await mostHeldDuring(app.deps, (deps) => runExport(deps, other.id, id)) }
    }
    await addUses(20_000)
    const small = await exportAll()
    await addUses(40_000)
    const { id, held } = await exportAll()
    const more = Math.round((held - small.held) / 1024)
    // Forty thousand rows more are ten megabytes of text, and several times that as objects.
    t.ok(more < 4_096, `forty thousand rows more hold ${more} KiB more`)
    const answer = await fetchArchive(app, { ...other, admin: { ...other.admin, token } }, id)
    const archive = await openArchive(answer.rawPayload)
    t.equal(archive.rows('patients').length, archive.manifest.tables.patients.rows)
    t.ok(archive.manifest.tables.patients.rows >= 300)
    t.ok(archive.rows('usageEvents').length >= 40_000)
    t.ok(answer.rawPayload.length > 4 * 1024 * 1024, 'several pieces')
    const names = new Set(archive.rows('patients').map((row) => row.care.lastName))
    t.ok(names.has('Efternamn0') && names.has('Efternamn299'))
  })

  await t.test('a file that waits to be imported is in the archive as it came', async (t) => {
    const token = await app.signIn(clinic.admin.email, 'qhxvwkzpmtgrdbn')
    const body = JSON.stringify({
      resourceType: 'Patient',
      id: 'x',
      name: [{ family: 'Väntande', given: ['Ida'] }],
    })
    const sent = await clinic.call('POST', '/imports?kind=patients&informedAt=2026-01-01T09:00:00Z', {
      token,
      body,
      headers: { 'content-type': 'application/fhir+ndjson' },
    })
    expectStatus(sent, 202)
    const { id } = expectStatus(await clinic.call('POST', '/export', { token }), 202).body
    await runExport(app.deps, clinic.id, id)
    const answer = await fetchArchive(app, { ...clinic, admin: { ...clinic.admin, token } }, id)
    const { manifest, entries } = await openArchive(answer.rawPayload)
    const [file] = manifest.entries.filter((entry: { fileId?: string }) => entry.fileId)
    t.equal(entries.get(file.name)?.toString(), body)
    await withJob(app.deps, clinic.id, (scope) => removeFile(scope, file.fileId))
  })
})
