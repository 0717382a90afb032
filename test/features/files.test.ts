import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import t from 'tap'
import { organisation } from '#src/access/access.ts'
import { withOrganisation } from '#src/db/scope.ts'
import { readFile } from '#src/features/files/read-file.ts'
import { type Enter, storeFile } from '#src/features/files/store-file.ts'
import { claimsOf } from '#test/helpers/accounts.ts'
import { startApp } from '#test/helpers/app.ts'
import { openClinic } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'

const mebibyte = 1024 * 1024

t.test('files', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const owner = await connectTo(t, app.database.ownerUrl)
  const { sub = '', sid = '' } = claimsOf(clinic.admin.token) as { sub?: string; sid?: string }
  const caller = { accountId: sub, sessionId: sid, requestId: 'test' }
  const access = organisation({ org_admin: 'organisation' })
  const enter: Enter = (run) => withOrganisation(app.deps, caller, clinic.id, access, run)
  const store = (content: Buffer[], limit = 10 * mebibyte) => {
    const incoming = {
      organisationId: clinic.id,
      purpose: 'import',
      contentType: 'text/csv',
      limit,
      lifetimeDays: 1,
    } as const
    const stream = Readable.from(content)
    return storeFile(
      enter,
      incoming,
      async () => {},
      () => stream,
    ).finally(() => t.equal(stream.destroyed && stream.errored !== null, false))
  }
  const counts = async () => {
    const { rows } = await owner.query(
      `select (select count(*)::int from files) as files, (select count(*)::int from file_pieces) as pieces,
        (select count(*)::int from keys.subject_keys) as keys`,
    )
    return rows[0] as { files: number; pieces: number; keys: number }
  }

  await t.test('S60: what goes in comes out, in pieces that show nothing of it', async (t) => {
    const before = await counts()
    const sizes = [1, mebibyte - 1, mebibyte, mebibyte + 1, 3 * mebibyte]
    for (const size of sizes) {
      const content = Buffer.alloc(size, 'patient ')
      const chunks = [content.subarray(0, 100), content.subarray(100)].filter(({ length }) => length > 0)
      const id = await store(chunks)
      t.ok(content.equals(await buffer(readFile(app.deps, clinic.id, id))), `${size} bytes`)
    }
    const { rows } = await owner.query('select sealed from file_pieces')
    t.equal(rows.length, 1 + 1 + 1 + 2 + 3)
    t.notOk(rows.some(({ sealed }) => sealed.includes('patient')))
    t.equal((await counts()).keys, before.keys + sizes.length, 'a key of its own each')
  })

  await t.test('S41: a stream is counted as it comes; of one that is too long nothing stays', async (t) => {
    const before = await counts()
    const chunks = Array.from({ length: 5 }, () => Buffer.alloc(mebibyte))
    await t.rejects(store(chunks, 5 * mebibyte - 1), { code: 'payload-too-large' })
    await t.rejects(store([]), { code: 'invalid-request' })
    t.strictSame(await counts(), before)
  })

  await t.test('S41: what says that it is too long is refused before it is sent', async (t) => {
    await app.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.app.server.address() as AddressInfo
    const call = request({
      port,
      method: 'POST',
      path: `${clinic.url}/imports?kind=patients&informedAt=2026-01-01T09:00:00Z`,
      headers: {
        authorization: `Bearer ${clinic.admin.token}`,
        'content-type': 'text/csv',
        'content-length': 513 * mebibyte,
      },
    })
    call.on('error', () => {})
    call.write('externalId\n')
    const [answer] = await once(call, 'response')
    t.equal(answer.statusCode, 413)
    t.equal(answer.headers.connection, 'close')
    call.destroy()
  })
})
