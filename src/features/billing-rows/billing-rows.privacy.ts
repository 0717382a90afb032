import { declareTables } from '#src/privacy/declarations.ts'

/** The books outlive the bookings that they rest on. */
export const billingRowsPrivacy = declareTables({
  billingRows: {
    // Nothing leads from it to a person: the payer's name is sealed under the key of the books.
    subjects: [],
    retention: { kind: 'untilColumn', column: 'keptUntil' },
    exportAs: null,
    withheld: 'Accounting records of visits that were paid by an invoice, kept as long as the law asks for.',
  },
})
