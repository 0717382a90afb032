import { Temporal } from 'temporal-polyfill'
import { PLATFORM_ID } from '#src/db/database.ts'
import { asRequester, type PersonScope } from '#src/db/scope.ts'
import { unauthenticated } from '#src/errors.ts'
import type { Blocker } from '#src/features/data-requests/data-requests.schema.ts'
import { graceEnd } from '#src/features/data-requests/open-request.ts'
import { keptReason } from '#src/features/erasures/certify-erasure.ts'
import type { ErasurePreview } from '#src/features/erasures/erasure-preview.schema.ts'
import { findPatientsOfPart } from '#src/features/erasures/erasures.queries.ts'
import { findBlockers } from '#src/features/erasures/find-blockers.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { findController } from '#src/features/privacy/controllers.ts'
import { countRows } from '#src/privacy/erasure/erase.queries.ts'
import { findPerson, listHolders, type Person } from '#src/privacy/held.queries.ts'
import { exportedTables, isTenant } from '#src/privacy/register.ts'

type Part = ErasurePreview['parts'][number]

const countGoing = async ({ tx }: PersonScope, person: Person, organisationId: string) => {
  const goes: Part['goes'] = []
  const stays: Part['stays'] = []
  const held = exportedTables.filter(({ name }) => organisationId === PLATFORM_ID || isTenant({ name }))
  for (const table of held) {
    const going = await countRows(tx, table, person, organisationId)
    const staying = await countRows(tx, table, person, organisationId, ({ erased }) => erased !== undefined)
    if (going > 0) goes.push({ name: table.exportAs, rows: going })
    if (staying > 0) stays.push({ name: table.exportAs, rows: staying, reason: keptReason(table) })
  }
  return { goes, stays }
}

const dayAfter = (date: string, timeZone: string): string =>
  Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(timeZone).toInstant().toString()

const later = (one: string, other: string) => (Date.parse(one) > Date.parse(other) ? one : other)

/** The first instant at which the part could begin; null while that depends on somebody. */
const earliest = (at: string, blockers: readonly Blocker[], timeZone: string): string | null => {
  const grace = graceEnd(at, false)
  if (blockers.some(({ kind }) => kind !== 'statutoryRetention')) return null
  const [law] = blockers
  return new Date(law?.until ? later(grace, dayAfter(law.until, timeZone)) : grace).toISOString()
}

const judgePart = (scope: PersonScope, organisationId: string) =>
  asRequester(scope, organisationId, async ({ tx, deps, at }) => {
    const { accountId } = scope
    const patients = await findPatientsOfPart(tx, { organisationId, patientId: null, accountId })
    const { timeZone } = await findOrganisation(tx, organisationId)
    const blockers = await findBlockers({ tx, deps, at }, organisationId, patients)
    return { blockers, earliestAt: earliest(at, blockers, timeZone) }
  })

/** What an erasure of everything would take from each controller, what would stay, and what keeps it waiting. */
export const previewErasure = async (scope: PersonScope): Promise<ErasurePreview> => {
  const person = await findPerson(scope.tx, scope.accountId)
  if (!person) throw unauthenticated()
  const parts: Part[] = []
  for (const organisationId of [PLATFORM_ID, ...(await listHolders(scope.tx, person))]) {
    const controller = await findController(scope, organisationId)
    const counted = await countGoing(scope, person, organisationId)
    const judged =
      organisationId === PLATFORM_ID
        ? { blockers: [], earliestAt: graceEnd(scope.at, false) }
        : await judgePart(scope, organisationId)
    parts.push({ ...controller, ...counted, ...judged })
  }
  return { parts }
}
