import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

const length = 16
const pool = new Uint8Array(256 * length)
let used = pool.length

/** Asking the system for the bytes of one id takes longer than all the rest of making it. */
const nextRandom = (): Uint8Array => {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += length
  return pool.subarray(used - length, used)
}

/** An id that is larger than those of milliseconds before (UUIDv7, RFC 9562), for what is written by thousands in a second. */
export const newId = (): string => v7({ random: nextRandom() })
