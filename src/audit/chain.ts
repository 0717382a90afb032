import { createHash } from 'node:crypto'

/** How far a chain goes. */
export interface ChainEnd {
  readonly position: number
  readonly hash: Buffer
}

/** Before the first event. */
export const chainStart: ChainEnd = Object.freeze({ position: 0, hash: Buffer.alloc(32) })

/** The hash of the next event: SHA-256 over the hash before it and its canonical bytes. */
export const nextHash = (before: Buffer, canonical: string): Buffer =>
  createHash('sha256').update(before).update(canonical, 'utf8').digest()

/** What a checkpoint's signature covers. */
export const checkpointMessage = (checkpoint: {
  organisationId: string
  position: number
  hash: Buffer
  at: string
}): Buffer => {
  const { organisationId, position, hash, at } = checkpoint
  return Buffer.from(
    JSON.stringify(['praxis/audit-checkpoint/1', organisationId, position, hash.toString('hex'), at]),
  )
}

const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** When a UUIDv7 was made, in milliseconds since 1970 (RFC 9562 § 5.7); null for any other id. */
export const madeAt = (id: string): number | null =>
  version7.test(id) ? Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) : null
