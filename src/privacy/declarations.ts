/**
 * What becomes of a row when the person at the end of a path is erased; by itself it is deleted. `anonymise`: it stays
 * for the sake of others, and its columns become what their annotations say. `keep`: it stays as it is.
 */
interface PathErasure {
  readonly erased?: 'anonymise' | 'keep'
}

/** A person whom a row is about, and the camelCase column that leads to them. */
export type SubjectPath = PathErasure &
  (
    | {
        /** The column holds the person's id. `only`: of rows that the platform keeps; others are about somebody else. */
        readonly of: 'account' | 'patient' | 'practitioner'
        readonly by: string
        readonly only?: 'platform'
      }
    /** The column holds the blind index of the login e-mail of the account, where a row is older than its account. */
    | { readonly of: 'loginEmail'; readonly by: string }
    /** The column holds the id of a row of another declared table, whose subjects are this row's. */
    | { readonly through: string; readonly by: string }
  )

/** How long a row stays, and from when that counts. Periods are ISO 8601 durations, columns camelCase. */
export type Retention =
  /** As long as the person: erasure takes it. `orUntil`: rows that have an instant in that column go by it. */
  | { readonly kind: 'asLongAsSubject'; readonly orUntil?: string }
  /** As long as the organisation is a customer. */
  | { readonly kind: 'asLongAsOrganisation' }
  /** Until the instant in a column. */
  | { readonly kind: 'untilColumn'; readonly column: string }
  /** A fixed period after the instant in a column. */
  | { readonly kind: 'period'; readonly after: string; readonly period: string }
  /** A period that the organisation sets within bounds of the law as data. */
  | { readonly kind: 'setting'; readonly after: string; readonly setting: string }
  /** For ever, as the sentence says why. */
  | { readonly kind: 'always'; readonly because: string }

/** What the register says of a table beside its columns' annotations. */
export interface TablePrivacy {
  /** Whose rows they are; empty where they are about nobody. */
  readonly subjects: readonly SubjectPath[]
  readonly retention: Retention
  /** Tables whose rows take rows of this one along when their time is over; `by` holds the id of such a row. */
  readonly goesWith?: readonly { readonly table: string; readonly by: string }[]
  /** The name of its rows in a person's export; `null` says that none of its columns is exported. */
  readonly exportAs: string | null
  /** Why a table that tells of people is in no export, in a sentence that the notice can show. */
  readonly withheld?: string
  /** Its rows are part of the record: where the law keeps that past an erasure, they stay with it. */
  readonly keptWithRecord?: true
}

/** Declares tables of a feature; the keys are those of `src/schema/tables.ts`. */
export const declareTables = <const T extends Record<string, TablePrivacy>>(declared: T): T => declared
