import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { column, plain, sealed, sealedField } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { Address, Bytes, closed, DateOnly, Money, Nullable, OneOf, Uuid } from '#src/schema/primitives.ts'

const keptByLaw = 'accounting records stay until the bookkeeping date of the law'

const kept = <S extends TSchema>(schema: S): S =>
  column(schema, {
    category: 'booking',
    purpose: 'accounting',
    basis: 'legal-duty-6-1-c',
    recipients: ['organisation'],
    erasure: { action: 'keep', reason: keptByLaw },
  })

/**
 * What the books need of a booking that is gone: it was paid by an invoice. No patient, no service, and an id that
 * leads to no booking.
 */
export const BillingRowRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  /** The day of the visit on the organisation's calendar. */
  doneOn: kept(DateOnly),
  /** The last day by the law; it goes on the day after. */
  keptUntil: kept(DateOnly),
  sealed: sealed(Bytes, {
    category: 'identity',
    purpose: 'accounting',
    basis: 'legal-duty-6-1-c',
    key: 'bookkeeping',
    fields: ['amount', 'currency', 'settledOn', 'invoiceNumber', 'payer', 'payerName', 'payerAddress'],
    erasure: { action: 'keep', reason: keptByLaw },
  }),
})
export type StoredBillingRow = Static<typeof BillingRowRow>

/** What a billing row's sealed value holds. */
export interface BillingDetails {
  amount: number
  currency: string
  settledOn: string
  invoiceNumber: string
  payer: 'patient' | 'organisation'
  /** As invoiced; null where not the patient paid. */
  payerName: string | null
  payerAddress: Static<typeof Address> | null
}

const row = BillingRowRow.properties
const inside = <S extends TSchema>(schema: S) => sealedField(row.sealed, schema)

/** A billing row as bookkeepers see it. */
export const BillingRow = component(
  'BillingRow',
  closed({
    id: row.id,
    doneOn: row.doneOn,
    keptUntil: row.keptUntil,
    settledOn: inside(DateOnly),
    price: inside(Money),
    invoiceNumber: inside(Type.String({ maxLength: 128 })),
    payer: closed({
      kind: inside(OneOf('patient', 'organisation')),
      name: inside(Nullable(Type.String({ maxLength: 250 }))),
      address: inside(Nullable(Address)),
    }),
  }),
)
export type BillingRow = Static<typeof BillingRow>
