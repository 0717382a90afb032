import { verifyLedger } from '#src/privacy/ledger/ledger-file.ts'
import { LedgerError } from '#src/privacy/ledger/ledger-line.ts'
import { type LedgerDeps, writeUnwritten } from '#src/privacy/ledger/write-ledger.ts'

/**
 * Judges whether a database may be opened: it belongs to its ledger, knows all of it, and the ledger is whole. What a
 * crash left between the two is finished.
 * @returns why not, or null
 */
export const judgeLedger = async (deps: LedgerDeps): Promise<LedgerError | null> => {
  try {
    await writeUnwritten(deps)
    await verifyLedger(deps.place)
    return null
  } catch (error) {
    if (error instanceof LedgerError) return error
    throw error
  }
}
