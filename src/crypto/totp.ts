import { randomBytes } from 'node:crypto'
import { generateSecret, generateURI, verifySync } from 'otplib'

/** A new secret of 160 bits, in base32. */
export const newTotpSecret = (): string => generateSecret({ length: 20 })

/** What an authenticator scans (Key URI Format); it is told whose account it is. */
export const totpUri = (secret: string, label: string): string =>
  generateURI({ issuer: 'Praxis', label, secret })

const sixDigits = /^\d{6}$/
/** A clock may be a step ahead or behind (RFC 6238 § 5.2). */
const tolerance = 30

/**
 * The time step whose code this is, of those next to `at` and after `lastStep`; null for none. A step's code counts
 * once: store it with `update … where last_step < step`.
 */
export const stepOfCode = (secret: string, code: string, lastStep: number, at: Date): number | null => {
  if (!sixDigits.test(code)) return null
  const epoch = Math.floor(at.getTime() / 1000)
  // The library throws where the last step lies beyond what it looks at: the clock was set back.
  if (lastStep > Math.floor((epoch + tolerance) / 30)) return null
  const result = verifySync({
    secret,
    token: code,
    epoch,
    epochTolerance: tolerance,
    afterTimeStep: lastStep,
  })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A new recovery code of 120 bits: four groups of six letters and digits that are not mistaken for each other. */
export const newRecoveryCode = (): string => {
  const text = [...randomBytes(24)].map((byte) => letters[byte & 31]).join('')
  return (text.match(/.{6}/g) ?? []).join('-')
}

/** A recovery code in the one form that is hashed, however it was typed; null for what is none. */
export const normaliseRecoveryCode = (typed: string): string | null => {
  const code = typed.replace(/[\s-]/g, '').toUpperCase()
  return /^[A-Z2-7]{24}$/.test(code) ? code : null
}
