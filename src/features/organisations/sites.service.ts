import type { Static } from '@sinclair/typebox'
import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { notFound, Problem } from '#src/errors.ts'
import { publishPractitioners } from '#src/features/directory/publish.ts'
import { listPractitionerIdsOfSite } from '#src/features/organisations/practitioners.queries.ts'
import { findSite, insertSite, updateSite } from '#src/features/organisations/sites.queries.ts'
import type { NewSite, Site, SiteChange, SiteRow } from '#src/features/organisations/sites.schema.ts'
import type { Address } from '#src/schema/primitives.ts'
import { normaliseName } from '#src/schema/text.ts'

/** The row as it is answered. */
export const asSite = ({ street, postalCode, city, country, ...site }: Static<typeof SiteRow>): Site => ({
  ...site,
  address: { street, postalCode, city, country },
})

const columnsOf = ({ street, postalCode, city, country }: Address) => ({
  street: normaliseName(street),
  postalCode: normaliseName(postalCode),
  city: normaliseName(city),
  country,
})

/** Opens a site. */
export const addSite = async (
  scope: OrganisationScope,
  { name, timeZone, address }: NewSite,
): Promise<Site> => {
  const { organisationId } = scope.actor
  const site = await insertSite(scope.tx, {
    organisationId,
    id: newId(),
    name: normaliseName(name),
    timeZone,
    ...columnsOf(address),
    version: 1,
    createdAt: scope.at,
    updatedAt: scope.at,
  })
  await recordAct(scope, { action: 'create', resource: 'site', resourceIds: [site.id] })
  return asSite(site)
}

/**
 * Changes a site.
 * @throws Problem 404 where there is none, 412 where it changed since `expected`
 */
export const changeSite = async (
  scope: OrganisationScope,
  siteId: string,
  expected: number | null,
  { name, timeZone, address }: SiteChange,
): Promise<Site> => {
  const { organisationId } = scope.actor
  const site = await updateSite(scope.tx, organisationId, siteId, expected, {
    ...(name !== undefined ? { name: normaliseName(name) } : {}),
    ...(timeZone !== undefined ? { timeZone } : {}),
    ...(address ? columnsOf(address) : {}),
    updatedAt: scope.at,
  })
  if (!site)
    throw (await findSite(scope.tx, organisationId, siteId)) ? new Problem('precondition-failed') : notFound()
  await recordAct(scope, { action: 'change', resource: 'site', resourceIds: [siteId] })
  const practitionerIds = await listPractitionerIdsOfSite(scope.tx, organisationId, siteId)
  await publishPractitioners(scope, organisationId, practitionerIds)
  return asSite(site)
}
