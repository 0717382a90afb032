import type { App } from '#src/app.ts'
import { notFound } from '#src/errors.ts'
import { DisclosedData, Disclosure, NewDisclosure } from '#src/features/disclosures/disclosure-shapes.ts'
import { disclosuresAccess as access } from '#src/features/disclosures/disclosures.access.ts'
import {
  addDisclosure,
  demandDisclosure,
  openDisclosures,
  showDisclosures,
} from '#src/features/disclosures/disclosures.service.ts'
import { exportDisclosed } from '#src/features/disclosures/export-disclosed.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { disclosureParams, ORG, organisationParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { closed, Page, pageQuery } from '#src/schema/primitives.ts'

const tags = ['Privacy']

type Told = Pick<Disclosure, 'id' | 'patientId' | 'shownToPatient'>

// The patient's access log shows what names them: not what has to be kept from them yet.
const namesOf = (disclosures: readonly Told[]) =>
  disclosures.flatMap(({ patientId, shownToPatient }) => (shownToPatient ? [patientId] : []))

/** The register of what authorities got. */
export const disclosuresRoutes = async (app: App): Promise<void> => {
  app.post(
    `${ORG}/disclosures`,
    {
      config: { access: access.keep, errors: ['rule-refused'] },
      schema: {
        operationId: 'addDisclosure',
        tags,
        summary: "Record what of a patient's data an authority got, and on what ground",
        description:
          'The patient sees it in their copy and access log, unless it is kept from them with a reason until `sealedUntil`.',
        params: organisationParams,
        body: NewDisclosure,
        response: { 201: Disclosure },
      },
    },
    (request) => inOrganisation(request, (scope) => addDisclosure(scope, request.body)),
  )

  app.get(
    `${ORG}/disclosures`,
    {
      config: {
        access: access.keep,
        errors: ['invalid-cursor'],
        trail: {
          action: 'read',
          resource: 'disclosure',
          patients: ({ data }: { data: Told[] }) => namesOf(data),
          resources: ({ data }: { data: Told[] }) => data.map(({ id }) => id),
        },
      },
      schema: {
        operationId: 'listDisclosures',
        tags,
        summary: 'List disclosures, the newest first',
        params: organisationParams,
        querystring: closed(pageQuery),
        response: { 200: Page(Disclosure) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const before = openCursor(request, cursor)?.[0] as string | undefined
      const rows = await inOrganisation(request, (scope) => showDisclosures(scope, before ?? null, limit))
      return page(
        request,
        rows,
        limit,
        ({ id }) => [id],
        (row) => row,
      )
    },
  )

  app.get(
    `${ORG}/disclosures/:disclosureId`,
    {
      config: {
        access: access.keep,
        trail: {
          action: 'read',
          resource: 'disclosure',
          patients: (answer: Told) => namesOf([answer]),
          resources: ({ id }: Told) => [id],
        },
      },
      schema: {
        operationId: 'getDisclosure',
        tags,
        summary: 'Read a disclosure',
        params: disclosureParams,
        response: { 200: Disclosure },
      },
    },
    (request) =>
      inOrganisation(request, async (scope) => {
        const row = await demandDisclosure(scope, request.params.disclosureId)
        const [disclosure] = await openDisclosures(scope, [row])
        if (!disclosure) throw notFound()
        return disclosure
      }),
  )

  app.get(
    `${ORG}/disclosures/:disclosureId/export`,
    {
      config: {
        access: access.keep,
        limit: 'costly',
        trail: {
          action: 'export',
          resource: 'disclosure',
          patients: ({ patientId, shownToPatient }: DisclosedData) => (shownToPatient ? [patientId] : []),
          resources: ({ disclosureId }: DisclosedData) => [disclosureId],
        },
      },
      schema: {
        operationId: 'getDisclosureExport',
        tags,
        summary: 'Take what the scope of a disclosure covers, and nothing else',
        params: disclosureParams,
        response: { 200: DisclosedData },
      },
    },
    (request) => inOrganisation(request, (scope) => exportDisclosed(scope, request.params.disclosureId)),
  )
}
