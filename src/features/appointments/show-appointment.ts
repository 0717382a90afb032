import type { OrganisationScope } from '#src/db/scope.ts'
import type { AppointmentRecord, ReadAppointment } from '#src/features/appointments/appointments.queries.ts'
import type {
  Appointment,
  AppointmentTexts,
  ListedAppointment,
} from '#src/features/appointments/appointments.schema.ts'

/** A read row as lists answer it. */
export const asListed = ({ priceAmount, priceCurrency, ...row }: ReadAppointment): ListedAppointment => ({
  ...row,
  price: { amount: priceAmount, currency: priceCurrency },
})

/** Where an appointment's texts are sealed. */
export const textsPlace = (id: string) => ({ field: 'appointments.sealed', rowId: id })

/** The texts of an appointment. */
export const openTexts = async (
  scope: OrganisationScope,
  row: Pick<AppointmentRecord, 'id' | 'organisationId' | 'sealed'>,
): Promise<AppointmentTexts> =>
  row.sealed === null
    ? { note: null, cancellationReason: null }
    : scope.deps.keyring.open<AppointmentTexts>(scope.tx, row.organisationId, row.sealed, textsPlace(row.id))

/** Seals the texts with the patient's `rest` key; null where there is nothing to seal. */
export const sealTexts = (
  scope: OrganisationScope,
  id: string,
  patientId: string,
  texts: AppointmentTexts,
): Promise<Buffer> | null =>
  texts.note === null && texts.cancellationReason === null
    ? null
    : scope.deps.keyring.seal(
        scope.tx,
        { organisationId: scope.actor.organisationId, subjectId: patientId, class: 'rest' },
        textsPlace(id),
        texts,
      )

/** A row as the single read answers it. */
export const asAppointment = (row: AppointmentRecord, note: string | null): Appointment => ({
  id: row.id,
  organisationId: row.organisationId,
  practitionerId: row.practitionerId,
  serviceId: row.serviceId,
  siteId: row.siteId,
  patientId: row.patientId,
  startsAt: row.startsAt,
  endsAt: row.endsAt,
  timeZone: row.timeZone,
  status: row.status,
  imported: row.imported,
  cancelledAt: row.cancelledAt,
  cancelledBy: row.cancelledBy,
  cancelledLate: row.cancelledLate,
  lateChanges: row.lateChanges,
  price: { amount: row.priceAmount, currency: row.priceCurrency },
  payer: row.payer,
  settledAt: row.settledAt,
  invoiceNumber: row.invoiceNumber,
  externalId: row.externalId,
  version: row.version,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  note,
})
