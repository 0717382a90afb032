import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { SealError } from '#src/crypto/sealing.ts'

const VERSION = 1
const NONCE = 1
const TAG = 13
const TEXT = 29
const SECRET = 32

const algorithm = 'aes-256-gcm'
const options = { authTagLength: 16 } as const

/** A new random 256-bit key. */
export const newKey = (): KeyObject => createSecretKey(randomBytes(SECRET))

/**
 * Wraps a 256-bit key under another with AES-256-GCM (NIST SP 800-38D).
 * @param label what the wrapped key is and whose; unwrapping demands the same
 * @returns 61 bytes: version, nonce, tag, ciphertext
 */
export const wrapKey = (wrapping: KeyObject, key: KeyObject, label: string): Buffer => {
  const nonce = randomBytes(TAG - NONCE)
  const cipher = createCipheriv(algorithm, wrapping, nonce, options)
  cipher.setAAD(Buffer.from(label))
  const text = Buffer.concat([cipher.update(key.export()), cipher.final()])
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), text])
}

/**
 * Unwraps what `wrapKey` made.
 * @throws SealError when a byte, the label or the wrapping key is another one
 */
export const unwrapKey = (wrapping: KeyObject, wrapped: Buffer, label: string): KeyObject => {
  if (wrapped.length !== TEXT + SECRET || wrapped[0] !== VERSION) throw new SealError('not a wrapped key')
  const decipher = createDecipheriv(algorithm, wrapping, wrapped.subarray(NONCE, TAG), options)
  decipher.setAAD(Buffer.from(label))
  decipher.setAuthTag(wrapped.subarray(TAG, TEXT))
  const secret = decipher.update(wrapped.subarray(TEXT))
  try {
    decipher.final()
  } catch (cause) {
    throw new SealError('a wrapped key does not open in this place', { cause })
  }
  return createSecretKey(secret)
}
