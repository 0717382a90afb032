import type { BackupKeys } from '#src/crypto/backup-keys.ts'
import type { Pools } from '#src/db/connect.ts'
import { inTurn } from '#src/jobs/in-turn.ts'
import type { LedgerPlace } from '#src/privacy/ledger/ledger-file.ts'
import { noteBeat, writeUnwritten } from '#src/privacy/ledger/write-ledger.ts'

/** The ledger as the process uses it. */
export interface Ledger {
  readonly place: LedgerPlace
  /** The ledger's hash of a blind index of an organisation. */
  hashFor(organisationId: string, blindIndex: Buffer): string
  /** Somebody's request has recorded an act: its answer waits until that is durable. */
  note(requestId: string): void
  /** Whether a request has recorded an act; asked once. */
  takeNote(requestId: string): boolean
  /**
   * Resolves when every act that was committed before the call is durable in the file. Those who wait at one time are
   * served by one run.
   * @throws LedgerError where the file does not belong to the database or is incomplete
   */
  write(): Promise<void>
  /** Notes how late it is by the database's own count. */
  beat(): Promise<void>
}

/** Opens the ledger of a process; nothing is read or made before the first use. */
export const openLedger = (
  db: Pick<Pools, 'worker'>,
  { folder, keys }: { folder: string; keys: BackupKeys },
): Ledger => {
  const place = { folder, keys }
  const noted = new Set<string>()
  return {
    place,
    hashFor: keys.hashFor,
    note: (requestId) => void noted.add(requestId),
    takeNote: (requestId) => noted.delete(requestId),
    write: inTurn(() => writeUnwritten({ db, place })),
    beat: () => noteBeat({ db, place }),
  }
}

/**
 * Puts every committed act into the ledger's file; when it resolves they are durable there.
 * @throws LedgerError where the file does not belong to the database or is incomplete
 */
export const writeLedger = ({ ledger }: { ledger: Ledger }): Promise<void> => ledger.write()
