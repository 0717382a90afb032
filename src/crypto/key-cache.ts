import type { KeyObject } from 'node:crypto'
import type { Clock } from '#src/clock.ts'
import type { SealingKey } from '#src/crypto/sealing.ts'

/** An unwrapped key and whose it is. */
export interface OpenKey extends SealingKey {
  readonly organisationId: string
  readonly subjectId: string
  readonly class: string
  readonly version: number
  /** Keys derived from it, made once each. */
  readonly derived: Map<string, KeyObject>
}

/** Unwrapped keys of a process, for seconds: a destroyed key must not live on here. */
export interface KeyCache {
  get(id: string): OpenKey | undefined
  current(organisationId: string, subjectId: string, keyClass: string): OpenKey | undefined
  /** @param options `seconds`, where it is believed for less than the others */
  put(key: OpenKey, options: { current: boolean; seconds?: number }): void
  forget(subjectId: string): void
}

interface Entry {
  readonly key: OpenKey
  readonly until: number
}

/**
 * @param seconds how long a key is believed without asking the database
 * @param limit of keys; the oldest go first
 */
export const openKeyCache = (clock: Clock, { seconds = 30, limit = 10_000 } = {}): KeyCache => {
  const byId = new Map<string, Entry>()
  const currentId = new Map<string, string>()

  const nameOf = (organisationId: string, subjectId: string, keyClass: string) =>
    `${organisationId}/${subjectId}/${keyClass}`
  const drop = (id: string, { organisationId, subjectId, class: keyClass }: OpenKey) => {
    byId.delete(id)
    const name = nameOf(organisationId, subjectId, keyClass)
    if (currentId.get(name) === id) currentId.delete(name)
  }
  const get = (id: string) => {
    const entry = byId.get(id)
    if (!entry) return undefined
    if (entry.until > clock.now().getTime()) return entry.key
    drop(id, entry.key)
    return undefined
  }
  const makeRoom = () => {
    for (const [id, entry] of byId) {
      if (byId.size < limit) return
      drop(id, entry.key)
    }
  }

  return {
    get,
    current(organisationId, subjectId, keyClass) {
      const id = currentId.get(nameOf(organisationId, subjectId, keyClass))
      return id === undefined ? undefined : get(id)
    },
    put(key, { current, seconds: own = seconds }) {
      byId.delete(key.id)
      makeRoom()
      byId.set(key.id, { key, until: clock.now().getTime() + Math.min(own, seconds) * 1000 })
      if (current) currentId.set(nameOf(key.organisationId, key.subjectId, key.class), key.id)
    },
    forget(subjectId) {
      for (const [id, { key }] of byId) if (key.subjectId === subjectId) drop(id, key)
    },
  }
}
