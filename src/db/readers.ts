import { availableParallelism } from 'node:os'
import type pg from 'pg'

/** A connection with the reads that are under way on it, one behind the other. */
export interface Reader {
  readonly client: pg.PoolClient
  readonly openedAt: number
  answeredAt: number
  reads: number
  usable: boolean
}

/**
 * So many connections of a pool are shared. Each read is a transaction of its own that waits for nobody, so the database
 * works off one after the other without being woken for each, on few processes whose caches are warm: half of its time.
 */
const mostShared = Math.min(4, Math.max(2, availableParallelism()))
const mostReads = 32
/** A read that takes longer holds up nobody but those who came before this time was over. */
const longestSilence = 20
/** After that it is returned, so that which statements the shared ones know follows what is asked. */
const longestShared = 250

const sharedOf = new WeakMap<pg.Pool, Set<Reader>>()

const sharedReaders = (pool: pg.Pool): Set<Reader> => {
  const known = sharedOf.get(pool) ?? new Set()
  sharedOf.set(pool, known)
  return known
}

/**
 * Joins the reads of a connection that knows what is to be sent.
 * @returns undefined where an own connection is to be opened: none is shared that could take it, or few are
 */
export const joinReader = (pool: pg.Pool, knows: (client: pg.PoolClient) => boolean): Reader | undefined => {
  const shared = sharedReaders(pool)
  if (shared.size < mostShared) return undefined
  const now = performance.now()
  let found: Reader | undefined
  for (const reader of shared) {
    const takes = now - reader.answeredAt < longestSilence && now - reader.openedAt < longestShared
    if (takes && reader.reads < (found?.reads ?? mostReads) && knows(reader.client)) found = reader
  }
  if (found) found.reads++
  return found
}

/** Takes a connection of the pool for a read; others may join where it knows already what the read sends. */
export const openReader = (
  pool: pg.Pool,
  client: pg.PoolClient,
  knows: (client: pg.PoolClient) => boolean,
): Reader => {
  const now = performance.now()
  const reader = { client, openedAt: now, answeredAt: now, reads: 1, usable: true }
  const shared = sharedReaders(pool)
  if (shared.size < mostShared && knows(client)) shared.add(reader)
  return reader
}

/**
 * Says that a read was answered. The last one gives the connection back.
 * @param usable false: nobody joins any more, and the connection is thrown away
 */
export const leaveReader = (pool: pg.Pool, reader: Reader, usable: boolean): void => {
  reader.reads--
  reader.answeredAt = performance.now()
  reader.usable &&= usable
  if (reader.reads === 0 || !reader.usable) sharedReaders(pool).delete(reader)
  if (reader.reads === 0) reader.client.release(!reader.usable)
}
