import type { JobScope } from '#src/db/scope.ts'
import type { Finding } from '#src/features/imports/findings.ts'
import {
  findSources,
  type KnownSource,
  keepRows,
  markRows,
  takeRowsBack,
} from '#src/features/imports/imports.queries.ts'
import type { StoredImport } from '#src/features/imports/imports.schema.ts'
import type { SourceRow } from '#src/features/imports/read-lines.ts'
import { sourceHash } from '#src/features/imports/source-hash.ts'

/** What became of a row. */
export interface RowOutcome {
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'agedOut' | 'failed'
  readonly error?: Finding
  readonly noAddress?: boolean
  /** Left out only when it was stored. */
  readonly ignored?: readonly Finding[]
}

/** When mails go out: one a second, however many people an import holds. */
export interface MailClock {
  /** ISO 8601. */
  readonly from: string
  count: number
}

/** Takes the next second of the clock. */
export const nextMail = (clock: MailClock): string =>
  new Date(Date.parse(clock.from) + clock.count++ * 1_000).toISOString()

/** Outcomes by line. */
export type Outcomes = Map<number, RowOutcome>

/** How a kind of thing is stored. */
export interface RowStore<T> {
  /** Stores rows in the scope's transaction. @throws the database's error, after which nothing of it stands */
  store(scope: JobScope, rows: readonly SourceRow<T>[], mails: MailClock): Promise<Outcomes>
  /** What the database refused of a single row; null for an error that is not the row's. */
  refusal(constraint: string): Finding
}

const isOfRow = (error: unknown): error is { constraint?: string } =>
  /^23/.test(String((error as { code?: string }).code))

const half = <R>(rows: readonly R[]): [readonly R[], readonly R[]] => {
  const middle = Math.ceil(rows.length / 2)
  return [rows.slice(0, middle), rows.slice(middle)]
}

/**
 * Stores rows together, and where the database refuses one of them, the halves of them, so that it is found and the
 * others stand.
 */
export const storeRows = async <T>(
  scope: JobScope,
  store: RowStore<T>,
  rows: readonly SourceRow<T>[],
  mails: MailClock,
): Promise<Outcomes> => {
  const [first] = rows
  if (!first) return new Map()
  const { count } = mails
  await markRows(scope.tx)
  try {
    const outcomes = await store.store(scope, rows, mails)
    await keepRows(scope.tx)
    return outcomes
  } catch (error) {
    if (!isOfRow(error)) throw error
    await takeRowsBack(scope.tx)
    mails.count = count
    if (rows.length === 1)
      return new Map([[first.line, { outcome: 'failed', error: store.refusal(error.constraint ?? '') }]])
  }
  const [some, others] = half(rows)
  const outcomes = await storeRows(scope, store, some, mails)
  for (const [line, outcome] of await storeRows(scope, store, others, mails)) outcomes.set(line, outcome)
  return outcomes
}

/** A row with its keyed hashes and what an earlier import noted of it. */
export interface HashedRow<T> extends SourceRow<T> {
  readonly sourceHash: Buffer
  readonly rowHash: Buffer
  readonly known: KnownSource | undefined
}

/** Hashes rows by the organisation's key, and looks up what is known of them. */
export const hashRows = async <T>(
  scope: JobScope,
  kind: StoredImport['kind'],
  rows: readonly SourceRow<T>[],
): Promise<HashedRow<T>[]> => {
  const { tx, organisationId } = scope
  const hash = await sourceHash(scope)
  const hashed = rows.map((row) => ({
    ...row,
    sourceHash: hash(`${kind}/${row.sourceId}`),
    rowHash: hash(`${kind}/${row.sourceId}/${JSON.stringify(row.value)}`),
  }))
  const sources = await findSources(
    tx,
    organisationId,
    kind,
    hashed.map(({ sourceHash }) => sourceHash),
  )
  const byHash = new Map(sources.map((source) => [source.sourceHash.toString('base64'), source]))
  return hashed.map((row) => ({ ...row, known: byHash.get(row.sourceHash.toString('base64')) }))
}

/** Whether a row says what it said when it was imported. */
export const isUnchanged = <T>({ known, rowHash }: HashedRow<T>): boolean =>
  known?.rowHash.equals(rowHash) ?? false
