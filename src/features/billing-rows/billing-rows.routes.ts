import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { billingRowsAccess } from '#src/features/billing-rows/billing-rows.access.ts'
import type { BooksPosition } from '#src/features/billing-rows/billing-rows.queries.ts'
import { BillingRow } from '#src/features/billing-rows/billing-rows.schema.ts'
import { showBillingRows } from '#src/features/billing-rows/show-billing-rows.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { ORG, organisationParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { closed, DateOnly, Page, pageQuery } from '#src/schema/primitives.ts'

/** What the books keep of bookings that are gone. */
export const billingRowsRoutes = async (app: App): Promise<void> => {
  app.get(
    `${ORG}/billing-rows`,
    {
      config: {
        access: billingRowsAccess.read,
        // They lead to no patient; that they were read stands in the trail all the same.
        trail: {
          action: 'read',
          resource: 'billingRow',
          patients: () => [],
          resources: ({ data }: { data: BillingRow[] }) => data.map(({ id }) => id),
        },
      },
      schema: {
        operationId: 'listBillingRows',
        tags: ['Organisations'],
        summary: 'List what the books keep of bookings that are gone, by day',
        description:
          'Of visits that were paid by an invoice, until the bookkeeping date of the law; they lead to no patient and no service. `to` is not counted in.',
        params: organisationParams,
        querystring: closed({
          ...pageQuery,
          from: Type.Optional(DateOnly),
          to: Type.Optional(DateOnly),
        }),
        response: { 200: Page(BillingRow) },
      },
    },
    async (request) => {
      const { limit = 50, cursor, from, to } = request.query
      const after = openCursor(request, cursor) as BooksPosition | null
      const rows = await inOrganisation(request, (scope) =>
        showBillingRows(scope, { from, to }, after, limit),
      )
      return page(
        request,
        rows,
        limit,
        ({ doneOn, id }) => [doneOn, id],
        (row) => row,
      )
    },
  )
}
