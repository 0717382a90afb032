import { recordEvent } from '#src/audit/record-event.ts'
import { hashSecret } from '#src/crypto/secrets.ts'
import { type PublicScope, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { conflict, notFound } from '#src/errors.ts'
import { findRequest } from '#src/features/data-requests/data-requests.queries.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { narrowingOf } from '#src/features/data-requests/export-request.ts'
import {
  asOwnRequest,
  hasExport,
  openContents,
  readTimeline,
} from '#src/features/data-requests/read-request.ts'
import type { OwnRequestDetails } from '#src/features/data-requests/request-answers.schema.ts'
import { findPatientContact } from '#src/features/patients/patients.queries.ts'
import type { PatientContact } from '#src/features/patients/patients.schema.ts'
import { exportSchemaPath } from '#src/features/privacy/data-export.schema.ts'
import { type CopyOf, type EnterScope, writeCopy } from '#src/features/privacy/own-copy.ts'

const partOf = async ({ tx, organisationId, subjectId }: PublicScope): Promise<DataRequest> => {
  const request = subjectId ? await findRequest(tx, organisationId, subjectId) : undefined
  if (!request) throw notFound()
  return request
}

/**
 * Whether the copy may be handed to whoever shows the secret: it was shown to an address that somebody verified, and only
 * the one that is on file is known to be the person's (`SECURITY.md` S79). Else staff hands it over.
 */
const mayHandOver = async (scope: PublicScope, request: DataRequest): Promise<boolean> => {
  const { tx, deps, organisationId } = scope
  if (!hasExport(request) || request.patientId === null) return false
  const patient = await findPatientContact(tx, organisationId, request.patientId)
  if (!patient) return false
  const place = { field: 'patients.rest', rowId: patient.id }
  const { email: onFile } = await deps.keyring.open<PatientContact>(tx, organisationId, patient.rest, place)
  // What staff filed is followed by a secret that was mailed to the address on file alone.
  if (request.source === 'staff') return onFile !== null
  const { email } = await openContents(scope, request)
  return onFile !== null && email === onFile
}

/**
 * A request without account, as whoever has its secret follows it. Who it leads to, if anybody, is not told.
 * @throws Problem 404 for a secret that opens nothing
 */
export const followRequest = (deps: Deps, secret: string, requestId: string): Promise<OwnRequestDetails> =>
  withPublic(deps, 'dataRequest', hashSecret(secret), requestId, async (scope) => {
    const request = await partOf(scope)
    const shown = await asOwnRequest(scope, [request])
    return {
      ...shown,
      exportReady: await mayHandOver(scope, request),
      timeline: await readTimeline(scope, request.organisationId, request.id),
    }
  })

/**
 * The copy that answers a request without account, as pieces of one JSON document of the schema `DataExport`.
 * @throws Problem 404 for a secret that opens nothing, 409 `no-export` where it was not answered with a copy, or where
 * the verified address is not the one on file
 */
export const exportFollowed = async (
  deps: Deps,
  secret: string,
  requestId: string,
): Promise<AsyncGenerator<string>> => {
  const enter = <R>(run: (scope: PublicScope) => Promise<R>): Promise<R> =>
    withPublic(deps, 'dataRequest', hashSecret(secret), requestId, run)
  const copy = await enter(async (scope): Promise<CopyOf> => {
    const request = await partOf(scope)
    const { organisationId, patientId, kind } = request
    if (patientId === null || !(await mayHandOver(scope, request))) throw conflict('no-export')
    await recordEvent(scope, {
      organisationId,
      action: 'export',
      resource: 'patient',
      resourceIds: [patientId],
      patientId,
      role: 'public',
      ground: 'self',
      detail: { by: 'dataRequest' },
    })
    return {
      // Nobody signs in as this patient: rows lead to it by its own id alone.
      person: {
        accountId: patientId,
        loginEmailIndex: Buffer.alloc(0),
        patients: new Map([[organisationId, [patientId]]]),
        practitioners: new Map(),
      },
      organisationIds: [organisationId],
      at: scope.at,
      schema: `${deps.publicUrl}${exportSchemaPath}`,
      ...narrowingOf(kind),
    }
  })
  return writeCopy(enter as EnterScope, copy)
}
