import type pg from 'pg'
import type { ArchiveHeader, TableSource } from '#src/backups/archive.ts'
import {
  beginSnapshot,
  copyOutText,
  endSnapshot,
  findInstance,
  listMigrations,
  listPartitions,
  listTables,
  listTrailHeads,
} from '#src/backups/backups.queries.ts'
import { isMigrators, leftOut } from '#src/backups/left-out.ts'
import { copyOut } from '#src/db/copy.ts'
import type { LedgerHead } from '#src/privacy/ledger/ledger-line.ts'

/** One unchanging view of the database, from which an archive is written. */
export interface Snapshot {
  readonly header: ArchiveHeader
  readonly source: TableSource
}

/** A database that waits for its ledger is no source of backups. */
const demandInstance = async (client: pg.ClientBase): Promise<string> => {
  const id = await findInstance(client)
  if (id === null) throw new Error('the database was restored, and its ledger was not replayed')
  return id
}

const describe = async (
  client: pg.ClientBase,
  kind: ArchiveHeader['kind'],
  createdAt: string,
  ledger: LedgerHead,
): Promise<ArchiveHeader> => {
  const all = await listTables(client, kind === 'data' ? 'public' : 'keys')
  const kept = all.filter(({ name }) => leftOut[name] === undefined && !isMigrators(name))
  return {
    format: 1,
    kind,
    instanceId: await demandInstance(client),
    createdAt,
    migrations: await listMigrations(client),
    tables: kept,
    partitions: kind === 'data' ? await listPartitions(client) : [],
    leftOut: all.map(({ name }) => name).filter((name) => leftOut[name] !== undefined),
    ledger,
    trail: kind === 'data' ? await listTrailHeads(client) : [],
  }
}

/** Runs over one unchanging view of the database: what is committed meanwhile is not in it, in no table. */
export const withSnapshot = async <R>(
  client: pg.ClientBase,
  { kind, createdAt, ledger }: { kind: ArchiveHeader['kind']; createdAt: string; ledger: LedgerHead },
  run: (snapshot: Snapshot) => Promise<R>,
): Promise<R> => {
  await beginSnapshot(client)
  const header = await describe(client, kind, createdAt, ledger)
  const result = await run({ header, source: (table) => copyOut(client, copyOutText(table)) })
  await endSnapshot(client)
  return result
}
