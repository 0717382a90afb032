import { declareTables } from '#src/privacy/declarations.ts'

/** Imports tell who brought what in; their hashes keep a repeat from adding anything. */
export const importsPrivacy = declareTables({
  imports: {
    subjects: [{ of: 'account', by: 'enteredBy', erased: 'anonymise' }],
    retention: { kind: 'period', after: 'finishedAt', period: 'P90D' },
    exportAs: 'imports',
  },
  importFindings: {
    subjects: [],
    retention: { kind: 'asLongAsOrganisation' },
    goesWith: [{ table: 'imports', by: 'importId' }],
    exportAs: null,
  },
  importSources: {
    subjects: [{ of: 'patient', by: 'patientId' }],
    retention: { kind: 'asLongAsSubject' },
    exportAs: null,
    withheld: 'Keyed hashes by which a row is known again; what it became is exported itself.',
  },
})
