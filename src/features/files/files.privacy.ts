import { declareTables } from '#src/privacy/declarations.ts'

/** A file is about many people: it waits for its work, sealed, and goes with it. */
export const filesPrivacy = declareTables({
  files: { subjects: [], retention: { kind: 'untilColumn', column: 'expiresAt' }, exportAs: null },
  filePieces: {
    subjects: [],
    // At the longest: they go with their file, a week after it came.
    retention: { kind: 'asLongAsOrganisation' },
    goesWith: [{ table: 'files', by: 'fileId' }],
    exportAs: null,
    withheld: 'Nobody can be found in a file before it is read; what its rows become is exported.',
  },
})
