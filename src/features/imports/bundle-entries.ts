import { type FileRow, longestRow } from '#src/features/imports/file-row.ts'

const code = { quote: 34, backslash: 92, open: 123, close: 125, openList: 91, closeList: 93 }

/** Where the reader is: outside of the entries, between them, or in one. */
interface Position {
  depth: number
  inString: boolean
  escaped: boolean
  /** Text of a string directly in the Bundle, as far as it can be the name that is looked for. */
  word: string
  /** The last such string: the name of what follows. */
  name: string
  entries: boolean
}

const wanted = 'entry'

const readString = (at: Position, byte: number) => {
  if (at.escaped) at.escaped = false
  else if (byte === code.backslash) at.escaped = true
  else if (byte === code.quote) {
    at.inString = false
    if (at.depth === 1) at.name = at.word
    return
  }
  if (at.depth === 1 && at.word.length <= wanted.length) at.word += String.fromCharCode(byte)
}

/** The entry's own depth: the Bundle, its list, the entry. */
const entryDepth = 3

/**
 * The entries of a FHIR Bundle, each as the JSON of one entry, found by their brackets: the Bundle is never parsed as a
 * whole. A row's line is the number of the entry.
 */
export async function* bundleEntries(pieces: AsyncIterable<Buffer>): AsyncGenerator<FileRow> {
  const at: Position = { depth: 0, inString: false, escaped: false, word: '', name: '', entries: false }
  let held: Buffer[] = []
  let size = 0
  let line = 0
  let found = false
  for await (const piece of pieces) {
    let start = at.entries && at.depth >= entryDepth ? 0 : -1
    for (let i = 0; i < piece.length; i++) {
      const byte = piece[i] as number
      if (at.inString) readString(at, byte)
      else if (byte === code.quote) {
        at.inString = true
        at.word = ''
      } else if (byte === code.open || byte === code.openList) {
        at.depth++
        if (at.depth === 2) at.entries = byte === code.openList && at.name === wanted
        if (at.entries && at.depth === 2) found = true
        if (at.entries && at.depth === entryDepth) start = i
      } else if (byte === code.close || byte === code.closeList) {
        if (at.entries && at.depth === entryDepth) {
          const last = piece.subarray(start, i + 1)
          const tooLong = size + last.length > longestRow
          line++
          yield tooLong ? { line, fault: 'tooLong' } : { line, json: Buffer.concat([...held, last]) }
          held = []
          size = 0
          start = -1
        }
        at.depth--
        if (at.depth === 1) at.entries = false
      }
    }
    if (start < 0) continue
    const tail = piece.subarray(start)
    size += tail.length
    if (size <= longestRow) held.push(Buffer.from(tail))
    else held = []
  }
  if (at.depth !== 0 || at.inString) yield { line: line + 1, fault: 'endsEarly' }
  else if (!found) yield { line: 1, fault: 'noBundle' }
}
