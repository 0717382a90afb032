import type { JobScope } from '#src/db/scope.ts'
import type { Blocker } from '#src/features/data-requests/data-requests.schema.ts'
import { listUnsettled } from '#src/features/erasures/erasures.queries.ts'
import { findLiveHolds } from '#src/features/legal-holds/legal-holds.queries.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import type { StoredPatient } from '#src/features/patients/patients.queries.ts'
import type { RecordKept } from '#src/features/patients/patients.schema.ts'
import { openPatient } from '#src/features/patients/sealed-patient.ts'
import { recordKeptUntil } from '#src/privacy/law/record-kept-until.ts'
import { retentionRuleOf } from '#src/privacy/law/retention-periods.ts'
import { dateAt } from '#src/schema/calendar.ts'

/**
 * The last day on which the law of a country keeps a record from being erased at the person's wish, as a local date;
 * null where it does not, as in the Netherlands (`LEGAL.md` § 2), or is over.
 * @param today local date there
 */
const recordBlockedUntil = (
  country: string,
  record: RecordKept,
  born: string | null,
  today: string,
): string | null => {
  if (retentionRuleOf(country, record.kind).earlierOnRequest === 'yes') return null
  const until = recordKeptUntil(country, record, born)
  return until !== null && until >= today ? until : null
}

const statutory = async (
  { tx, deps, at }: Pick<JobScope, 'tx' | 'deps' | 'at'>,
  patients: readonly StoredPatient[],
  { country, timeZone }: { country: string; timeZone: string },
): Promise<Blocker[]> => {
  const today = dateAt(at, timeZone)
  const ends: string[] = []
  for (const patient of patients) {
    if (!patient.recordKept) continue
    const { care } = await openPatient(deps.keyring, tx, patient)
    const until = recordBlockedUntil(country, patient.recordKept, care.dateOfBirth, today)
    if (until !== null) ends.push(until)
  }
  const latest = ends.sort().at(-1)
  return latest === undefined ? [] : [{ kind: 'statutoryRetention', until: latest }]
}

const held = async ({ tx }: Pick<JobScope, 'tx'>, organisationId: string, patientIds: readonly string[]) => {
  for (const patientId of patientIds)
    if ((await findLiveHolds(tx, organisationId, patientId)).length > 0) return true
  return false
}

/** What keeps the erasure of patients waiting at one controller; empty where nothing does. */
export const findBlockers = async (
  scope: Pick<JobScope, 'tx' | 'deps' | 'at'>,
  organisationId: string,
  patients: readonly StoredPatient[],
): Promise<Blocker[]> => {
  const organisation = await findOrganisation(scope.tx, organisationId)
  const { chargesNoShow, chargesLateCancellation } = organisation.settings
  const ids = patients.map(({ id }) => id)
  const owed = await listUnsettled(scope.tx, organisationId, ids, {
    noShow: chargesNoShow,
    lateCancellation: chargesLateCancellation,
  })
  return [
    ...(owed.length > 0 ? [{ kind: 'unsettled' as const, appointmentIds: owed }] : []),
    ...((await held(scope, organisationId, ids)) ? [{ kind: 'legalHold' as const }] : []),
    ...(await statutory(scope, patients, organisation)),
  ]
}
