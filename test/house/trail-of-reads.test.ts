import type { TSchema } from '@sinclair/typebox'
import { Type } from '@sinclair/typebox'
import type { RouteOptions } from 'fastify'
import { t as root, test } from 'tap'
import { closePools } from '#src/db/connect.ts'
import { PatientRow } from '#src/features/patients/patients.schema.ts'
import { type DataCategory, personId, privacyOf, sealedField, usage } from '#src/privacy/annotations.ts'
import { component, components } from '#src/schema/components.ts'
import { closed, Page, Timestamp, Uuid } from '#src/schema/primitives.ts'
import { gatherRoutes } from '#test/house/gathered-routes.ts'
import { contractDeps } from '../../openapi/contract-deps.ts'

const deps = await contractDeps()
root.teardown(() => closePools(deps.db))

/** What tells of a person enough that whoever reads it must stand in the trail. */
const telling = new Set<DataCategory>(['identity', 'contact', 'health', 'booking'])

const resolved = (schema: TSchema): TSchema => {
  const id = typeof schema.$ref === 'string' ? schema.$ref.replace(/#$/, '') : undefined
  return id === undefined ? schema : (components().find(({ $id }) => $id === id) ?? schema)
}

/** The names of the fields of an answer that tell of a person. */
const tellingFields = (schema: TSchema, name = ''): string[] => {
  const whole = resolved(schema)
  const category = privacyOf(schema)?.category ?? privacyOf(whole)?.category
  return [
    ...(category !== undefined && telling.has(category) ? [name] : []),
    ...Object.entries((whole.properties ?? {}) as Record<string, TSchema>).flatMap(([field, part]) =>
      tellingFields(part, field),
    ),
    ...(whole.items ? tellingFields(whole.items as TSchema, name) : []),
    ...((whole.anyOf ?? []) as TSchema[]).flatMap((part) => tellingFields(part, name)),
  ]
}

const reads = ({ method, url }: RouteOptions) =>
  (method === 'GET' || (method === 'POST' && url.endsWith('/search'))) &&
  (url.startsWith('/v1/organisations/') || url.startsWith('/v1/me'))

const answersOf = ({ schema }: RouteOptions): TSchema[] =>
  Object.entries((schema?.response ?? {}) as Record<string, TSchema>)
    .filter(([status]) => status.startsWith('2'))
    .map(([, answer]) => answer)

const nameOf = ({ schema }: RouteOptions) =>
  (schema as { operationId?: string } | undefined)?.operationId ?? ''

/** Reads that show a person's data and append nothing. */
const untrailed = (routes: readonly RouteOptions[]): string[] =>
  routes
    .filter((route) => reads(route) && !route.config?.trail)
    .filter((route) => answersOf(route).some((answer) => tellingFields(answer).length > 0))
    .map(nameOf)

const ownData = "the person's own data, read by nobody else"
const colleagues = 'staff reads of staff, not of patients'

/** Reads of people's data without a trail, and why. */
const exempt: Record<string, string> = {
  getProfile: ownData,
  getOwnData: ownData,
  getOwnDataRequest: ownData,
  getOwnDataRequestExport: ownData,
  listOwnDataRequests: ownData,
  listOwnAppointments: ownData,
  listOwnReviews: ownData,
  listProfileChanges: ownData,
  listPrivacyReports: 'the words of whoever reported, about nobody whom the service knows',
  listAccessLog: 'the log of reads itself; the names in it are those of staff',
  getMember: colleagues,
  listMembers: colleagues,
  getInvitation: colleagues,
  listInvitations: colleagues,
  getPractitioner: colleagues,
  listPractitioners: colleagues,
  listTimeOff: colleagues,
}

test('P13: every read that shows a person’s data declares its trail, or stands here with the reason', async (t) => {
  const routes = await gatherRoutes(deps)
  t.strictSame(
    untrailed(routes).sort(),
    Object.keys(exempt).sort(),
    'write config: { trail: { action, resource, patients } } on the route (src/http/trail.ts)',
  )
  const declared = routes.filter(({ config }) => config?.trail)
  t.ok(declared.length > 3)
  t.strictSame(
    declared.filter((route) => !route.url.startsWith('/v1/organisations/')).map(nameOf),
    [],
    'a trail belongs to an organisation',
  )
})

test('P13: this test finds a field in a page of components, and lets ids and instants pass', (t) => {
  const secret = closed({ name: sealedField(PatientRow.properties.care, Type.String()) })
  const named = component('HouseTestNamed', closed({ id: Uuid, inside: Type.Array(secret) }))
  t.strictSame(tellingFields(Page(named)), ['name'])
  t.strictSame(tellingFields(Page(closed({ id: personId(Uuid), at: usage(Timestamp) }))), [])
  const route = (url: string, method = 'GET') =>
    ({ method, url, schema: { operationId: url, response: { 200: Page(named) } } }) as never
  t.strictSame(
    untrailed([
      route('/v1/me/things'),
      route('/v1/organisations/:organisationId/things'),
      route('/v1/organisations/:organisationId/things/search', 'POST'),
      route('/v1/organisations/:organisationId/things', 'POST'),
      route('/v1/directory/things'),
    ]),
    [
      '/v1/me/things',
      '/v1/organisations/:organisationId/things',
      '/v1/organisations/:organisationId/things/search',
    ],
  )
  t.end()
})
