/** What a file turns out not to be: its beginning promised something else, or its end is missing. */
export class NotAPicture extends Error {
  override readonly name = 'NotAPicture'
}

/** Bytes that come in, looked at before they are taken. Never more than one chunk and what is asked for is held. */
export class IncomingBytes {
  readonly #source: AsyncIterator<Buffer>
  #held: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#source.next()
    if (done) return false
    this.#held = this.#held.length === 0 ? value : Buffer.concat([this.#held, value])
    return true
  }

  /** Whether nothing came at all, or nothing comes any more. */
  async isOver(): Promise<boolean> {
    while (this.#held.length === 0) if (!(await this.#more())) return true
    return false
  }

  /** The next bytes. @throws NotAPicture where there are fewer */
  async take(count: number): Promise<Buffer> {
    while (this.#held.length < count) if (!(await this.#more())) throw new NotAPicture('it ends too early')
    const taken = this.#held.subarray(0, count)
    this.#held = this.#held.subarray(count)
    return taken
  }

  /** The next bytes as they come, in parts. @throws NotAPicture where there are fewer */
  async *pass(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0; ) {
      if (await this.isOver()) throw new NotAPicture('it ends too early')
      const part = await this.take(Math.min(left, this.#held.length))
      left -= part.length
      yield part
    }
  }

  /** Everything before the next byte of a value, in parts; that byte is the next then. @throws NotAPicture where none comes */
  async *passUntil(value: number): AsyncGenerator<Buffer> {
    for (;;) {
      if (await this.isOver()) throw new NotAPicture('it ends too early')
      const found = this.#held.indexOf(value)
      if (found > 0) yield await this.take(found)
      if (found >= 0) return
      yield await this.take(this.#held.length)
    }
  }

  /** Reads what is left, and keeps none of it. */
  async drain(): Promise<void> {
    while (!(await this.isOver())) this.#held = Buffer.alloc(0)
  }
}
