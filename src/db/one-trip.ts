import pg from 'pg'

declare module 'pg' {
  interface ClientBase {
    readonly connection: Connection
  }
  interface Connection {
    /** Text by name of what this connection has prepared. */
    readonly parsedStatements: Readonly<Record<string, string>>
  }
  interface Query {
    prepare(connection: Connection): void
    handleRowDescription(message: { fields: import('pg').FieldDef[] }): void
    handleCommandComplete(message: unknown, connection: Connection): void
  }
}

/** A statement that the connection has prepared, with the columns that it answers. */
export interface PreparedStatement {
  readonly name: string
  readonly text: string
  readonly values: readonly unknown[]
  readonly fields: pg.FieldDef[]
}

const asWritten = (value: unknown): string | Buffer | null => {
  if (value === null || typeof value === 'string' || value instanceof Buffer) return value
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new TypeError('a value that is no scalar')
}

type Answered = (error: Error | undefined, results: unknown) => void

/**
 * Two prepared statements behind one Sync: PostgreSQL runs them in one transaction that ends with the message, and
 * when the first raises it skips the second. Beside begin and commit of their own that saves half of the cost; and
 * as the columns are known, they are not described again.
 */
class OneTrip extends pg.Query {
  readonly #statements: readonly PreparedStatement[]
  readonly #values: (string | Buffer | null)[][]
  #done = 0
  constructor(statements: readonly [PreparedStatement, PreparedStatement], answered: Answered) {
    super({ name: statements[0].name, text: statements[0].text }, answered)
    this.#statements = statements
    this.#values = statements.map(({ values }) => values.map(asWritten))
  }
  override prepare(connection: pg.Connection) {
    for (const [n, { name }] of this.#statements.entries()) {
      connection.bind({ statement: name, values: this.#values[n]! }, true)
      connection.execute({}, true)
    }
    connection.sync()
    this.#expectRows()
  }
  override handleCommandComplete(message: unknown, connection: pg.Connection) {
    super.handleCommandComplete(message, connection)
    this.#done++
    this.#expectRows()
  }
  #expectRows() {
    const next = this.#statements[this.#done]
    if (next) this.handleRowDescription({ fields: next.fields })
  }
}

// By name, hence by text: whoever prepares it again after a migration tells them anew.
const fieldsByName = new Map<string, pg.FieldDef[]>()

/** Remembers what a named statement answers, from a result of it. */
export const rememberFields = (name: string | undefined, fields: pg.FieldDef[]): void => {
  if (name !== undefined) fieldsByName.set(name, fields)
}

/** Whether this connection has prepared a statement whose columns are known. */
export const isPrepared = (client: pg.PoolClient, { name }: { name?: string }): boolean =>
  name !== undefined && fieldsByName.has(name) && client.connection.parsedStatements[name] !== undefined

/** The statement as this connection has prepared it; undefined where it has not, or where its columns are unknown. */
export const asPrepared = (
  client: pg.PoolClient,
  { name, text, values }: { name?: string; text: string; values: readonly unknown[] },
): PreparedStatement | undefined => {
  const fields = name === undefined ? undefined : fieldsByName.get(name)
  return name && fields && isPrepared(client, { name }) ? { name, text, values, fields } : undefined
}

/** Sends all that `send` queries in one packet; connections hand over each message by itself otherwise. */
export const inOnePacket = <R>(client: pg.PoolClient, send: () => R): R => {
  const { stream } = client.connection
  stream.cork()
  try {
    return send()
  } finally {
    stream.uncork()
  }
}

/**
 * Runs an entrance and a read behind it in one message and one transaction.
 * @returns the rows of both
 * @throws whatever the first of them raised; the connection stays usable
 */
export const runTogether = (
  client: pg.PoolClient,
  entrance: PreparedStatement,
  read: PreparedStatement,
): Promise<[unknown[], unknown[]]> =>
  new Promise((resolve, reject) => {
    // What others send on this connection in the same turn of the loop leaves with it.
    const { stream } = client.connection
    stream.cork()
    setImmediate(() => stream.uncork())
    client.query(
      new OneTrip([entrance, read], (error, results) => {
        if (error) return reject(error)
        const [entered, found] = results as [pg.QueryResult, pg.QueryResult]
        resolve([entered.rows, found.rows])
      }),
    )
  })
