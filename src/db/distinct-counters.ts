import { blindIndexOf } from '#src/crypto/derivation.ts'
import type { CounterDeps } from '#src/db/counters.ts'

/** A span in which different things are counted. */
export interface Window {
  readonly name: string
  readonly seconds: number
}

const keysOf = ({ keyring }: CounterDeps, name: string, parts: readonly string[]) =>
  `${name}:${blindIndexOf(keyring.derive('rateLimit'), parts.join(' ')).toString('base64url')}`

// Each thing has a mark of its own, so that one seen twice, or by two processes, counts once.
const count = `
  with seen as (
    insert into rate_limits as r (key, points, expire) select k, 1, $3 from unnest($1::text[]) k
    on conflict (key) do update set expire = excluded.expire where r.expire <= $4 returning 1
  )
  insert into rate_limits as r (key, points, expire) values ($2, (select count(*) from seen), $3)
  on conflict (key) do update set points = case when r.expire <= $4 then excluded.points else r.points + excluded.points end,
    expire = case when r.expire <= $4 then excluded.expire else r.expire end
  returning points`

/**
 * Counts different things under a key until the window that began with the first of them ends; all processes count
 * together. Keys and things are stored as keyed hashes.
 * @returns how many different things by now
 */
export const countDistinct = async (
  deps: CounterDeps,
  window: Window,
  key: string,
  things: readonly string[],
): Promise<number> => {
  const now = deps.clock.now().getTime()
  // In one order, so that two that count the same things wait for each other and not crosswise.
  const marks = [...new Set(things)].map((thing) => keysOf(deps, `${window.name}Mark`, [key, thing])).sort()
  const { rows } = await deps.db.api.query<{ points: number }>(count, [
    marks,
    keysOf(deps, window.name, [key]),
    now + window.seconds * 1000,
    now,
  ])
  return rows[0]?.points ?? 0
}

/** Forgets the count of a key; things that were seen stay so until their window ends. */
export const forgetCount = async (deps: CounterDeps, window: Window, key: string): Promise<void> => {
  await deps.db.api.query('delete from rate_limits where key = $1', [keysOf(deps, window.name, [key])])
}
