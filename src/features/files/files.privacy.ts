import { declareTables } from '#src/privacy/declarations.ts'

/** A file is about many people: it waits for its work, sealed, and goes with it. */
export const filesPrivacy = declareTables({
  files: { subjects: [], retention: { kind: 'untilColumn', column: 'expiresAt' }, exportAs: null },
  filePieces: {
    subjects: [{ through: 'files', by: 'fileId' }],
    retention: { kind: 'asLongAsSubject' },
    exportAs: null,
  },
})
