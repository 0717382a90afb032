import t from 'tap'
import { openPatients } from '#test/helpers/patients.ts'

t.test('the list goes page by page by time of change, and holds what integrators mirror', async (t) => {
  const { call, clinic, clock, anotherClinic } = await openPatients(t)
  const by = clinic.receptionist
  const list = async (query = '') => (await call('GET', `${clinic.path}${query}`, { token: by.token() })).body
  t.strictSame(await list(), { data: [], nextCursor: null })
  const made: string[] = []
  for (let n = 0; n < 5; n++) {
    clock.set(`2026-05-12T10:0${n}:00Z`)
    made.push((await clinic.register({ externalId: `x-${n}`, email: `p${n}@example.com` })).id)
  }
  await (await anotherClinic()).register()
  const ids = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id)
  const all = await list()
  t.strictSame(ids(all), made)
  t.match(all.data[2], { externalId: 'x-2', email: 'p2@example.com', state: 'active', restricted: false })
  const pages: string[] = []
  let cursor = ''
  for (let n = 0; n < 3; n++) {
    const body = await list(`?limit=2${cursor}`)
    pages.push(...ids(body))
    cursor = `&cursor=${body.nextCursor}`
    t.equal(body.nextCursor === null, n === 2)
  }
  t.strictSame(pages, made)
  t.strictSame(ids(await list('?updatedSince=2026-05-12T10:03:00Z')), made.slice(3))
  clock.set('2026-05-12T11:00:00Z')
  await call('PATCH', `${clinic.path}/${made[0]}`, { token: by.token(), body: { locale: 'en' } })
  t.strictSame(ids(await list('?updatedSince=2026-05-12T10:30:00Z')), [made[0]])
  t.equal((await call('GET', `${clinic.path}?cursor=abc`, { token: by.token() })).status, 400)
  t.equal(
    (await call('GET', `${clinic.path}?email=p1@example.com`, { token: by.token() })).status,
    400,
    'no personal data in a URL',
  )
  const elsewhere = await anotherClinic()
  t.equal((await call('GET', clinic.path, { token: elsewhere.administrator.token() })).status, 404)
})

t.test(
  'restricted people show only where they are asked for, deactivated ones with their state',
  async (t) => {
    const { call, clinic } = await openPatients(t)
    const token = clinic.practitioner.token()
    const [plain, restricted, deactivated] = [
      await clinic.register({ firstName: 'Anna' }),
      await clinic.register({ firstName: 'Anna' }),
      await clinic.register({ firstName: 'Anna' }),
    ]
    await call('POST', `${clinic.path}/${restricted.id}/restrict`, { token, body: { reason: 'Disputed' } })
    await call('POST', `${clinic.path}/${deactivated.id}/deactivate`, { token })
    const ids = async (query: string) =>
      (await call('GET', `${clinic.path}${query}`, { token })).body.data
        .map(({ id }: { id: string }) => id)
        .sort()
    t.strictSame(await ids(''), [plain.id, deactivated.id].sort())
    t.strictSame(await ids('?includeRestricted=true'), [plain.id, restricted.id, deactivated.id].sort())
    t.strictSame(await ids('?state=deactivated'), [deactivated.id])
    t.strictSame(await ids('?state=active&includeRestricted=true'), [plain.id, restricted.id].sort())
    const found = async (body: object) =>
      (await clinic.search({ query: 'Anna', ...body })).body.data.map(({ id }: { id: string }) => id).sort()
    t.strictSame(await found({}), [plain.id, deactivated.id].sort())
    t.strictSame(await found({ includeRestricted: true }), [plain.id, restricted.id, deactivated.id].sort())
    const single = await call('GET', `${clinic.path}/${restricted.id}`, { token })
    t.match(single.body, { restricted: true, restrictionReason: 'Disputed' })
    const { body } = await call('GET', `${clinic.path}?includeRestricted=true`, { token })
    t.notMatch(JSON.stringify(body), /Disputed/, 'the reason is for the single read')
  },
)
