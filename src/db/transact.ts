import pg from 'pg'
import { kyselyOf, type Pools, statementName } from '#src/db/connect.ts'
import type { Tx } from '#src/db/database.ts'
import { asPrepared, inOnePacket, isPrepared, rememberFields, runTogether } from '#src/db/one-trip.ts'
import { joinReader, leaveReader, openReader } from '#src/db/readers.ts'
import { notFound, Problem, unauthenticated } from '#src/errors.ts'

/** The call that sets the scope of a transaction, and raises unless what it was given stands. */
export interface Entrance {
  text: string
  values: unknown[]
}

/** A read that may travel in the same trip as its entrance: SQL with `$n`, camelCase aliases, values. */
export interface Statement {
  text: string
  values: unknown[]
}

/** A statement with the name under which it is prepared, where statements have names. */
export interface NamedStatement extends Statement {
  name?: string
}

/** Gives a statement its name, so that a connection plans it once. */
export const named = (
  { statementNames }: Pick<Pools, 'statementNames'>,
  statement: Statement,
): NamedStatement => {
  const name = statementNames ? statementName(statement.text) : undefined
  return name ? { ...statement, name } : statement
}

const refusals: Record<string, () => Problem> = {
  PX401: () => unauthenticated(),
  PX403: () => new Problem('forbidden'),
  PX404: notFound,
  PX423: () => new Problem('second-factor-required'),
  PX451: () => new Problem('acceptance-required'),
  PX452: () => new Problem('undertaking-required'),
  PX410: () => new Problem('invalid-token'),
}

/** PostgreSQL's word for a statement that was prepared before its table got another column, among other things. */
const outdated = '0A000'

/** How often what failed so is tried: each time an outdated connection is thrown away, and a pool has sixteen. */
const attempts: ReadonlyMap<string, number> = new Map([
  ['40001', 4],
  ['40P01', 4],
  [outdated, 17],
])

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? ''

const asProblem = (error: unknown) => refusals[codeOf(error)]?.() ?? error

const persistently = async <R>(run: () => Promise<R>): Promise<R> => {
  for (let tried = 1; ; tried++) {
    try {
      return await run()
    } catch (error) {
      if (tried >= (attempts.get(codeOf(error)) ?? 1)) throw error
    }
  }
}

const connect = async (pool: pg.Pool): Promise<pg.PoolClient> => {
  try {
    return await pool.connect()
  } catch (cause) {
    throw new Problem('unavailable', { retryAfter: 2, cause })
  }
}

const commit = async (client: pg.PoolClient) => {
  const { command } = await client.query('commit')
  // After a refused statement Postgres answers COMMIT with ROLLBACK; whoever swallowed the refusal must not report success.
  if (command !== 'COMMIT') throw new Error('the transaction was rolled back')
}

const attempt = async <E, R>(
  pools: Pools,
  pool: pg.Pool,
  entrance: Entrance,
  run: (tx: Tx, entered: E) => Promise<R>,
  begin = 'begin',
): Promise<R> => {
  const client = await connect(pool)
  let usable = false
  try {
    const [begun, entered] = await Promise.allSettled(
      inOnePacket(client, () => [client.query(begin), client.query(named(pools, entrance))] as const),
    )
    if (begun.status === 'rejected') throw begun.reason
    try {
      if (entered.status === 'rejected') throw asProblem(entered.reason)
      const result = await run(kyselyOf(client, pools.statementNames), entered.value.rows[0] as E)
      await commit(client)
      usable = true
      return result
    } catch (error) {
      const rolledBack = await client.query('rollback').then(
        () => true,
        () => false,
      )
      usable = rolledBack && codeOf(error) !== outdated
      throw error
    }
  } finally {
    client.release(!usable)
  }
}

/**
 * Runs `run` in one transaction inside the scope that `entrance` sets. `begin` and the entrance leave together;
 * nothing of `run` is sent before the entrance stood. Deadlocks, serialisation failures and what a migration made
 * outdated are run again.
 * @throws Problem where the entrance refuses; whatever `run` throws, after everything was rolled back
 */
export const transact = <E, R>(
  pools: Pools,
  pool: 'api' | 'worker',
  entrance: Entrance,
  run: (tx: Tx, entered: E) => Promise<R>,
): Promise<R> => persistently(() => attempt(pools, pools[pool], entrance, run))

/**
 * Reads in one transaction of which nothing that is committed meanwhile is seen, however long it takes.
 * @throws as `transact`; it is not run again
 */
export const readSnapshot = <E, R>(
  pools: Pools,
  entrance: Entrance,
  run: (tx: Tx, entered: E) => Promise<R>,
): Promise<R> =>
  attempt(pools, pools.worker, entrance, run, 'begin isolation level repeatable read read only')

/** What a connection does that has not prepared both yet: it learns them. */
const readInSteps = async (
  client: pg.PoolClient,
  entrance: NamedStatement,
  statement: NamedStatement,
): Promise<[unknown[], unknown[]]> => {
  const sent = inOnePacket(
    client,
    () =>
      [
        client.query('begin read only'),
        client.query(entrance),
        client.query(statement),
        client.query('commit'),
      ] as const,
  )
  // All four are waited for, so that nothing of them is under way when the connection goes back.
  await Promise.allSettled(sent)
  const [, entered, read] = await Promise.all(sent)
  rememberFields(entrance.name, entered.fields)
  rememberFields(statement.name, read.fields)
  return [entered.rows, read.rows]
}

const leavesConnectionUsable = (error: unknown) =>
  error instanceof pg.DatabaseError && error.severity === 'ERROR' && error.code !== outdated

const readOnce = async <E, R>(
  pools: Pools,
  entrance: Entrance,
  statement: Statement,
): Promise<{ entered: E; rows: R[] }> => {
  const { api } = pools
  const [entering, reading] = [named(pools, entrance), named(pools, statement)]
  const knows = (client: pg.PoolClient) => isPrepared(client, entering) && isPrepared(client, reading)
  const reader = joinReader(api, knows) ?? openReader(api, await connect(api), knows)
  let usable = false
  try {
    const [prepared, read] = [asPrepared(reader.client, entering), asPrepared(reader.client, reading)]
    const [entered, rows] =
      prepared && read
        ? await runTogether(reader.client, prepared, read)
        : await readInSteps(reader.client, entering, reading)
    usable = true
    return { entered: entered[0] as E, rows: rows as R[] }
  } catch (error) {
    usable = leavesConnectionUsable(error)
    throw asProblem(error)
  } finally {
    leaveReader(api, reader, usable)
  }
}

/**
 * One read in one trip and one transaction: begin, entrance, query and commit leave together. For reads alone: a
 * write would be sent before the caller's role was judged.
 * @returns what the entrance and the query answered
 */
export const readTogether = <E, R>(
  pools: Pools,
  entrance: Entrance,
  statement: Statement,
): Promise<{ entered: E; rows: R[] }> => persistently(() => readOnce<E, R>(pools, entrance, statement))

/** One read of what everybody may see, outside of any scope. */
export const readPublic = async <R>(pools: Pools, statement: Statement): Promise<R[]> => {
  const client = await connect(pools.api)
  let usable = false
  try {
    const { rows } = await client.query(named(pools, statement))
    usable = true
    return rows as R[]
  } finally {
    client.release(!usable)
  }
}
