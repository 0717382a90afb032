import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { notFound, Problem, refused } from '#src/errors.ts'
import { publishPractitioners } from '#src/features/directory/publish.ts'
import { refusingTaken } from '#src/features/organisations/external-ids.ts'
import { demandPractitioners } from '#src/features/organisations/references.ts'
import { faultOfDurations, type ServiceDurations } from '#src/features/organisations/service-times.ts'
import {
  type findService,
  insertService,
  lockService,
  replaceServicePractitioners,
  updateService,
} from '#src/features/organisations/services.queries.ts'
import type { NewService, Service, ServiceChange } from '#src/features/organisations/services.schema.ts'
import { given } from '#src/schema/given.ts'
import { normaliseName } from '#src/schema/text.ts'

type FoundService = NonNullable<Awaited<ReturnType<typeof findService>>>

/** The row as it is answered. */
export const asService = ({ priceAmount, priceCurrency, ...row }: FoundService): Service => ({
  ...row,
  price: { amount: priceAmount, currency: priceCurrency },
})

const judgeDurations = (service: ServiceDurations) => {
  const fault = faultOfDurations(service)
  if (fault) throw refused(fault.pointer, fault.detail)
}

/**
 * Adds a service.
 * @throws Problem 422 with a pointer for durations out of bounds and practitioners that are not the
 * organisation's, 409 `already-exists` for an external id that is taken
 */
export const addService = async (scope: OrganisationScope, sent: NewService): Promise<Service> => {
  const { tx, at } = scope
  const { organisationId } = scope.actor
  const { duration, slotStep = null, bufferBefore = null, bufferAfter = null, practitionerIds = [] } = sent
  judgeDurations({ duration, slotStep, bufferBefore, bufferAfter })
  await demandPractitioners(tx, organisationId, practitionerIds)
  const row = await refusingTaken(
    insertService(tx, {
      organisationId,
      id: newId(),
      name: normaliseName(sent.name),
      duration,
      slotStep,
      bufferBefore,
      bufferAfter,
      priceAmount: sent.price.amount,
      priceCurrency: sent.price.currency,
      payer: sent.payer ?? 'patient',
      confidential: sent.confidential ?? false,
      state: 'active',
      externalId: sent.externalId ?? null,
      version: 1,
      createdAt: at,
      updatedAt: at,
    }),
  )
  await replaceServicePractitioners(tx, organisationId, row.id, practitionerIds)
  await recordAct(scope, { action: 'create', resource: 'service', resourceIds: [row.id] })
  await publishPractitioners(scope, organisationId, practitionerIds)
  return asService({ ...row, practitionerIds: [...practitionerIds].sort() })
}

/**
 * Changes a service; `state: 'deactivated'` takes it out of what can be booked.
 * @throws Problem 404 where there is none, 412 where it changed since `expected`, and as `addService`
 */
export const changeService = async (
  scope: OrganisationScope,
  serviceId: string,
  expected: number | null,
  sent: ServiceChange,
): Promise<Service> => {
  const { tx, at } = scope
  const { organisationId } = scope.actor
  const before = await lockService(tx, organisationId, serviceId)
  if (!before) throw notFound()
  if (expected !== null && before.version !== expected) throw new Problem('precondition-failed')
  const { duration, slotStep, bufferBefore, bufferAfter, payer, confidential, state, externalId } = sent
  const change = given({
    duration,
    slotStep,
    bufferBefore,
    bufferAfter,
    payer,
    confidential,
    state,
    externalId,
  })
  judgeDurations({ ...before, ...change })
  const practitionerIds = sent.practitionerIds ?? before.practitionerIds
  if (sent.practitionerIds) await demandPractitioners(tx, organisationId, practitionerIds)
  const row = await refusingTaken(
    updateService(tx, organisationId, serviceId, {
      ...change,
      ...(sent.name === undefined ? {} : { name: normaliseName(sent.name) }),
      ...(sent.price ? { priceAmount: sent.price.amount, priceCurrency: sent.price.currency } : {}),
      updatedAt: at,
    }),
  )
  if (sent.practitionerIds) await replaceServicePractitioners(tx, organisationId, serviceId, practitionerIds)
  await recordAct(scope, {
    action: 'change',
    resource: 'service',
    resourceIds: [serviceId],
    detail: { fields: Object.keys(sent) },
  })
  await publishPractitioners(scope, organisationId, [...before.practitionerIds, ...practitionerIds])
  return asService({ ...row, practitionerIds: [...practitionerIds].sort() })
}
