import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

/**
 * Every use of a derived key with its HKDF label. One key, one use (`docs/keys.md`): a label is never used
 * for a second thing and never changed, as what was made with it would be lost.
 */
const labels = {
  cursor: 'praxis/1/cursor',
  idempotency: 'praxis/1/idempotency',
  rateLimit: 'praxis/1/rate-limit',
  pepper: 'praxis/1/password-pepper',
  loginEmail: 'praxis/1/blind-index/login-email',
  email: 'praxis/1/blind-index/email',
  phone: 'praxis/1/blind-index/phone',
  nationalId: 'praxis/1/blind-index/national-id',
  nameToken: 'praxis/1/blind-index/name-token',
  importSource: 'praxis/1/import-source',
  reviewAddress: 'praxis/1/review-address',
  reviewRefusal: 'praxis/1/review-refusal',
  billingRow: 'praxis/1/billing-row',
  archive: 'praxis/1/backup-archive',
  ledgerChain: 'praxis/1/ledger-chain',
  ledger: 'praxis/1/ledger',
} as const

/** What a derived key is for. */
export type KeyUse = keyof typeof labels

/**
 * Derives the key of one use with HKDF-SHA-256 (RFC 5869).
 * @param version of the derived key, where a use has several
 */
export const deriveKey = (from: KeyObject, use: KeyUse, version = 1): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', from, '', `${labels[use]}/${version}`, 32)))

/** HMAC-SHA-256 of a normalised value: equal values have equal indexes, and without the key nobody can try values. */
export const blindIndexOf = (key: KeyObject, normalised: string): Buffer =>
  createHmac('sha256', key).update(normalised, 'utf8').digest()
