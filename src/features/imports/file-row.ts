import type { FindingCode } from '#src/features/imports/findings.ts'

/** A row as it lies in the file: JSON not parsed yet, cells of a CSV file, or what keeps it from being read. */
export interface FileRow {
  /** From 1: the line of a text file, the number of a Bundle's entry. */
  readonly line: number
  readonly json?: Buffer
  readonly cells?: readonly string[]
  readonly fault?: FindingCode
}

/** The most bytes of one row (`SECURITY.md` S41). */
export const longestRow = 1024 * 1024

/** The formats of an import, by the content type of its body. */
export const importFormats = ['application/fhir+ndjson', 'application/fhir+json', 'text/csv'] as const
export type ImportFormat = (typeof importFormats)[number]
