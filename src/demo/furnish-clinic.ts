import type { DemoClient } from '#src/demo/demo-client.ts'
import { mailDisplayName, practitioners, receptionist, services, sites } from '#src/demo/demo-clinic.ts'
import type { Availability } from '#src/features/appointments/availability.schema.ts'
import type { Invitation, Member } from '#src/features/organisations/members.schema.ts'
import type { Settings } from '#src/features/organisations/organisations.schema.ts'
import type { Practitioner } from '#src/features/organisations/practitioners.schema.ts'
import type { Service } from '#src/features/organisations/services.schema.ts'
import type { Site } from '#src/features/organisations/sites.schema.ts'

interface Listed<T> {
  data: T[]
}

/** The clinic's own path and its administrator's token. */
export interface Administration {
  client: DemoClient
  path: string
  token: string
}

/** What is there already, else what is made of `wanted`. */
export const ensure = async <T>(
  { client, token }: Administration,
  path: string,
  isIt: (item: T) => boolean,
  wanted: object,
): Promise<T> => {
  const { body } = await client.call<Listed<T>>('GET', `${path}?limit=200`, { token })
  return body.data.find(isIt) ?? (await client.call<T>('POST', path, { token, body: wanted })).body
}

const ensureHours = async (
  { client, path, token }: Administration,
  practitionerId: string,
  rules: readonly object[],
): Promise<void> => {
  const hours = `${path}/practitioners/${practitionerId}/availability`
  const { body, etag } = await client.call<Availability>('GET', hours, { token })
  if (body.rules.length === 0) await client.call('PUT', hours, { token, body: { rules }, ifMatch: etag })
}

const nameInMails = async ({ client, path, token }: Administration): Promise<void> => {
  const { body, etag } = await client.call<Settings>('GET', `${path}/settings`, { token })
  if (body.mailDisplayName !== null) return
  const settings = { ...body, mailDisplayName, languages: ['en', 'sv'] }
  await client.call('PUT', `${path}/settings`, { token, body: settings, ifMatch: etag })
}

const inviteReceptionist = async (administration: Administration): Promise<void> => {
  const { client, path, token } = administration
  const { body } = await client.call<Listed<Member>>('GET', `${path}/members?limit=200`, { token })
  if (body.data.some(({ email }) => email === receptionist.email)) return
  const isIt = ({ email, state }: Invitation) => email === receptionist.email && state === 'pending'
  const wanted = { email: receptionist.email, roles: ['receptionist'] }
  await ensure<Invitation>(administration, `${path}/invitations`, isIt, wanted)
}

/** Sites, practitioners with their hours, services and an invited receptionist, in the order of `demo-clinic.ts`. */
export const furnishClinic = async (
  administration: Administration,
): Promise<{ practitionerIds: string[]; serviceIds: string[] }> => {
  const { path } = administration
  await nameInMails(administration)
  await inviteReceptionist(administration)

  const siteIds: string[] = []
  for (const site of sites)
    siteIds.push(
      (await ensure<Site>(administration, `${path}/sites`, ({ name }) => name === site.name, site)).id,
    )

  const practitionerIds: string[] = []
  for (const { hours, ...practitioner } of practitioners) {
    const isIt = ({ externalId }: Practitioner) => externalId === practitioner.externalId
    const wanted = { ...practitioner, siteIds, listed: true }
    const { id } = await ensure<Practitioner>(administration, `${path}/practitioners`, isIt, wanted)
    const rules = hours.map(({ site, ...rule }) => ({ ...rule, siteId: siteIds[site] }))
    await ensureHours(administration, id, rules)
    practitionerIds.push(id)
  }

  const serviceIds: string[] = []
  for (const service of services) {
    const isIt = ({ externalId }: Service) => externalId === service.externalId
    const wanted = { ...service, practitionerIds }
    serviceIds.push((await ensure<Service>(administration, `${path}/services`, isIt, wanted)).id)
  }
  return { practitionerIds, serviceIds }
}
