import { once } from 'node:events'
import type pg from 'pg'

type Connection = pg.Connection & {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  sendCopyFail(reason: string): void
  endCopyFrom(): void
}

/** Bytes handed on at a time: what a copy holds in memory, whatever the size of the table. */
const pieceSize = 256 * 1024

/** What the driver calls of a statement that it runs; a COPY answers by none of the usual messages. */
abstract class Copy {
  readonly #text: string
  #settle: { resolve(rows: number): void; reject(error: Error): void } | undefined
  protected rows = 0
  readonly done: Promise<number>
  constructor(text: string) {
    this.#text = text
    this.done = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
    })
    // Whoever reads the pieces hears of the failure there.
    this.done.catch(() => {})
  }
  submit(connection: pg.Connection) {
    ;(connection as Connection).query(this.#text)
  }
  handleRowDescription() {}
  handleDataRow() {}
  handlePortalSuspended() {}
  handleEmptyQuery() {}
  handleCommandComplete({ text }: { text: string }) {
    this.rows = Number(/^COPY (\d+)$/.exec(text)?.[1] ?? Number.NaN)
  }
  handleCopyInResponse(connection: pg.Connection) {
    ;(connection as Connection).sendCopyFail('nothing is sent')
  }
  handleCopyData(_message: { chunk: Buffer }, _connection: pg.Connection) {}
  handleReadyForQuery() {
    this.#settle?.resolve(this.rows)
  }
  handleError(error: Error) {
    this.#settle?.reject(error)
  }
}

class CopyOut extends Copy {
  readonly pieces: Buffer[] = []
  #filling = Buffer.allocUnsafe(pieceSize)
  #filled = 0
  #wake = () => {}
  #flowing: pg.Connection | undefined

  override handleCopyData({ chunk }: { chunk: Buffer }, connection: pg.Connection) {
    this.#flowing = connection
    // The driver writes into its buffer again: what is kept is copied.
    for (let from = 0; from < chunk.length; ) {
      const copied = chunk.copy(this.#filling, this.#filled, from)
      from += copied
      this.#filled += copied
      if (this.#filled === pieceSize) this.#hand()
    }
  }
  override handleReadyForQuery() {
    if (this.#filled > 0) this.#hand()
    super.handleReadyForQuery()
    this.#wake()
  }
  override handleError(error: Error) {
    super.handleError(error)
    this.#wake()
  }
  #hand() {
    this.pieces.push(this.#filling.subarray(0, this.#filled))
    this.#filling = Buffer.allocUnsafe(pieceSize)
    this.#filled = 0
    this.#flowing?.stream.pause()
    this.#wake()
  }
  async #more(end: Promise<void>) {
    const more = new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    this.#flowing?.stream.resume()
    await Promise.race([more, end])
  }
  async *read(): AsyncGenerator<Buffer> {
    let ended = false
    const end = this.done.then(
      () => {
        ended = true
      },
      () => {
        ended = true
      },
    )
    try {
      for (;;) {
        const piece = this.pieces.shift()
        if (piece) yield piece
        else if (ended) break
        else await this.#more(end)
      }
      await this.done
    } finally {
      // A reader that goes away leaves a connection that is in the middle of its answer: nobody can use it again.
      if (ended) this.#flowing?.stream.resume()
      else this.#flowing?.stream.destroy()
    }
  }
}

class CopyIn extends Copy {
  readonly #source: AsyncIterable<Buffer>
  #failure: unknown
  constructor(text: string, source: AsyncIterable<Buffer>) {
    super(text)
    this.#source = source
  }
  override handleCopyInResponse(connection: pg.Connection) {
    void this.#send(connection as Connection)
  }
  async #send(connection: Connection) {
    try {
      for await (const piece of this.#source) {
        connection.sendCopyFromChunk(piece)
        if (connection.stream.writableNeedDrain)
          await Promise.race([once(connection.stream, 'drain'), once(connection.stream, 'close')])
        if (connection.stream.destroyed) return
      }
      connection.endCopyFrom()
    } catch (error) {
      this.#failure = error
      connection.sendCopyFail('the source failed')
    }
  }
  override handleError(error: Error) {
    super.handleError(this.#failure instanceof Error ? this.#failure : error)
  }
}

/**
 * What a `COPY … TO STDOUT` sends, piece by piece; PostgreSQL waits while nobody reads, so memory stays flat.
 * A reader that stops early ends the connection.
 * @throws Error of the statement
 */
export async function* copyOut(client: pg.ClientBase, text: string): AsyncGenerator<Buffer> {
  const copy = new CopyOut(text)
  client.query(copy as unknown as pg.Submittable)
  yield* copy.read()
}

/**
 * Sends pieces to a `COPY … FROM STDIN`.
 * @returns how many rows arrived
 * @throws Error of the statement or the source; no row arrived then
 */
export const copyIn = async (
  client: pg.ClientBase,
  text: string,
  source: AsyncIterable<Buffer>,
): Promise<number> => {
  const copy = new CopyIn(text, source)
  client.query(copy as unknown as pg.Submittable)
  return copy.done
}
