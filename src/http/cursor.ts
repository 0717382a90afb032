import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { Problem } from '#src/errors.ts'

const bytes = { nonce: 12, tag: 16 }

// Bound to route, filters, organisation and caller (`SECURITY.md` S51).
const binding = (request: FastifyRequest): Buffer => {
  const { cursor: _cursor, limit: _limit, ...filters } = request.query as Record<string, unknown>
  const { cursor: _bodyCursor, limit: _bodyLimit, ...body } = (request.body ?? {}) as Record<string, unknown>
  return Buffer.from(
    JSON.stringify([
      request.routeOptions.url,
      request.params,
      filters,
      body,
      request.caller?.accountId ?? null,
    ]),
  )
}

const key = (request: FastifyRequest) => request.server.deps.keyring.derive('cursor')

/** Seals where a page ended: the sort values of its last row. */
export const sealCursor = (request: FastifyRequest, position: readonly unknown[]): string => {
  const nonce = randomBytes(bytes.nonce)
  const cipher = createCipheriv('aes-256-gcm', key(request), nonce, { authTagLength: bytes.tag })
  cipher.setAAD(binding(request))
  const text = Buffer.concat([cipher.update(JSON.stringify(position)), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')
}

/**
 * Opens a cursor that this route gave this caller for these filters.
 * @throws Problem `invalid-cursor` for any other
 */
export const openCursor = (request: FastifyRequest, cursor: string | undefined): unknown[] | null => {
  if (cursor === undefined) return null
  try {
    const sealed = Buffer.from(cursor, 'base64url')
    const nonce = sealed.subarray(0, bytes.nonce)
    const decipher = createDecipheriv('aes-256-gcm', key(request), nonce, { authTagLength: bytes.tag })
    decipher.setAAD(binding(request))
    decipher.setAuthTag(sealed.subarray(bytes.nonce, bytes.nonce + bytes.tag))
    const text = Buffer.concat([decipher.update(sealed.subarray(bytes.nonce + bytes.tag)), decipher.final()])
    return JSON.parse(text.toString())
  } catch {
    throw new Problem('invalid-cursor', {
      errors: [{ pointer: '/querystring/cursor', detail: 'is not valid here' }],
    })
  }
}

/**
 * A page of at most `limit` rows out of the `limit + 1` that were read.
 * @param positionOf the row's sort values, in the order of the query
 */
export const page = <Row, Item>(
  request: FastifyRequest,
  rows: Row[],
  limit: number,
  positionOf: (row: Row) => unknown[],
  item: (row: Row) => Item,
): { data: Item[]; nextCursor: string | null } => {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const more = rows.length > limit && last !== undefined
  return { data: shown.map(item), nextCursor: more ? sealCursor(request, positionOf(last)) : null }
}
