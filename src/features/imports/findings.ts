/** What is told of rows, the most urgent kind first. */
export const findingKinds = ['error', 'noAddress', 'ignored'] as const
export type FindingKind = (typeof findingKinds)[number]

/** What is wrong with a row or left out of it, as the sentence that its reader gets. None holds a value of the row. */
const sentences = {
  unreadable: 'is not readable as JSON or CSV',
  notUtf8: 'is not UTF-8: save the file in that encoding',
  tooLong: 'is longer than 1 MiB',
  tooDeep: 'is nested more than 32 levels deep',
  endsEarly: 'ends before its last row does',
  noBundle: 'is no Bundle with entries',
  wrongCount: 'has another number of cells than the header',
  required: 'is needed',
  wrongForm: 'has the wrong form',
  duplicate: 'was in an earlier row of this file',
  notUnderstood: 'changes the meaning of the row in a way that is not understood',
  wrongNumber: "is no national number of the organisation's country",
  belowMinimumAge: 'is below the minimum age',
  unknownPatient: 'names no patient of the organisation',
  unknownPractitioner: 'names no practitioner of the organisation',
  deactivatedPatient: 'names a patient who is deactivated',
  endsBeforeStart: 'must be after the start',
  tooLongVisit: 'must be within 24 hours of the start',
  noSite: 'cannot be stored before the organisation has a site',
  practitionerTaken: 'is taken: the practitioner has another appointment then',
  patientTaken: 'is taken: the patient has another appointment then',
  changedHere: 'was changed here since it was imported',
  clash: 'belongs to something else already',
  noAddress: 'is missing: nobody is told by mail',
  notStored: 'is not stored',
  notUsed: 'is not used by this organisation and not stored',
  needsConsent: "is not stored without the person's consent",
  incomplete: 'is not stored, as part of what belongs to it is missing',
  unknownColumn: 'is no column of the template and is not stored',
  otherResource: 'is of another kind than this import',
  cancelled: 'did not take place and is not stored',
} as const

/** A code of what was found. */
export type FindingCode = keyof typeof sentences

/** The sentence of a code; one of a newer version says no more than that something was found. */
export const sentenceOf = (code: string): string => sentences[code as FindingCode] ?? sentences.notStored

/** Where in a row something was found, as a pointer (RFC 6901), and what. */
export interface Finding {
  readonly pointer: string
  readonly code: FindingCode
}

/** A row that is refused. */
export class RefusedRow extends Error {
  override readonly name = 'RefusedRow'
  readonly finding: Finding

  constructor(pointer: string, code: FindingCode) {
    super(code)
    this.finding = { pointer, code }
  }
}

/** What a row of any format says, once it was read. */
export type ReadRow<T> =
  | {
      readonly kind: 'row'
      readonly sourceId: string
      readonly value: T
      readonly ignored: readonly Finding[]
    }
  /** Nothing of it is for this import. */
  | { readonly kind: 'leftOut'; readonly ignored: readonly Finding[] }
