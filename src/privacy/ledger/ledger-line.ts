import type { LedgerAction } from '#src/privacy/ledger/record-taking-away.ts'

/** One act as it stands in the ledger: ids, codes and keyed hashes. */
export interface LedgerEntry {
  readonly position: number
  readonly id: string
  /** When it was done, ISO 8601. */
  readonly at: string
  readonly organisationId: string
  readonly action: LedgerAction
  readonly accountId: string | null
  readonly patientId: string | null
  readonly subjectId: string | null
  readonly detail: Readonly<Record<string, string>>
  readonly hashes: readonly string[]
}

/** The ledger's first line: whose it is. */
export interface LedgerHeader {
  readonly position: 0
  readonly instanceId: string
  readonly format: 1
}

/** How far a ledger goes. */
export interface LedgerHead {
  readonly position: number
  /** Of the last line; the next one carries it. */
  readonly hash: string
}

/** Why a ledger cannot be relied on. */
export type LedgerFault =
  /** The database has no instance: it was restored, and the ledger was not replayed. */
  | 'restored'
  /** The ledger holds acts, or has seen a time, that the database does not know: it is older. */
  | 'databaseBehind'
  /** Lines are missing, changed or cut off. */
  | 'ledgerIncomplete'
  /** The ledger belongs to another database. */
  | 'otherLedger'

/** The ledger does not hold what it must; nothing may be opened or written until somebody has looked. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError'
  readonly fault: LedgerFault
  constructor(fault: LedgerFault, message: string) {
    super(message)
    this.fault = fault
  }
}

type Chain = (line: string) => string

/** A line with its hash, which binds it to the line before it. */
export const chained = (
  chain: Chain,
  previous: string,
  body: LedgerEntry | LedgerHeader,
): { line: string; head: LedgerHead } => {
  const text = JSON.stringify({ ...body, previous })
  const hash = chain(text)
  return {
    line: `${text.slice(0, -1)},"hash":"${hash}"}\n`,
    head: { position: body.position, hash },
  }
}

const form = /^(\{.*),"hash":"([\w-]{43})"\}$/

/**
 * Reads a line, without its end; undefined where a byte of it is another one.
 * @returns what stands in it, its own hash and that of the line before it
 */
export const readLine = (
  chain: Chain,
  line: string,
): { body: LedgerEntry | LedgerHeader; previous: string; hash: string } | undefined => {
  const [, start, hash = ''] = form.exec(line) ?? []
  if (start === undefined || chain(`${start}}`) !== hash) return undefined
  const { previous, ...body } = JSON.parse(`${start}}`)
  return { body, previous, hash }
}

/** Whether it is an act and not the header. */
export const isEntry = (body: LedgerEntry | LedgerHeader): body is LedgerEntry => body.position > 0
