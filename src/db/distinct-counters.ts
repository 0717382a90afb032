import { blindIndexOf } from '#src/crypto/derivation.ts'
import { statementName } from '#src/db/connect.ts'
import type { CounterDeps } from '#src/db/counters.ts'

/** A span in which different things are counted. */
export interface Window {
  readonly name: string
  readonly seconds: number
}

const keysOf = ({ keyring }: CounterDeps, name: string, parts: readonly string[]) =>
  `${name}:${blindIndexOf(keyring.derive('rateLimit'), parts.join(' ')).toString('base64url')}`

// Each thing has a mark of its own, so that one seen twice, or by two processes, counts once. In one order, so that two
// that count the same things wait for each other and not crosswise.
const count = `
  with given as (select * from unnest($1::text[], $2::text[], $3::bigint[]) as g (mark, total, expire)),
  seen as (
    insert into rate_limits as r (key, points, expire) select mark, 1, expire from given order by mark
    on conflict (key) do update set expire = excluded.expire where r.expire <= $4 returning key
  )
  insert into rate_limits as r (key, points, expire)
    select g.total, count(s.key), min(g.expire) from given g left join seen s on s.key = g.mark group by g.total order by g.total
  on conflict (key) do update set points = case when r.expire <= $4 then excluded.points else r.points + excluded.points end,
    expire = case when r.expire <= $4 then excluded.expire else r.expire end
  returning key, points`

/**
 * Counts different things under a key, in each window until that which began with the first of them ends; all processes
 * count together. Keys and things are stored as keyed hashes.
 * @returns how many different things by now, window by window
 */
export const countDistinct = async (
  deps: CounterDeps,
  windows: readonly Window[],
  key: string,
  things: readonly string[],
): Promise<number[]> => {
  const now = deps.clock.now().getTime()
  const given = windows.flatMap((window) =>
    [...new Set(things)].map((thing) => ({
      mark: keysOf(deps, `${window.name}Mark`, [key, thing]),
      total: keysOf(deps, window.name, [key]),
      expire: now + window.seconds * 1000,
    })),
  )
  const name = deps.db.statementNames ? statementName(count) : undefined
  const { rows } = await deps.db.api.query<{ key: string; points: number }>({
    text: count,
    values: [
      given.map(({ mark }) => mark),
      given.map(({ total }) => total),
      given.map(({ expire }) => expire),
      now,
    ],
    ...(name ? { name } : {}),
  })
  const points = new Map(rows.map((row) => [row.key, row.points]))
  return windows.map((window) => points.get(keysOf(deps, window.name, [key])) ?? 0)
}

/** Forgets the count of a key; things that were seen stay so until their window ends. */
export const forgetCount = async (deps: CounterDeps, window: Window, key: string): Promise<void> => {
  await deps.db.api.query('delete from rate_limits where key = $1', [keysOf(deps, window.name, [key])])
}
