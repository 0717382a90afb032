import { postAuditBatches } from '#src/audit/post-batches.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { type DisclosedData, disclosableTables } from '#src/features/disclosures/disclosure-shapes.ts'
import type { StoredDisclosure } from '#src/features/disclosures/disclosures.schema.ts'
import { demandDisclosure } from '#src/features/disclosures/disclosures.service.ts'
import { showHeld } from '#src/features/privacy/own-copy.ts'
import { type HeldRow, hasId, listHeld, type Person } from '#src/privacy/held.queries.ts'

const pageSize = 200
const nobody = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** The patient alone: what the same person is elsewhere, or as somebody else here, is not in the scope. */
const patientOf = ({ organisationId, patientId }: StoredDisclosure): Person => ({
  accountId: nobody,
  loginEmailIndex: Buffer.alloc(32),
  patients: new Map([[organisationId, [patientId]]]),
  practitioners: new Map(),
})

/** The day to which a row belongs; null for what holds at all times, such as a name. */
const dayOf = (table: string, row: HeldRow): string | null => {
  if (table === 'patients') return null
  const instant = row.startsAt ?? row.at ?? row.createdAt
  return typeof instant === 'string' ? instant.slice(0, 10) : null
}

const isWithin = ({ periodFrom, periodTo }: StoredDisclosure, day: string | null) =>
  day === null || ((periodFrom === null || day >= periodFrom) && (periodTo === null || day <= periodTo))

const readTable = async (
  scope: OrganisationScope,
  table: (typeof disclosableTables)[number],
  disclosure: StoredDisclosure,
): Promise<Record<string, unknown>[]> => {
  const person = patientOf(disclosure)
  const found: Record<string, unknown>[] = []
  let after: string | null = null
  for (;;) {
    const page = { after, limit: pageSize, at: scope.at, kept: false }
    const rows: HeldRow[] = await listHeld(scope.tx, table, person, disclosure.organisationId, page)
    const covered = rows.filter((row) => isWithin(disclosure, dayOf(table.name, row)))
    found.push(...(await showHeld(scope, table, covered)))
    if (!hasId(table.name) || rows.length < pageSize) return found
    after = (rows.at(-1)?.id as string | undefined) ?? null
  }
}

/**
 * What the scope of a disclosure covers of the patient's data as it is now: the kinds and days that it names, and nothing
 * else.
 * @throws Problem 404 where there is no such disclosure
 */
export const exportDisclosed = async (scope: OrganisationScope, id: string): Promise<DisclosedData> => {
  const disclosure = await demandDisclosure(scope, id)
  await postAuditBatches(scope.deps)
  const { patientId, kinds, periodFrom, periodTo, shownToPatient } = disclosure
  const data: Record<string, unknown> = {}
  for (const table of disclosableTables)
    if (kinds.includes(table.exportAs)) data[table.exportAs] = await readTable(scope, table, disclosure)
  return {
    disclosureId: id,
    patientId,
    kinds,
    from: periodFrom,
    to: periodTo,
    exportedAt: scope.at,
    shownToPatient,
    data: data as DisclosedData['data'],
  }
}
