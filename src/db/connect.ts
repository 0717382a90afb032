import { createHash } from 'node:crypto'
import {
  CamelCasePlugin,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import type { Database, Tx } from '#src/db/database.ts'

/** The pools of one process: requests and jobs do not take each other's connections or time-outs. */
export interface Pools {
  readonly api: pg.Pool
  readonly worker: pg.Pool
  /** For the trail of reads, which must not wait for the connections of the requests that wait for it. */
  readonly trail: pg.Pool
  /** With the login that reads statistics alone; null where none is configured. */
  readonly statistics: pg.Pool | null
  /** Whether statements are prepared under a name; off behind a pooler that cannot keep them. */
  readonly statementNames: boolean
}

const shortestInstant = '2026-01-01 00:00:00+00'.length

/** As `Date.toISOString` says it, without the Date: lists hold a hundred instants, and they took a twentieth of the time. */
const instant = (text: string) => {
  // Sessions are in UTC; years beyond 9999 and before Christ are written otherwise.
  if (text[10] !== ' ' || !text.endsWith('+00')) return new Date(text).toISOString()
  const milliseconds = text.length === shortestInstant ? '000' : text.slice(20, -3).padEnd(3, '0').slice(0, 3)
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${milliseconds}Z`
}
const local = (text: string) => `${text.slice(0, 10)}T${text.slice(11, 16)}`

const parsers: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.TIMESTAMPTZ]: instant,
  [pg.types.builtins.TIMESTAMP]: local,
  [pg.types.builtins.DATE]: (text) => text,
  [pg.types.builtins.INT8]: Number,
}
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  parsers[oid] ?? pg.types.getTypeParser(oid, format as 'text')

const timeouts = { api: [5_000, 2_000, 10_000], worker: [60_000, 10_000, 120_000] } as const

const openPool = (connectionString: string, kind: keyof typeof timeouts, max: number): pg.Pool => {
  const [statement, lock, idle] = timeouts[kind]
  const pool = new pg.Pool({
    connectionString,
    max,
    pipeline: true,
    types: { getTypeParser },
    // Also how long a request waits for its turn: a storm of bookings is to be served, not turned away.
    connectionTimeoutMillis: 8_000,
    idleTimeoutMillis: 30_000,
    application_name: `praxis-${kind}`,
    // Of names with one slip of the finger the directory's search finds nine in ten at 0.4, at the usual 0.6 four.
    options: `-c pg_trgm.word_similarity_threshold=0.4 -c timezone=UTC -c statement_timeout=${statement} -c lock_timeout=${lock} -c idle_in_transaction_session_timeout=${idle}`,
  } as pg.PoolConfig)
  // A connection that the server closes is replaced at its next use. Unheard, the event would end the process: the
  // pool hears it of its idle connections alone, and one that a transaction holds can be lost between two statements.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Opens the pools of a process with the application login. Nothing connects before the first use. */
export const openPools = (
  databaseUrl: string,
  options: { statementNames: boolean; statisticsUrl?: string | null | undefined },
): Pools => ({
  api: openPool(databaseUrl, 'api', 16),
  // A job may keep one while an SMTP server takes its time: relay and schedules need some beside the eight jobs.
  worker: openPool(databaseUrl, 'worker', 12),
  trail: openPool(databaseUrl, 'api', 2),
  statistics: options.statisticsUrl ? openPool(options.statisticsUrl, 'api', 2) : null,
  statementNames: options.statementNames,
})

/** Ends all pools after their connections came back. */
export const closePools = async (pools: Pools): Promise<void> => {
  await Promise.all([pools.api.end(), pools.worker.end(), pools.trail.end(), pools.statistics?.end()])
}

// A name must mean one text in every process that shares a pooled connection, hence a digest and not a counter.
const names = new Map<string, string>()
const largestNamedSet = 5_000

/** The name under which a statement's text is prepared, undefined once too many different ones were seen. */
export const statementName = (text: string): string | undefined => {
  const known = names.get(text)
  if (known || names.size >= largestNamedSet) return known
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 24)
  names.set(text, name)
  return name
}

class ClientConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient
  readonly #named: boolean
  constructor(client: pg.PoolClient, named: boolean) {
    this.#client = client
    this.#named = named
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const name = this.#named ? statementName(query.sql) : undefined
    // What is asked at one go leaves as one packet: each write of its own costs more than most statements.
    const { stream } = this.#client.connection
    stream.cork()
    process.nextTick(() => stream.uncork())
    const result = await this.#client.query({
      text: query.sql,
      values: [...query.parameters],
      ...(name ? { name } : {}),
    })
    return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) }
  }
  // A pipelined connection cannot hold a portal open.
  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('read page by page instead')
  }
}

class ClientDriver implements Driver {
  readonly #connection: ClientConnection
  constructor(connection: ClientConnection) {
    this.#connection = connection
  }
  async init() {}
  async acquireConnection() {
    return this.#connection
  }
  async beginTransaction() {
    throw new Error('a scope is a transaction already')
  }
  async commitTransaction() {}
  async rollbackTransaction() {}
  async releaseConnection() {}
  async destroy() {}
}

const camelCase = new CamelCasePlugin({ maintainNestedObjectKeys: true })
const bound = new WeakMap<pg.PoolClient, Kysely<Database>>()

/** Kysely over one checked-out client; made once per connection, as building it costs more than a query. */
export const kyselyOf = (client: pg.PoolClient, statementNames: boolean): Tx => {
  let kysely = bound.get(client)
  if (!kysely) {
    const driver = new ClientDriver(new ClientConnection(client, statementNames))
    kysely = new Kysely<Database>({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => driver,
        createIntrospector: (db) => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
      plugins: [camelCase],
    })
    bound.set(client, kysely)
  }
  return kysely as Tx
}
