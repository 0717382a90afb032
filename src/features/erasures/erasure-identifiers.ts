import { PLATFORM_ID } from '#src/db/database.ts'
import { withErasure } from '#src/db/erasure-scope.ts'
import type { JobScope } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import type { AccountIdentity } from '#src/features/accounts/accounts.schema.ts'
import type { DataRequest, RequestContents } from '#src/features/data-requests/data-requests.schema.ts'
import { requestKey, requestPlace } from '#src/features/data-requests/request-timeline.ts'
import {
  type ErasurePart,
  findErasedAccount,
  findPatientsOfPart,
  findPractitionersOf,
  listDisclosureDays,
  listParts,
} from '#src/features/erasures/erasures.queries.ts'
import { isMember } from '#src/features/organisations/members.queries.ts'
import { openPatient } from '#src/features/patients/sealed-patient.ts'
import type { Subject } from '#src/privacy/held.queries.ts'
import type { Language } from '#src/schema/primitives.ts'

/** To whom the certificate goes, once nothing else names them. */
export interface Recipient {
  email: string
  name: string
  language: Language
}

/** By what an erasure knows, after it, whom it erased; sealed under the request's own key until it is certified. */
export interface ErasureIdentifiers {
  /** Null where the account stays and works there. */
  accountId: string | null
  wholeAccount: boolean
  /** Base64 of the blind index of the login e-mail; null where the account stays. */
  loginEmailIndex: string | null
  patientIds: string[]
  practitionerIds: string[]
  emails: string[]
  phones: string[]
  nationalIds: string[]
  mailIds: string[]
  /** The days, in UTC, on which authorities got something by law, as far as the person may know of it. */
  disclosedOn: string[]
  recipient: Recipient | null
}

/** Identifiers of nobody, to which those that are known are added. */
export const nobody: ErasureIdentifiers = {
  accountId: null,
  wholeAccount: false,
  loginEmailIndex: null,
  patientIds: [],
  practitionerIds: [],
  emails: [],
  phones: [],
  nationalIds: [],
  mailIds: [],
  disclosedOn: [],
  recipient: null,
}

const uniqueTexts = (values: readonly (string | null | undefined)[]): string[] => [
  ...new Set(values.filter((value): value is string => typeof value === 'string' && value !== '')),
]

interface Named {
  emails: string[]
  phones: string[]
  recipient: Recipient
  loginEmailIndex: string
}

/** What the account itself says, where all of it goes; null where it stays. */
const readAccount = (deps: Deps, requestId: string): Promise<Named | null> =>
  withErasure(deps, { organisationId: PLATFORM_ID, requestId }, async ({ tx }) => {
    const request = await tx
      .selectFrom('dataRequests')
      .select('accountId')
      .where('organisationId', '=', PLATFORM_ID)
      .where('id', '=', requestId)
      .executeTakeFirst()
    const account = request?.accountId ? await findErasedAccount(tx, request.accountId) : undefined
    if (!account) return null
    const place = { field: 'accounts.sealed', rowId: account.id }
    const identity = await deps.keyring.open<AccountIdentity>(tx, PLATFORM_ID, account.sealed, place)
    const { email, phone, firstName, lastName } = identity
    return {
      emails: [email],
      phones: uniqueTexts([phone]),
      recipient: { email, name: `${firstName} ${lastName}`, language: account.locale },
      loginEmailIndex: account.emailIndex.toString('base64'),
    }
  })

/** What is read before the part's own transaction begins: whether the whole account goes, and what it says. */
export const readWholeAccount = async (
  deps: Deps,
  { requestId, organisationId }: ErasurePart,
): Promise<{ wholeAccount: boolean; named: Named | null }> => {
  const parts = await withErasure(deps, { organisationId, requestId }, ({ tx }) => listParts(tx, requestId))
  const wholeAccount = parts.some((part) => part.organisationId === PLATFORM_ID && part.open)
  return { wholeAccount, named: wholeAccount ? await readAccount(deps, requestId) : null }
}

const openContents = async ({ tx, deps }: JobScope, request: DataRequest): Promise<RequestContents> =>
  request.sealed
    ? deps.keyring.open<RequestContents>(tx, request.organisationId, request.sealed, requestPlace(request.id))
    : {}

/**
 * Gathers by what the person is known here, for the steps that come when nothing else tells it any more. Somebody who
 * still works there, and whose account stays, is erased as a patient alone.
 */
export const gatherIdentifiers = async (
  scope: JobScope,
  request: DataRequest,
  { wholeAccount, named }: { wholeAccount: boolean; named: Named | null },
): Promise<ErasureIdentifiers> => {
  const { tx, deps, organisationId } = scope
  const rows = organisationId === PLATFORM_ID ? [] : await findPatientsOfPart(tx, request)
  const patients = await Promise.all(
    rows.map(async (row) => ({ row, open: await openPatient(deps.keyring, tx, row) })),
  )
  const accountId = request.accountId ?? rows.find((row) => row.accountId !== null)?.accountId ?? null
  const staysAsStaff =
    accountId !== null &&
    !wholeAccount &&
    organisationId !== PLATFORM_ID &&
    (await isMember(tx, organisationId, accountId))
  const gone = staysAsStaff ? null : accountId
  const practitioners =
    gone === null || organisationId === PLATFORM_ID ? [] : await findPractitionersOf(tx, organisationId, gone)
  const contents = await openContents(scope, request)
  const onFile = patients.find(({ open }) => open.rest.email !== null)
  const address = onFile?.open.rest.email ?? contents.email
  const [first] = patients
  return {
    accountId: gone,
    wholeAccount,
    loginEmailIndex: named?.loginEmailIndex ?? null,
    patientIds: rows.map(({ id }) => id),
    practitionerIds: practitioners.map(({ id }) => id),
    emails: uniqueTexts([
      ...(named?.emails ?? []),
      ...patients.map(({ open }) => open.rest.email),
      contents.email,
    ]),
    phones: uniqueTexts([...(named?.phones ?? []), ...patients.map(({ open }) => open.rest.phone)]),
    nationalIds: uniqueTexts(patients.map(({ open }) => open.care.nationalId)),
    mailIds: [],
    disclosedOn:
      organisationId === PLATFORM_ID
        ? []
        : await listDisclosureDays(
            tx,
            organisationId,
            rows.map(({ id }) => id),
          ),
    recipient:
      named?.recipient ??
      (accountId !== null || address === undefined || address === null
        ? null
        : {
            email: address,
            name: first ? `${first.open.care.firstName} ${first.open.care.lastName}` : '',
            language: first?.row.locale ?? contents.language ?? 'en',
          }),
  }
}

/** Seals what an erasure keeps for itself beside what the request holds already. */
export const sealIdentifiers = async (
  scope: JobScope,
  request: DataRequest,
  identifiers: ErasureIdentifiers,
): Promise<Buffer> => {
  const { organisationId, id } = request
  const contents = { ...(await openContents(scope, request)), identifiers: { ...identifiers } }
  return scope.deps.keyring.seal(
    scope.tx,
    requestKey(organisationId, id),
    requestPlace(id),
    contents satisfies RequestContents,
  )
}

/**
 * What `sealIdentifiers` keeps.
 * @throws Error where the run has not begun or is certified already
 */
export const openIdentifiers = async (scope: JobScope, request: DataRequest): Promise<ErasureIdentifiers> => {
  const { identifiers } = await openContents(scope, request)
  if (!identifiers) throw new Error('an erasure without identifiers')
  return identifiers as unknown as ErasureIdentifiers
}

/** Whom the register's paths are followed from. */
export const subjectOf = (
  organisationId: string,
  {
    accountId,
    loginEmailIndex,
    patientIds,
    practitionerIds,
  }: Pick<ErasureIdentifiers, 'accountId' | 'loginEmailIndex' | 'patientIds' | 'practitionerIds'>,
): Subject => ({
  accountId,
  loginEmailIndex: loginEmailIndex === null ? null : Buffer.from(loginEmailIndex, 'base64'),
  patients: new Map([[organisationId, patientIds]]),
  practitioners: new Map([[organisationId, practitionerIds]]),
})
