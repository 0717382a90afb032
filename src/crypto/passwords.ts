import { createHmac, type KeyObject, randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import bcrypt from 'bcrypt'
import { openGate } from '#src/crypto/gate.ts'

/** What is stored of a password. */
export interface StoredPassword {
  hash: string
  /** Version of the pepper in the hash. */
  pepper: number
  /** bcrypt's cost of the hash. */
  cost: number
}

/** Hashes and verifies passwords; scarce, as each takes a core for a quarter of a second. */
export interface Passwords {
  /** @throws Problem `overloaded` when too many wait */
  hash(password: string): Promise<StoredPassword>
  /**
   * Whether it is the password. Without a stored one (no such account) it does the same work and answers false.
   * @throws Problem `overloaded` when too many wait
   */
  verify(password: string, stored: StoredPassword | null): Promise<boolean>
  /** Whether cost or pepper of the hash are not today's: hash anew at the sign-in, or its time tells its age. */
  needsRehash(stored: StoredPassword): boolean
}

interface Options {
  /** bcrypt's cost, 4 to 15; less than 10 cannot be configured (`PASSWORD_HASH_COST`). */
  cost: number
  currentPepper: number
  pepperOf(version: number): KeyObject
}

const QUEUE = 32
// 128 code points, in UTF-16 units: beyond it no password was ever accepted.
const LONGEST = 256
const bcryptHash = /^\$2b\$\d\d\$[./A-Za-z0-9]{53}$/

// SHA-384, as the base64 of SHA-512 is longer than the 72 bytes that bcrypt reads.
const peppered = (pepper: KeyObject, password: string): string =>
  createHmac('sha384', pepper).update(password.normalize('NFKC'), 'utf8').digest('base64')

/**
 * Opens hashing with today's cost and pepper; one hash is made at once, for accounts that do not exist.
 * Stored form: bcrypt over base64 of HMAC-SHA-384(pepper, NFKC(password)) (`SECURITY.md` S1).
 */
export const openPasswords = async ({ cost, currentPepper, pepperOf }: Options): Promise<Passwords> => {
  if (!Number.isInteger(cost) || cost < 4 || cost > 15)
    throw new RangeError('the cost of a password hash is 4 to 15')
  const gate = openGate({
    width: Math.max(1, Math.min(2, availableParallelism() - 1)),
    queue: QUEUE,
    retryAfter: 5,
  })
  const hashOf = (password: string) => bcrypt.hash(peppered(pepperOf(currentPepper), password), cost)
  const dummy = { hash: await bcrypt.hash(randomBytes(48).toString('base64'), cost), pepper: currentPepper }

  return {
    async hash(password) {
      if (password.length > LONGEST) throw new RangeError('the password was not judged')
      return { hash: await gate(() => hashOf(password)), pepper: currentPepper, cost }
    },
    async verify(password, stored) {
      // bcrypt answers at once for a hash that is none, which would tell it apart from a wrong password.
      const real = stored !== null && bcryptHash.test(stored.hash) && password.length <= LONGEST
      const { hash, pepper } = real ? stored : dummy
      const typed = real ? password : password.slice(0, LONGEST)
      const equal = await gate(() => bcrypt.compare(peppered(pepperOf(pepper), typed), hash))
      return real && equal
    },
    needsRehash: (stored) => stored.cost !== cost || stored.pepper !== currentPepper,
  }
}
