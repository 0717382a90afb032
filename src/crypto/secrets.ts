import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A new random secret, url-safe; 32 bytes make 43 characters. */
export const newSecret = (bytes = 32): string => randomBytes(bytes).toString('base64url')

/** What is stored of a secret and found by it: SHA-256. Only for random secrets; people's choices are guessable. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest()

/** Compares two digests in a time that tells nothing; of unequal length they differ. */
export const equalDigests = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other)
