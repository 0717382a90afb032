import { blindIndexOf, deriveKey } from '#src/crypto/derivation.ts'
import { type SealingKey, sealValue } from '#src/crypto/sealing.ts'
import type { ScopedTx } from '#src/db/database.ts'
import type { Deps } from '#src/deps.ts'
import type { AppointmentRecord } from '#src/features/appointments/appointments.queries.ts'
import { insertBillingRow, lockBooks } from '#src/features/billing-rows/billing-rows.queries.ts'
import type { BillingDetails } from '#src/features/billing-rows/billing-rows.schema.ts'
import { bookkeepingDate } from '#src/features/billing-rows/bookkeeping-date.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { findStoredPatient } from '#src/features/patients/patients.queries.ts'
import { openPatient } from '#src/features/patients/sealed-patient.ts'
import { dateAt } from '#src/schema/calendar.ts'

/** What of a booking the books take over. */
export type BilledAppointment = Pick<
  AppointmentRecord,
  | 'organisationId'
  | 'id'
  | 'patientId'
  | 'endsAt'
  | 'settledAt'
  | 'invoiceNumber'
  | 'priceAmount'
  | 'priceCurrency'
  | 'payer'
>

type JobLike = { readonly deps: Pick<Deps, 'keyring'>; readonly tx: ScopedTx }

/** Where a billing row's details are sealed. */
export const billingPlace = (rowId: string) => ({ field: 'billingRows.sealed', rowId })

const ownerOf = (organisationId: string) =>
  ({ organisationId, subjectId: organisationId, class: 'bookkeeping' }) as const

const keyOfBooks = async ({ tx, deps }: JobLike, organisationId: string): Promise<SealingKey> => {
  const owner = ownerOf(organisationId)
  const known = await deps.keyring.keyOf(tx, owner)
  if (known) return known
  await lockBooks(tx, organisationId)
  return (
    (await deps.keyring.keyOf(tx, owner)) ??
    (await deps.keyring.createSubjectKey(tx, { ...owner, accountId: null }))
  )
}

// The same for the same booking, so that a repeat adds nothing; without the key nobody gets from one to the other.
const idOf = (key: SealingKey, appointmentId: string): string => {
  const digits = blindIndexOf(deriveKey(key.secret, 'billingRow'), appointmentId).toString('hex')
  const variant = ((Number.parseInt(digits[16] ?? '0', 16) & 3) | 8).toString(16)
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-')
}

const payerOf = async ({ tx, deps }: JobLike, { organisationId, patientId, payer }: BilledAppointment) => {
  const patient =
    payer === 'patient' && patientId ? await findStoredPatient(tx, organisationId, patientId) : undefined
  if (!patient) return { payer, payerName: null, payerAddress: null }
  const { care, rest } = await openPatient(deps.keyring, tx, patient)
  return { payer, payerName: `${care.firstName} ${care.lastName}`.trim(), payerAddress: rest.address }
}

/**
 * Keeps for the books what a booking leaves that was settled with an invoice number: in the transaction that deletes
 * the booking or in an earlier one, as long as the patient's keys are there. A repeat adds nothing.
 * @returns whether the booking is one that the books keep
 * @throws SealError where the payer's keys are gone already
 */
export const keepBillingRow = async (scope: JobLike, appointment: BilledAppointment): Promise<boolean> => {
  const { organisationId, settledAt, invoiceNumber } = appointment
  if (settledAt === null || invoiceNumber === null) return false
  const { settings, timeZone, country } = await findOrganisation(scope.tx, organisationId)
  const doneOn = dateAt(appointment.endsAt, timeZone)
  const settledOn = dateAt(settledAt, timeZone)
  const key = await keyOfBooks(scope, organisationId)
  const id = idOf(key, appointment.id)
  const details: BillingDetails = {
    amount: appointment.priceAmount,
    currency: appointment.priceCurrency,
    settledOn,
    invoiceNumber,
    ...(await payerOf(scope, appointment)),
  }
  // Of two days the later one, as text: that order is the calendar's.
  const [, latest = doneOn] = [doneOn, settledOn].sort()
  await insertBillingRow(scope.tx, {
    organisationId,
    id,
    doneOn,
    keptUntil: bookkeepingDate(latest, country, settings.financialYearEnd),
    sealed: sealValue(key, billingPlace(id), details),
  })
  return true
}
