/** What becomes of a table's rows when their patient is merged into another one. */
export type Merging =
  /** They become the other's, their sealed values under the other's keys. */
  | {
      readonly how: 'move'
      /** Where these columns may be there once a patient, the row of the kept one wins. */
      readonly oneEach?: readonly string[]
      /** What is one of each is so among the rows that say this alone. */
      readonly among?: Readonly<Record<string, string>>
      /** Rows in which this column is empty are not under the patient's keys yet and keep their sealed values. */
      readonly sealedOnceSet?: string
    }
  /** They go with the patient. */
  | { readonly how: 'discard'; readonly because: string }
  | { readonly how: 'stay'; readonly because: string }

/** Every table whose rows belong to a patient, by its name in `src/schema/tables.ts`. A house test keeps it complete. */
export const mergedTables: Readonly<Record<string, Merging>> = {
  appointments: { how: 'move' },
  mails: { how: 'move' },
  guardians: { how: 'move', oneEach: ['accountId'], among: { state: 'active' } },
  assignments: { how: 'move', oneEach: ['practitionerId'] },
  // What the platform asked for and nobody has approved is under the platform's key.
  breakGlass: { how: 'move', sealedOnceSet: 'expiresAt' },
  consents: { how: 'move' },
  importSources: { how: 'move' },
  dataRequests: { how: 'move' },
  legalHolds: { how: 'move' },
  reviewInvitations: { how: 'move' },
  reviews: { how: 'move' },
  surveyParticipations: { how: 'move', oneEach: ['surveyId'] },
  surveyResponses: { how: 'move' },
  objections: { how: 'move' },
  disclosures: { how: 'move' },
  patientChanges: { how: 'move' },
  ledgerActs: { how: 'stay', because: 'what was taken away is never rewritten' },
  patientNameTokens: { how: 'discard', because: 'the kept patient has those of the name that is kept' },
  auditEventPatients: { how: 'stay', because: 'as the events that it lists' },
  auditEvents: {
    how: 'stay',
    because: 'what happened is never rewritten; the event of the merge names both',
  },
}
