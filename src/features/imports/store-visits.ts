import { v7 as newId } from 'uuid'
import { recordEvent } from '#src/audit/record-event.ts'
import type { JobScope } from '#src/db/scope.ts'
import {
  type AppointmentRecord,
  insertAppointments,
  lockAppointmentForJob,
  updateAppointment,
} from '#src/features/appointments/appointments.queries.ts'
import type { Finding } from '#src/features/imports/findings.ts'
import { type NotedSource, noteSources } from '#src/features/imports/imports.queries.ts'
import type { StoredImport } from '#src/features/imports/imports.schema.ts'
import { type Directory, type Judgement, judgeVisit } from '#src/features/imports/judge-visit.ts'
import type { SourceRow } from '#src/features/imports/read-lines.ts'
import {
  type HashedRow,
  hashRows,
  isUnchanged,
  type Outcomes,
  type RowOutcome,
  type RowStore,
} from '#src/features/imports/store-rows.ts'
import type { SourceVisit } from '#src/features/imports/visit-source.ts'
import { planAppointmentMails } from '#src/features/messages/appointment-mails.ts'
import type { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { findReferencesByExternalId } from '#src/features/patients/patients.queries.ts'
import { addToStatistics, type MonthCount } from '#src/features/statistics/statistics.queries.ts'
import { listUncountable } from '#src/features/statistics/uncounted-visits.queries.ts'
import { monthOf } from '#src/schema/calendar.ts'
import { durationMinutes } from '#src/schema/durations.ts'
import type { Language } from '#src/schema/primitives.ts'

type Rules = Awaited<ReturnType<typeof findOrganisation>>
type Stored = Extract<Judgement, { kind: 'stored' }>
type AgedOut = Extract<Judgement, { kind: 'agedOut' }>
type Visit = HashedRow<SourceVisit>

const shifted = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString()

const buffer = (duration: string | null) => (duration === null ? 0 : durationMinutes(duration))

/** What a visit takes of its practitioner's time; one that is over takes no more than itself. */
const timesOf = ({ value: { startsAt } }: Visit, { endsAt, past, service }: Stored) => ({
  startsAt,
  endsAt,
  busyFrom: past ? startsAt : shifted(startsAt, -buffer(service.bufferBefore)),
  busyUntil: past ? endsAt : shifted(endsAt, buffer(service.bufferAfter)),
})

const statusOf = ({ value }: Visit, { past }: Stored): AppointmentRecord['status'] => {
  if (!past) return 'booked'
  return value.attended ? 'completed' : 'noShow'
}

const rowOf = (
  { organisationId, at }: JobScope,
  job: StoredImport,
  visit: Visit,
  judged: Stored,
): AppointmentRecord => ({
  organisationId,
  id: newId(),
  practitionerId: judged.practitionerId,
  serviceId: judged.service.id,
  siteId: judged.site.id,
  patientId: judged.patientId,
  ...timesOf(visit, judged),
  timeZone: judged.site.timeZone,
  status: statusOf(visit, judged),
  expiresAt: null,
  imported: judged.past,
  // What is over was paid where it took place.
  priceAmount: judged.past ? 0 : judged.service.priceAmount,
  priceCurrency: judged.service.priceCurrency,
  payer: judged.service.payer,
  settledAt: null,
  invoiceNumber: null,
  cancelledAt: null,
  cancelledBy: null,
  cancelledLate: false,
  lateChanges: [],
  leftOut: false,
  confidential: judged.service.confidential,
  sealed: null,
  bookedBy: job.enteredBy,
  externalId: visit.sourceId,
  version: 1,
  createdAt: at,
  updatedAt: at,
})

const noted = (
  visit: Visit,
  outcome: NotedSource['outcome'],
  patientId: string | null,
  rowId: string | null,
) => {
  const { sourceHash, rowHash } = visit
  return { sourceHash, rowHash, outcome, patientId, rowId }
}

const countOf = ({ value }: Visit, { practitionerId, service }: AgedOut, timeZone: string): MonthCount => ({
  month: monthOf(value.startsAt, timeZone),
  practitionerId,
  serviceId: service.id,
  completed: value.attended ? 1 : 0,
  noShow: value.attended ? 0 : 1,
})

/** One that is known already: it follows its source as long as nothing else was done with it here. */
const changeVisit = async (
  scope: JobScope,
  visit: Visit,
  judged: Stored,
  rowId: string,
): Promise<{ outcome: RowOutcome; row: AppointmentRecord | null }> => {
  const { tx, organisationId, at } = scope
  const before = await lockAppointmentForJob(tx, organisationId, rowId)
  // Erased, or older than visits are kept: it does not come back.
  if (!before) return { outcome: { outcome: 'unchanged' }, row: null }
  if (before.status !== 'booked' && !before.imported) {
    const error: Finding = { pointer: '', code: 'changedHere' }
    return { outcome: { outcome: 'failed', error }, row: null }
  }
  const row = await updateAppointment(tx, before, {
    practitionerId: judged.practitionerId,
    serviceId: judged.service.id,
    siteId: judged.site.id,
    patientId: judged.patientId,
    ...timesOf(visit, judged),
    timeZone: judged.site.timeZone,
    status: statusOf(visit, judged),
    imported: judged.past,
    updatedAt: at,
  })
  return { outcome: { outcome: 'updated' }, row }
}

const remind = async (
  scope: JobScope,
  rules: Rules,
  row: AppointmentRecord,
  language: Language,
): Promise<void> => {
  const { id, organisationId, patientId, startsAt, version } = row
  if (row.status !== 'booked' || patientId === null) return
  await planAppointmentMails(scope, {
    appointment: { id, organisationId, patientId, startsAt, version },
    kind: 'reminders',
    reminderLeadTimes: rules.settings.reminderLeadTimes,
    language,
  })
}

const recordVisits = async (
  scope: JobScope,
  job: StoredImport,
  action: 'create' | 'change',
  rows: readonly AppointmentRecord[],
) => {
  if (rows.length === 0) return
  const patientIds = [...new Set(rows.flatMap(({ patientId }) => patientId ?? []))]
  await recordEvent(scope, {
    organisationId: scope.organisationId,
    action,
    resource: 'appointment',
    resourceIds: rows.map(({ id }) => id),
    ...(patientIds.length === 1 ? { patientId: patientIds[0] ?? null } : { patientIds }),
    accountId: job.enteredBy,
    role: 'worker',
    detail: { importId: job.id },
  })
}

/** What a batch of visits becomes, before any of it is written. */
interface Plan {
  outcomes: Outcomes
  added: AppointmentRecord[]
  changed: AppointmentRecord[]
  counts: MonthCount[]
  sources: NotedSource[]
  /** External ids of those whom no statistics count. */
  uncountable: ReadonlySet<string>
}

const decide = async (
  scope: JobScope,
  job: StoredImport,
  rules: Rules,
  plan: Plan,
  visit: Visit,
  judged: Judgement,
): Promise<void> => {
  const { outcomes, added, changed, counts, sources } = plan
  const { line, known } = visit
  if (judged.kind === 'refused') {
    outcomes.set(line, { outcome: 'failed', error: judged.finding })
    return
  }
  if (judged.kind === 'agedOut') {
    outcomes.set(line, { outcome: 'agedOut' })
    // It was counted when it was noted, or when its month closed. Merged numbers of what is closed long since take no
    // more: what came on top would be told.
    if (!known && rules.settings.bookingTraces === 'statistics' && !plan.uncountable.has(visit.value.patient))
      counts.push(countOf(visit, judged, rules.timeZone))
    sources.push(noted(visit, known?.outcome ?? 'agedOut', null, known?.rowId ?? null))
    return
  }
  if (known?.rowId) {
    const { outcome, row } = await changeVisit(scope, visit, judged, known.rowId)
    outcomes.set(line, outcome)
    if (outcome.outcome !== 'failed') sources.push(noted(visit, 'stored', judged.patientId, known.rowId))
    if (row) changed.push(row)
    return
  }
  const row = rowOf(scope, job, visit, judged)
  added.push(row)
  sources.push(noted(visit, 'stored', judged.patientId, row.id))
  outcomes.set(line, { outcome: 'created' })
}

const externalIdsLeftOut = async (
  { tx, organisationId, at }: JobScope,
  references: Awaited<ReturnType<typeof findReferencesByExternalId>>,
): Promise<ReadonlySet<string>> => {
  const ids = references.map(({ id }) => id)
  const left = await listUncountable(tx, organisationId, ids, at)
  return new Set(
    references.flatMap(({ id, externalId }) => (left.has(id) && externalId !== null ? [externalId] : [])),
  )
}

/** Stores appointments and encounters. @param idPointer where a row of this format says its id */
export const visitStore = (
  job: StoredImport,
  rules: Rules,
  directory: Directory,
  idPointer: string,
): RowStore<SourceVisit> => {
  const judging = { bookingRetention: rules.settings.bookingRetention, timeZone: rules.timeZone }
  const store = async (scope: JobScope, rows: readonly SourceRow<SourceVisit>[]) => {
    const { tx, organisationId, at } = scope
    const hashed = await hashRows(scope, 'appointments', rows)
    const ids = [...new Set(rows.map(({ value }) => value.patient))]
    const references = await findReferencesByExternalId(tx, organisationId, ids)
    const patients = new Map(references.map((patient) => [patient.externalId, patient]))
    const uncountable = await externalIdsLeftOut(scope, references)
    const plan: Plan = { outcomes: new Map(), added: [], changed: [], counts: [], sources: [], uncountable }
    for (const visit of hashed)
      if (isUnchanged(visit)) plan.outcomes.set(visit.line, { outcome: 'unchanged' })
      else {
        const judged = judgeVisit(visit.value, patients.get(visit.value.patient), directory, judging, at)
        await decide(scope, job, rules, plan, visit, judged)
      }
    const languages = new Map(references.map(({ id, locale }) => [id, locale]))
    await insertAppointments(tx, plan.added)
    for (const row of [...plan.added, ...plan.changed])
      await remind(scope, rules, row, languages.get(row.patientId ?? '') ?? rules.language)
    await recordVisits(scope, job, 'create', plan.added)
    await recordVisits(scope, job, 'change', plan.changed)
    await addToStatistics(tx, organisationId, plan.counts, at)
    await noteSources(tx, organisationId, 'appointments', plan.sources, at)
    return plan.outcomes
  }
  const refusal = (constraint: string): Finding => {
    const start = job.contentType === 'text/csv' ? '/startsAt' : '/start'
    if (constraint === 'appointments_practitioner_free') return { pointer: start, code: 'practitionerTaken' }
    if (constraint === 'appointments_patient_free') return { pointer: start, code: 'patientTaken' }
    return { pointer: idPointer, code: 'clash' }
  }
  return { store, refusal }
}
